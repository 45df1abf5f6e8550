import { storage } from '@wix/site-storage';

$w.onReady(async () => {
  await storage.local.setItem('draft', 'a text');
});
