// What Wix's older modules read of their page: the newer packages have only asynchronous methods for it.

/** The name under which a module finds its page: a global in a browser, a parameter of each module on the server. */
export const VELO_PAGE = '__veloPage';

/** The page that an older module runs in, in a browser or on the server. */
export interface VeloPage {
  /** Returns the page's address. */
  url(): URL;
  /** Returns the visitor, member or Wix user of the page's session. */
  identity(): { readonly kind: string; readonly id?: string; readonly contactId?: string };
  /** Returns whether the page is on the published site or in the editor's preview. */
  mode(): 'live' | 'preview';
  /** Calls a method of the SDK host, such as `window` `openLightbox`. The host refuses what is not emulated. */
  invoke(namespace: string, method: string, args: readonly unknown[]): unknown;
}

declare const __veloPage: VeloPage;

/** Returns the page that the calling module runs in. */
export function currentPage(): VeloPage {
  return __veloPage;
}
