import { local } from '@wix/site-storage';

$w.onReady(async () => {
  await local.setItem('draft', 'a text');
});
