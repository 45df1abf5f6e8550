// Emulates Wix's module `wix-location`, now `wix-location-frontend`. Not emulated: dynamic pages' prefixes.
import { currentPage } from '../velo-page.ts';

/** Navigates to a page of the site. @see https://dev.wix.com/docs/velo/apis/wix-location-frontend/to */
export function to(url: string): void {
  void currentPage().invoke('location', 'to', [url]);
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
    return currentPage().url().pathname.split('/').filter(Boolean);
  },
  get query(): Readonly<Record<string, string>> {
    return Object.fromEntries(currentPage().url().searchParams);
  },
  get prefix(): string {
    return '';
  },
  to,
};

export default wixLocation;
