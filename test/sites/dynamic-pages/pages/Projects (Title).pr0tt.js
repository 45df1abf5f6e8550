import { location as siteLocation } from '@wix/site-location';
import wixLocation from 'wix-location';
import wixWindow from 'wix-window';
import { note } from 'backend/notes';

$w.onReady(() => {
  const dataset = $w('#dynamicDataset');
  dataset.onReady(async () => {
    const { title, started } = dataset.getCurrentItem();
    const { env } = wixWindow.rendering;
    const prefix = await siteLocation.prefix();
    const path = await siteLocation.path();
    await note({
      env,
      title,
      year: started instanceof Date ? started.getUTCFullYear() : 'no date',
      prefix: [wixLocation.prefix, prefix],
      path: [wixLocation.path, path],
      total: dataset.getTotalCount(),
      route: wixWindow.getRouterData().dynamicUrl,
    });
    if (env === 'backend') return;
    const next = await dataset.getNextDynamicPage();
    const previous = await dataset.getPreviousDynamicPage();
    $w('#log').text = JSON.stringify([title, previous, next]);
    if (next !== null) $w('#nextButton').onClick(() => wixLocation.to(next));
    else $w('#nextButton').disable();
  });
});
