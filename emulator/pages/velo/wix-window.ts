// Emulates Wix's module `wix-window`, now `wix-window-frontend`. Not emulated: consent, geolocation, modals, analytics.
import { currentPage } from '../velo-page.ts';
import { olderModule } from './older-module.ts';

/** Opens a lightbox and resolves with the data that it is closed with. @see https://dev.wix.com/docs/velo/apis/wix-window-frontend/open-lightbox */
export async function openLightbox(name: string, data?: unknown): Promise<unknown> {
  return currentPage().invoke('window', 'openLightbox', [name, data]);
}

/** Scrolls to a place of the page. */
export async function scrollTo(x: number, y: number): Promise<void> {
  await currentPage().invoke('window', 'scrollTo', [x, y]);
}

/** Scrolls by a number of pixels. */
export async function scrollBy(x: number, y: number): Promise<void> {
  await currentPage().invoke('window', 'scrollBy', [x, y]);
}

/** Copies a text. */
export async function copyToClipboard(text: string): Promise<void> {
  await currentPage().invoke('window', 'copyToClipboard', [text]);
}

/** Returns the sizes of the window and the page, and how far it is scrolled, in pixels. */
export async function getBoundingRect(): Promise<unknown> {
  return currentPage().invoke('window', 'getBoundingRect', []);
}

/** Returns the data that a router sent with the page; null if there is none. @see https://dev.wix.com/docs/velo/apis/wix-window-frontend/get-router-data */
export function getRouterData(): unknown {
  return currentPage().routerData();
}

/** Reports an event to analytics. The emulator has none: it writes the event to the console of the page. */
export function trackEvent(eventName: string, parameters?: unknown): void {
  void currentPage().invoke('window', 'trackEvent', [eventName, parameters]);
}

/** The consent of the visitor: not emulated. */
export const consentPolicy = olderModule('wix-window.consentPolicy', {});

/** The open lightbox, for the code of the lightbox. */
export const lightbox = olderModule('wix-window.lightbox', {
  /** Closes the lightbox. */
  close: (data?: unknown) => void currentPage().invoke('window', 'lightbox.close', [data]),
  /** Returns the data that the lightbox was opened with. */
  getContext: () => currentPage().lightboxContext(),
});

/** Data that the run on the server leaves for the run in the browser: none, as the emulator does not send its HTML. */
export const warmupData = olderModule('wix-window.warmupData', {
  get: (): undefined => undefined,
  set: (): void => {},
});

/** Where the code runs. @see https://dev.wix.com/docs/velo/apis/wix-window-frontend/rendering/introduction */
export const rendering = olderModule('wix-window.rendering', {
  get env(): string {
    return currentPage().info.isServer ? 'backend' : 'browser';
  },
  /** The number of the run: 1 on the server, 2 in the browser. */
  get renderCycle(): number {
    return currentPage().info.isServer ? 1 : 2;
  },
  warmupData,
});

/** The site's languages: one. */
export const multilingual = olderModule('wix-window.multilingual', {
  get currentLanguage(): string {
    return currentPage().info.language;
  },
  get isEnabled(): boolean {
    return false;
  },
  get siteLanguages(): readonly unknown[] {
    return [];
  },
});

const wixWindow = olderModule('wix-window', {
  get browserLocale(): string {
    return currentPage().info.locale;
  },
  get locale(): string {
    return currentPage().info.locale;
  },
  get formFactor(): string {
    return currentPage().info.formFactor;
  },
  get referrer(): string {
    return currentPage().info.referrer;
  },
  get viewMode(): string {
    return currentPage().mode() === 'preview' ? 'Preview' : 'Site';
  },
  lightbox,
  rendering,
  multilingual,
  warmupData,
  openLightbox,
  scrollTo,
  scrollBy,
  copyToClipboard,
  getBoundingRect,
  getRouterData,
  trackEvent,
  consentPolicy,
});

export const { getCurrentGeolocation, openModal, postMessage } = wixWindow;
export default wixWindow;
