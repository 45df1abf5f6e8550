import { addNote } from 'backend/notes.web';

$w.onReady(() => addNote('master page'));
