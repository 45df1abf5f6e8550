import { local, session } from 'wix-storage';
import { memory } from 'wix-storage-frontend';

$w.onReady(() => {
  session.setItem('visits', Number(session.getItem('visits')) + 1);
  if (!memory.getItem('seen')) local.removeItem('draft');
});
