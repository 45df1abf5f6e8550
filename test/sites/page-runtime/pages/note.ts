import { lightbox } from '@wix/site-window';

let opened = 0;

$w.onReady(async () => {
  opened += 1;
  const { from } = await lightbox.getContext();
  $w('#noteText').text = `for ${from}, opened ${opened}`;
  $w('#noteDone').onClick(() => lightbox.close({ said: 'done' }));
});
