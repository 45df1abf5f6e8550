import { fetch } from 'wix-fetch';
import { list } from 'backend/orders';

$w.onReady(async () => {
  $w('#items').text = (await list()).join();
  $w('#weather').text = await fetch('https://weather.example.com/today?key=1').then(
    () => 'fetched',
    (error) => error.message,
  );
});
