$w.onReady(() => {
  $w('#dynamicDataset').onReady(() => {
    const dataset = $w('#dynamicDataset');
    $w('#log').text = JSON.stringify([dataset.getTotalCount(), dataset.getCurrentItem().title]);
  });
});
