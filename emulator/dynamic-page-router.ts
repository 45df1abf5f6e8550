// Emulates the router that Wix has for the dynamic pages of a site: it finds the page and the items of a URL, as the caller of
// the page. Not emulated: filters and sorts of the editor's datasets, site maps.
import type { BindData } from './backend/routers.ts';
import type { DynamicPageData } from './pages/dynamic-page-data.ts';
import { readDynamicPageSize } from './pages/dynamic-dataset.ts';
import { findDynamicPages, findPageOfPath, type DynamicPage } from './pages/dynamic-pages.ts';
import { readLayout } from './pages/layout.ts';
import { matchesItem, readPath, routeOf, toUrlText, urlOfItem } from './pages/page-url.ts';
import type { SiteServer } from './site/vite-server.ts';
import { isPreview } from './wix/core/context.ts';
import { listCollectionFields, listFieldValues } from './wix/data/page-values.ts';
import type { Caller, Wix } from './wix/server.ts';

/** The router of the dynamic pages of a site. */
export interface DynamicPageRouter {
  list(): readonly DynamicPage[];
  /** Returns the URL of one of the pages that a dynamic page stands for, to look at; undefined if there is no item for it. */
  exampleOf(page: DynamicPage): string | undefined;
  /** Returns the function that finds what a URL shows; undefined if no dynamic page has its prefix. */
  open(url: URL, caller: Caller): BindData | undefined;
}

/** How many of the first items are asked for the URL of an example. */
const SAMPLE = 20;

/** Creates the router. It reads layouts and collections again for each request. */
export function createDynamicPageRouter({
  wix,
  site,
  decode,
}: {
  readonly wix: Pick<Wix, 'database' | 'handleRequest'>;
  readonly site: Pick<SiteServer, 'folder'>;
  /** Converts the dates of an item or a filter. */
  readonly decode: (value: unknown) => unknown;
}): DynamicPageRouter {
  const find = () => findDynamicPages(site.folder(), listCollectionFields(wix)).pages;

  /**
   * Finds the combinations of values in the fields of a page's URL of which the URL can be made; undefined if it can be made of
   * none.
   */
  function findValues(
    { url, collection }: DynamicPage,
    path: readonly string[],
    caller: Caller,
  ): readonly Readonly<Record<string, unknown>>[] | undefined {
    if (url.fields.length === 0) return [];
    const environment = isPreview(caller.identity) ? 'SANDBOX' : 'LIVE';
    const found = listFieldValues(wix, { collection, environment }, url.fields).filter((values) =>
      matchesItem(url, path, values),
    );
    if (found.length > 0) {
      return [...new Map(found.map((values) => [JSON.stringify(values), values])).values()];
    }
    // No item has the URL. The query runs nevertheless, with the text of the URL, because hooks can change it.
    const texts = url.segments.flatMap((parts, index) =>
      parts.flatMap((part) =>
        'field' in part ? [[part.field, toUrlText(path[index])] as const] : [],
      ),
    );
    return texts.some(([, text]) => text === undefined)
      ? undefined
      : [Object.fromEntries<unknown>(texts)];
  }

  return {
    list: find,

    exampleOf({ url, collection }) {
      const scope = { collection, environment: 'LIVE' } as const;
      const values =
        url.fields.length === 0 ? [{}] : listFieldValues(wix, scope, url.fields, SAMPLE);
      return values.map((it) => urlOfItem(url, it)).find((it) => it !== undefined);
    },

    open(address, caller) {
      const path = readPath(address);
      const pages = find().filter(({ url }) => url.prefix === path[0]);
      if (pages.length === 0) return undefined;
      const page = findPageOfPath(pages, path);
      return async (customize) => {
        if (!page) {
          const message = `No dynamic page has this URL. Those of the prefix: ${pages.map(({ url }) => url.pattern).join(', ')}`;
          return { status: 404, message };
        }
        const { collection, url, title } = page;
        const missing = {
          status: 404,
          message: `No item of the collection ${collection} has this URL (${url.pattern}).`,
        };
        const fieldValues = findValues(page, path, caller);
        if (!fieldValues) return missing;
        const filter = fieldValues.length > 1 ? { $or: fieldValues } : (fieldValues[0] ?? {});
        const pageSize = readDynamicPageSize(readLayout(site.folder().editor, title));
        const asked = { filter, paging: { limit: pageSize } };
        const customized = await customize(collection, routeOf(url), asked);
        const found = await query(wix, caller, collection, customized);
        if ('status' in found) return found;
        if (found.items.length === 0 && url.fields.length > 0) return missing;
        const data: DynamicPageData = {
          dynamicUrl: url.pattern,
          items: found.items.map((it) => toRecord(decode(it))),
          totalCount: found.totalCount,
          config: {
            dataset: {
              collectionName: collection,
              pageSize,
              filter: decode(customized['filter'] ?? {}),
              sort: toOrder(customized['sort']),
            },
          },
        };
        return { status: 200, page: title, data };
      };
    },
  };
}

/** Queries the items as the caller. Returns a response if Wix Data refuses: 403 without the permission to read (assumed). */
async function query(
  wix: Pick<Wix, 'handleRequest'>,
  { token }: Caller,
  collection: string,
  { includeReferences, ...asked }: Readonly<Record<string, unknown>>,
): Promise<
  | { readonly items: readonly unknown[]; readonly totalCount: number }
  | { readonly status: number; readonly message: string }
> {
  const { status, body } = await wix.handleRequest({
    method: 'POST',
    host: 'www.wixapis.com',
    path: '/wix-data/v2/items/query',
    headers: { authorization: token, 'content-type': 'application/json' },
    body: JSON.stringify({
      dataCollectionId: collection,
      query: asked,
      returnTotalCount: true,
      ...(includeReferences === undefined ? {} : { includeReferences }),
    }),
  });
  const answer = toRecord(JSON.parse(body));
  if (status !== 200) return { status, message: String(answer['message'] ?? 'No page') };
  const items = answer['dataItems'];
  const { total, count } = toRecord(answer['pagingMetadata']);
  return {
    items: Array.isArray(items) ? items.map((it) => toRecord(it)['data']) : [],
    totalCount: Number(total ?? count ?? 0),
  };
}

/** Converts the order of a request, `[{ fieldName: 'title', order: 'ASC' }]`, to that of a dataset, `[{ title: 'asc' }]`. */
function toOrder(sort: unknown): readonly Readonly<Record<string, string>>[] {
  return (Array.isArray(sort) ? sort.map(toRecord) : []).map(({ fieldName, order }) => ({
    [String(fieldName)]: order === 'DESC' ? 'desc' : 'asc',
  }));
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
