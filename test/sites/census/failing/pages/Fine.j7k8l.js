import wixWindow from 'wix-window';

$w.onReady(() => console.log(wixWindow.locale));
