import wixLocation, { to } from 'wix-location';
import frontend from 'wix-location-frontend';
import { takeNote } from 'backend/probe.web';

$w.onReady(async () => {
  const { baseUrl, path, prefix, protocol, query, url } = wixLocation;
  const where = { baseUrl, path, prefix, protocol, query, url, same: frontend === wixLocation };
  $w('#result').text = JSON.stringify(where);
  $w('#go').onClick(() => to('/home?went=1'));
  await takeNote(where);
});
