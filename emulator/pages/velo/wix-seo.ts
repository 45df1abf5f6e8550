// Emulates Wix's module `wix-seo`, now `wix-seo-frontend`: the title, and tags that are kept for the page's code.
// Not emulated: the tags in the HTML.
import { currentPage } from '../velo-page.ts';
import { olderModule } from './older-module.ts';

let title = '';
let links: readonly unknown[] = [];
let metaTags: readonly unknown[] = [];
let structuredData: readonly unknown[] = [];

/** Sets the page's title. @see https://dev.wix.com/docs/velo/apis/wix-seo-frontend/set-title */
export async function setTitle(text: string): Promise<void> {
  title = text;
  currentPage().setTitle(title);
}

/** Sets the page's links. */
export async function setLinks(values: readonly unknown[]): Promise<void> {
  links = values;
}

/** Sets the page's meta tags. */
export async function setMetaTags(values: readonly unknown[]): Promise<void> {
  metaTags = values;
}

/** Sets the page's structured data. */
export async function setStructuredData(values: readonly unknown[]): Promise<void> {
  structuredData = values;
}

/** Sets the HTTP status of a page that runs on the server. The emulator keeps the status 200. */
export async function setSeoStatusCode(): Promise<void> {}

const wixSeo = {
  get title(): string {
    return title;
  },
  get links(): readonly unknown[] {
    return links;
  },
  get metaTags(): readonly unknown[] {
    return metaTags;
  },
  get structuredData(): readonly unknown[] {
    return structuredData;
  },
  setTitle,
  setLinks,
  setMetaTags,
  setStructuredData,
  setSeoStatusCode,
};

export default olderModule('wix-seo', wixSeo);
