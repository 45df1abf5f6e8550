// Creates what Wix's older modules read of a page in the browser.
import { pathBelow } from '../page-url.ts';
import type { VeloPage } from '../velo-page.ts';
import { shareWixData } from './dataset-source.ts';
import type { Lightboxes } from './lightbox.ts';
import { fetchForPage } from './outside-fetch.ts';
import { pageLanguage, readPrefix, readRouterData, type PageHost } from './page-host.ts';
import { readSession } from './session.ts';
import type { SiteStorages } from './site-storage.ts';
import { createTimeline } from './timeline.ts';

/** Below this width of the window, in pixels, the page is the mobile one. */
const MOBILE_WIDTH = 750;

/** Creates the page of the document. */
export function createVeloPage({
  host,
  lightboxes,
  storages,
  nodeOf,
}: {
  readonly host: PageHost;
  readonly lightboxes: Pick<Lightboxes, 'getContext'>;
  readonly storages: SiteStorages;
  /** Returns the node of an element that page code has. */
  readonly nodeOf: (element: unknown) => HTMLElement | undefined;
}): VeloPage {
  return {
    info: {
      isServer: false,
      language: pageLanguage(),
      locale: navigator.language,
      formFactor: window.innerWidth < MOBILE_WIDTH ? 'Mobile' : 'Desktop',
      referrer: document.referrer,
    },
    url: () => new URL(location.href),
    path: () => pathBelow(new URL(location.href), readPrefix()),
    prefix: readPrefix,
    replaceUrl: (url) => history.replaceState(history.state, '', url),
    setTitle(title) {
      document.title = title;
    },
    identity: () => readSession().identity,
    mode: () => readSession().mode,
    storage: (kind) => storages[kind],
    lightboxContext: lightboxes.getContext,
    routerData: readRouterData,
    createTimeline: (options) => createTimeline(options, nodeOf),
    shareData: shareWixData,
    fetch: fetchForPage,
    invoke: (namespace, method, args) => host.channel.invoke({ namespace, method, args }),
  };
}
