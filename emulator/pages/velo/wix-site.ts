// Emulates Wix's module `wix-site`, now `wix-site-frontend`: the language of the site, and prefetching. Not emulated: the
// structure of the site, the current page, the currency, the revision, the time zone.
import { currentPage } from '../velo-page.ts';
import { olderModule } from './older-module.ts';

/** Pages by their addresses, and lightboxes by their names. */
interface PrefetchItems {
  readonly pages?: readonly string[];
  readonly lightboxes?: readonly string[];
}

/**
 * Loads pages before a visitor opens them. The emulator serves pages from this machine, so that there is nothing to load;
 * the message and the empty errors are assumed.
 * @see https://dev.wix.com/docs/velo/apis/wix-site-frontend/prefetch-page-resources
 */
export function prefetchPageResources(_items: PrefetchItems): {
  readonly message: string;
  readonly errors: Required<PrefetchItems>;
} {
  return { message: 'success', errors: { pages: [], lightboxes: [] } };
}

const wixSite = olderModule('wix-site', {
  get language(): string {
    return currentPage().info.language;
  },
  /** The locale of the site: that of the browser (assumed). */
  get regionalSettings(): string {
    return currentPage().info.locale;
  },
  prefetchPageResources,
});

export const { getSiteDisplayName, getSiteStructure, routerSitemap } = wixSite;
export default wixSite;
