import wixLocation from 'wix-location';

$w.onReady(() => {
  $w('#log').text = JSON.stringify([wixLocation.prefix ?? null, wixLocation.path]);
});
