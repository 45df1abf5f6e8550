$w.onReady(() => {
  $w('#words').html = '<b>no</b>';
});
