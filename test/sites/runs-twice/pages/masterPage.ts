import { note } from 'backend/notes.web';

$w.onReady(() => note('master page'));
