$w.onReady(() => {
  $w('#text').style.color = 'red';
});
