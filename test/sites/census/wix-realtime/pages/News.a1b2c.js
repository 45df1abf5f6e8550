import wixRealtime, { subscribe } from 'wix-realtime';
import { unsubscribe } from 'wix-realtime-frontend';

$w.onReady(async () => {
  wixRealtime.onDisconnected(() => $w('#state').show());
  const id = await subscribe({ name: 'news' }, ({ payload }) => console.log(payload.text));
  $w('#stop').onClick(() => unsubscribe({ subscriptionId: id }));
});
