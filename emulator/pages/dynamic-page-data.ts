// Defines what a dynamic page gets of its router: the items of its dataset.

/** An item of a collection. */
type Item = Readonly<Record<string, unknown>>;

/**
 * What the router of dynamic pages sends with a page. The names are those that Wix's datasets read (seen); `afterRouter()` gets it
 * as the `data` of the response, and `getRouterData()` returns it (assumed).
 */
export interface DynamicPageData {
  /** The pattern of the URL: `/projects/{title}`. */
  readonly dynamicUrl: string;
  /** The first page of the items that the URL stands for; one item for most item pages. */
  readonly items: readonly Item[];
  /** The number of items that the URL stands for. */
  readonly totalCount: number;
  readonly config: {
    readonly dataset: {
      readonly collectionName: string;
      /** The number of items of a page of the dataset. */
      readonly pageSize: number;
      /** The filter of Wix Data with which the items were found, and their order: `[{ title: 'asc' }]`. */
      readonly filter: unknown;
      readonly sort: readonly Readonly<Record<string, string>>[];
    };
  };
}

/** Returns whether the data of a router is that of a dynamic page. */
export function isDynamicPageData(data: unknown): data is DynamicPageData {
  const dataset = readMember(readMember(data, 'config'), 'dataset');
  const items = readMember(data, 'items');
  return (
    typeof readMember(data, 'dynamicUrl') === 'string' &&
    typeof readMember(data, 'totalCount') === 'number' &&
    Array.isArray(items) &&
    items.every((it) => typeof it === 'object' && it !== null) &&
    typeof readMember(dataset, 'collectionName') === 'string' &&
    typeof readMember(dataset, 'pageSize') === 'number' &&
    Array.isArray(readMember(dataset, 'sort'))
  );
}

function readMember(value: unknown, key: string): unknown {
  const member: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return member;
}
