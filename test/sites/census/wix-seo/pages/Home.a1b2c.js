import wixSeo from 'wix-seo';
import { setMetaTags } from 'wix-seo-frontend';

$w.onReady(async () => {
  await wixSeo.setTitle(`${wixSeo.title} today`);
  await setMetaTags([{ name: 'description', content: 'A shop' }]);
});
