$w.onReady(() => {
  $w('#text').html = '<b>no</b>';
});
