import wixWindow from 'wix-window';
import { window } from '@wix/site-window';
import { takeNote } from 'backend/notes';

$w.onReady(async () => {
  $w('#author').text = JSON.stringify(wixWindow.getRouterData());
  await takeNote([wixWindow.getRouterData(), await window.getRouterData()]);
});
