import wixData from 'wix-data';

const log = (text) => {
  $w('#log').text += `${text} `;
};

$w.onReady(() => {
  const books = $w('#books');
  books.onReady(async () => {
    log(`ready ${books.getTotalCount()} ${books.getTotalPageCount()}`);
    await books.setSort(wixData.sort().ascending('price'));
    await books.setFilter(wixData.filter().gt('price', 7));
    log(`filtered ${books.getCurrentItem().title} ${books.getTotalCount()}`);
  });
  books.onCurrentIndexChanged((index) => log(`index ${index}`));
  books.onBeforeSave(() => books.getCurrentItem().price > 0);
  books.onAfterSave((before, after) => log(`saved ${after.title} ${after.price}`));
  $w('#rowTitle').onClick(({ context }) => {
    const current = $w.at(context)('#books');
    log(`clicked ${current.getCurrentItem().title} ${current.getCurrentItemIndex()}`);
  });
  books.onError((operation, error) => log(`${operation} ${error.code}`));
});
