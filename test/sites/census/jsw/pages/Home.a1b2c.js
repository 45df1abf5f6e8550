import { greet } from 'backend/greet.jsw';

$w.onReady(async () => {
  $w('#greeting').text = await greet('Ada');
});
