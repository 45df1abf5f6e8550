// Defines what Wix's older modules read of their page: the newer packages have only asynchronous methods for it.

/** The name under which a module finds its page: a global in a browser, a parameter of each module on the server. */
export const VELO_PAGE = '__veloPage';

/** Storage whose methods are not asynchronous. */
export interface VeloStorage {
  getItem(key: string): string | null;
  /** Stores a value as text. */
  setItem(key: string, value: unknown): void;
  removeItem(key: string): void;
  clear(): void;
}

/** What does not change while a page is open. */
export interface VeloPageInfo {
  readonly isServer: boolean;
  /** Such as `en`. */
  readonly language: string;
  /** Such as `en-US`. */
  readonly locale: string;
  readonly formFactor: 'Desktop' | 'Mobile';
  readonly referrer: string;
}

/** A timeline of `wix-animations`. Each method returns the timeline. */
export interface VeloTimeline {
  add(target: unknown, animation: unknown, offset?: unknown): VeloTimeline;
  play(): VeloTimeline;
  pause(): VeloTimeline;
  reverse(): VeloTimeline;
  replay(): VeloTimeline;
  onStart(handler: unknown): VeloTimeline;
  onComplete(handler: unknown): VeloTimeline;
  onRepeat(handler: unknown): VeloTimeline;
  onReverseComplete(handler: unknown): VeloTimeline;
}

/** The page that an older module runs in, in a browser or on the server. */
export interface VeloPage {
  readonly info: VeloPageInfo;
  /** Returns the page's address. */
  url(): URL;
  /** Returns the segments of the address, without the prefix of a router or a dynamic page. */
  path(): readonly string[];
  /** Returns the first segment of the address, if a router or a dynamic page has it. */
  prefix(): string | undefined;
  /** Changes the address without loading the page again. On the server it does nothing. */
  replaceUrl(url: URL): void;
  /** Sets the title of the document. On the server it does nothing. */
  setTitle(title: string): void;
  /** Returns the visitor, member or Wix user of the page's session. */
  identity(): {
    readonly kind: string;
    readonly id?: string;
    readonly contactId?: string;
    /** A member's roles, such as `Admin`. */
    readonly roles?: readonly string[];
  };
  /** Returns whether the page is on the published site or in the editor's preview. */
  mode(): 'live' | 'preview';
  /** Returns the site's storage. On the server it is empty and keeps nothing. */
  storage(kind: 'local' | 'session' | 'memory'): VeloStorage;
  /** Returns the data that the open lightbox was opened with. */
  lightboxContext(): unknown;
  /** Returns the data that a router sent with the page; null if there is none. */
  routerData(): unknown;
  /** Creates a timeline of animations. On the server it does nothing: animations run in the browser. */
  createTimeline(options: unknown): VeloTimeline;
  /** Gives `wix-data` to the page's datasets. On the server it does nothing: datasets load in the browser. */
  shareData(wixData: object): void;
  /** Fetches a URL, also of another site. On the server, as the backend does. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Calls a method of the SDK host, such as `window` `openLightbox`. The host refuses what is not emulated. */
  invoke(namespace: string, method: string, args: readonly unknown[]): unknown;
}

declare const __veloPage: VeloPage;

/** Returns the page that the calling module runs in. */
export function currentPage(): VeloPage {
  return __veloPage;
}
