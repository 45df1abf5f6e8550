$w.onReady(() => {
  $w('#order').text = 'the first words';
});
