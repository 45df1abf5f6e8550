$w.onReady(() => {
  $w('#text').style.backgroundColor = 'red';
});
