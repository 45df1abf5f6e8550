import wixSite from 'wix-site';
import wixSiteFrontend from 'wix-site-frontend';

$w.onReady(() => {
  wixSite.prefetchPageResources({ pages: ['/shop'] });
  $w('#language').text = wixSiteFrontend.language;
});
