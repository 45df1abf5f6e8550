$w.onReady(() => {
  $w('#dataset1').onReady(async () => {
    const item = $w('#dataset1').getCurrentItem();
    $w('#title').text = item.title;
    await $w('#dataset1').setFieldValue('read', true);
  });
});
