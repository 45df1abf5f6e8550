import { list } from 'backend/broken.web';

$w.onReady(() => list());
