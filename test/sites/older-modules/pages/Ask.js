import wixWindow from 'wix-window';

$w.onReady(() => {
  const { question } = wixWindow.lightbox.getContext();
  $w('#question').text = question;
  $w('#answer').onClick(() => wixWindow.lightbox.close({ question, answer: 'Because.' }));
});
