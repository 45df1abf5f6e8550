// Emulates the dataset of Wix's dynamic pages: it has the items that the page's router found. Not emulated: filters and sorts of
// the editor.
import type { DynamicPageData } from '../dynamic-page-data.ts';
import { parsePageUrl, urlOfItem } from '../page-url.ts';
import type { Item, ItemSource } from './dataset-items.ts';
import { createItemSource } from './dataset-source.ts';
import { Dataset } from './dataset.ts';
import type { ElementContext } from './elements.ts';
import { readDynamicPage } from './page-host.ts';

/** The most items of a query. */
const QUERY_LIMIT = 1000;

/**
 * Wix's DynamicDataset.
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/dynamic-dataset/introduction
 */
export class DynamicDataset extends Dataset {
  readonly #page: DynamicPageData | undefined;

  constructor(node: HTMLElement, type: string, context: ElementContext) {
    const page = readDynamicPage();
    const pageSize = page?.config.dataset.pageSize;
    super(node, type, context, page && { source: createSource(page), pageSize });
    this.#page = page;
  }

  /**
   * Returns the URL of the next page in the order of the URLs; null if there is none.
   * @see https://dev.wix.com/docs/velo/api-reference/$w/dynamic-dataset/get-next-dynamic-page (assumed: with a slash at the start)
   */
  getNextDynamicPage(): Promise<string | null> {
    return this.#findSibling((urls, own) => urls.find((it) => it > own));
  }
  /** Returns the URL of the previous page in the order of the URLs; null if there is none. */
  getPreviousDynamicPage(): Promise<string | null> {
    return this.#findSibling((urls, own) => urls.findLast((it) => it < own));
  }

  protected override describeMissing(): string {
    return `The dataset #${this.id} has no items: the page was not opened at the URL of a dynamic page. Name its URL in the layout: <body data-dynamic-page="/prefix/{field}" data-collection="...">.`;
  }

  async #findSibling(
    choose: (urls: readonly string[], own: string) => string | undefined,
  ): Promise<string | null> {
    const [item] = this.#page?.items ?? [];
    const url = parsePageUrl(this.#page?.dynamicUrl ?? '');
    if (!this.#page || !item || typeof url === 'string' || url.fields.length === 0) return null;
    const own = urlOfItem(url, item);
    const all = await readAll(createItemSource(this.#page.config.dataset.collectionName));
    const urls = all.map((it) => urlOfItem(url, it)).filter((it) => it !== undefined);
    return own === undefined ? null : (choose(urls.sort(), own) ?? null);
  }
}

/** Creates the source of the items. The router has found the first page of them already. */
function createSource({ items, totalCount, config }: DynamicPageData): ItemSource {
  const { collectionName, pageSize, filter: own, sort: order } = config.dataset;
  const source = createItemSource(collectionName, { filter: own, sort: order });
  let isFirst = true;
  return {
    ...source,
    async find(options) {
      const { filter, sort, skip, limit } = options;
      const isSent = isFirst && !filter && !sort && skip === 0 && limit === pageSize;
      isFirst = false;
      return isSent ? { items, totalCount } : source.find(options);
    },
  };
}

async function readAll(source: ItemSource): Promise<readonly Item[]> {
  const all: Item[] = [];
  for (;;) {
    const options = { filter: undefined, sort: undefined, skip: all.length, limit: QUERY_LIMIT };
    const { items } = await source.find(options);
    all.push(...items);
    if (items.length < QUERY_LIMIT) return all;
  }
}
