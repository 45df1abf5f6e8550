import { list } from 'backend/orders';

$w.onReady(async () => {
  $w('#items').text = (await list()).join();
});
