import { round } from 'public/round';
import rates from 'public/rates.json';

$w.onReady(() => {
  $w('#rate').text = String(round(rates.standard));
});
