$w.onReady(() => {
  $w('#order').text += 'master page, ';
});
