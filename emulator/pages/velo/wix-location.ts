// Emulates Wix's module `wix-location`, now `wix-location-frontend`. Not emulated: handlers of `onChange()`.
import { currentPage } from '../velo-page.ts';
import { olderModule } from './older-module.ts';

type Parameters = Readonly<Record<string, string>>;

/** Navigates to a page of the site. @see https://dev.wix.com/docs/velo/apis/wix-location-frontend/to */
export function to(url: string, options?: { readonly disableScrollToTop?: boolean }): void {
  void currentPage().invoke('location', 'to', [url, options]);
}

/**
 * Adds a handler for changes of the address of an application page. A page of the emulator's sites never changes its
 * address without being loaded again, so that the handler is not called.
 * @see https://dev.wix.com/docs/velo/apis/wix-location-frontend/on-change
 */
export function onChange(): void {}

/** Changes the query of the address without loading the page again; nothing changes on the server. */
export const queryParams = {
  /** Adds parameters, or replaces their values. */
  add(parameters: Readonly<Record<string, unknown>>): void {
    change((query) => {
      for (const [key, value] of Object.entries(parameters)) query.set(key, String(value));
    });
  },
  /** Removes parameters. */
  remove(keys: readonly string[]): void {
    change((query) => {
      for (const key of keys) query.delete(key);
    });
  },
};

function change(work: (query: URLSearchParams) => void): void {
  const url = currentPage().url();
  work(url.searchParams);
  currentPage().replaceUrl(url);
}

const wixLocation = {
  get url(): string {
    return currentPage().url().href;
  },
  get baseUrl(): string {
    return currentPage().url().origin;
  },
  get protocol(): string {
    return currentPage().url().protocol.replace(':', '');
  },
  get path(): readonly string[] {
    return currentPage().path();
  },
  get query(): Parameters {
    return Object.fromEntries(currentPage().url().searchParams);
  },
  /** Undefined for a page that is neither dynamic nor of a router, as Wix documents for `@wix/site-location`. */
  get prefix(): string | undefined {
    return currentPage().prefix();
  },
  queryParams,
  onChange,
  to,
};

export default olderModule('wix-location', wixLocation);
