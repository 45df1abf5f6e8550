import wixData, { bulkInsert } from 'wix-data';
import { listOpen } from 'backend/orders';

$w.onReady(async () => {
  $w('#list').data = await listOpen(0);
});

export async function save_click() {
  await bulkInsert('Orders', [{ total: 7 }]);
  await wixData.replaceReferences('Orders', 'tags', 'o-1', ['t-1']);
}
