// Reads and writes the items of a dataset with `wix-data`, as the page's visitor.
import type wixData from '../velo/wix-data.ts';
import { DatasetError, type Item, type ItemPage, type ItemSource } from './dataset-items.ts';
import { readJson } from './session.ts';
import { isObject } from './unknown-members.ts';

/** The items of a dynamic dataset: those with which its page was opened, in their order. */
export interface BaseQuery {
  readonly filter: unknown;
  /** Such as `[{ title: 'asc' }]`. */
  readonly sort: unknown;
}

/** Creates the source of a collection, or of a part of it. It loads `wix-data` with the first call. */
export function createItemSource(collection: string, base?: BaseQuery): ItemSource {
  return {
    async find({ filter, sort = base && { orderBy: base.sort }, skip, limit }) {
      const { query, queryOf } = await loadWixData();
      const all = base ? queryOf(collection, base.filter) : query(collection);
      const filtered = filter ? call(all, 'and', filter) : all;
      const sorted = readOrder(sort).reduce(
        (at, [field, order]) => call(at, order === 'desc' ? 'descending' : 'ascending', field),
        filtered,
      );
      const found = await call(call(call(sorted, 'skip', skip), 'limit', limit), 'find');
      return readPage(found);
    },
    insert: async (item) => toItem(await (await loadWixData()).insert(collection, item)),
    update: async (item) => toItem(await (await loadWixData()).update(collection, item)),
    async remove(id) {
      await (await loadWixData()).remove(collection, id);
    },
  };
}

/** Creates the source of a dataset without a collection: every call rejects with the message. */
export function createMissingSource(describe: () => string): ItemSource {
  const reject = (): Promise<never> =>
    Promise.reject(new DatasetError('DS_NO_COLLECTION', describe()));
  return { find: reject, insert: reject, update: reject, remove: reject };
}

/** `wix-data`, and a function that opens a query with the filter of a request. */
type SharedWixData = typeof wixData & { queryOf(collection: string, filter: unknown): unknown };

/** The module that page code has loaded: its filters are of no use to another copy of the module. */
let shared: SharedWixData | undefined;

/** Gives `wix-data` to the page's datasets. */
export function shareWixData(module: object): void {
  if (isWixData(module)) shared = module;
}

async function loadWixData(): Promise<SharedWixData> {
  if (!shared) {
    const url = readJson('velo-wix-data');
    if (typeof url !== 'string') throw new Error('The page has no wix-data.');
    await import(/* @vite-ignore */ url);
  }
  if (!shared) throw new Error('wix-data has not loaded.');
  return shared;
}

function isWixData(module: object): module is SharedWixData {
  return 'query' in module && 'insert' in module && 'queryOf' in module;
}

/** Reads the order of `wixData.sort()`: `{ orderBy: [{ title: 'asc' }] }`. */
function readOrder(sort: unknown): readonly (readonly [field: string, order: unknown])[] {
  const orderBy: unknown = isObject(sort) ? Reflect.get(sort, 'orderBy') : undefined;
  return Array.isArray(orderBy) ? orderBy.filter(isObject).flatMap((it) => Object.entries(it)) : [];
}

function readPage(found: unknown): ItemPage {
  const items: unknown = isObject(found) ? Reflect.get(found, 'items') : [];
  const totalCount: unknown = isObject(found) ? Reflect.get(found, 'totalCount') : 0;
  return {
    items: Array.isArray(items) ? items.map(toItem) : [],
    totalCount: typeof totalCount === 'number' ? totalCount : 0,
  };
}

function toItem(value: unknown): Item {
  return isObject(value) ? { ...value } : {};
}

function call(target: unknown, method: string, ...args: readonly unknown[]): unknown {
  const found: unknown = isObject(target) ? Reflect.get(target, method) : undefined;
  return typeof found === 'function' ? Reflect.apply(found, target, args) : undefined;
}
