// Emulates Wix's module `wix-data` for both sides, on `@wix/data`. Not emulated: `partialIncludes` and `query` of results.
import { items } from '@wix/data';
import { callMethod, createBuilder, repeatSteps, type Builder } from './recorded-builder.ts';
import { withDataErrors } from './wix-data-errors.ts';

/** Options of `wix-data`: `suppressAuth`, `suppressHooks`, `consistentRead` and others. */
export type DataOptions = Readonly<Record<string, unknown>> | undefined;

/** How one side calls `@wix/data`: which copy of a method, with which options. */
export interface DataCalls {
  choose<Method extends (...args: never[]) => unknown>(
    method: Method,
    options: DataOptions,
  ): { readonly method: Method; readonly options: DataOptions };
}

type AnyMethod = (...args: readonly never[]) => unknown;

const FILTER_STEPS =
  'eq ne gt ge lt le between contains startsWith endsWith hasSome hasAll isEmpty isNotEmpty and or not'.split(
    ' ',
  );
const QUERY_STEPS = [
  ...FILTER_STEPS,
  ...'ascending descending limit skip include fields'.split(' '),
];
const AGGREGATE_STEPS =
  'filter group having avg count max min sum ascending descending limit skip'.split(' ');

/**
 * Creates the members of `wix-data`. Promises are rejected with errors that have a `code`; a query's result always has
 * its `totalCount`.
 * @see https://dev.wix.com/docs/velo/apis/wix-data/introduction
 */
export function createWixData(calls: DataCalls) {
  /** Calls a method of `@wix/data` whose last argument are the options. */
  function call(method: AnyMethod, args: readonly unknown[], options: unknown): Promise<unknown> {
    return withDataErrors(() => {
      const chosen = calls.choose(method, readOptions(options));
      return applyMethod(chosen.method, [...args, chosen.options]);
    });
  }

  /** Runs the builder of a query or an aggregation, and ends it. */
  function run(
    open: AnyMethod,
    collection: unknown,
    { steps, end, args = [], options, more = {} }: Ending,
  ): Promise<unknown> {
    return withDataErrors(() => {
      const chosen = calls.choose(open, readOptions(options));
      const builder = repeatSteps(applyMethod(chosen.method, [collection]), steps);
      return callMethod(builder, end, [...args, { ...more, ...chosen.options }]);
    });
  }

  const openWithCaller = (open: AnyMethod, collection: unknown) => () =>
    applyMethod(calls.choose(open, undefined).method, [collection]);

  return {
    query: (collection: string): Builder =>
      createBuilder(QUERY_STEPS, openWithCaller(items.query, collection), {
        find: (steps, options) =>
          run(items.query, collection, {
            steps,
            end: 'find',
            options,
            more: { returnTotalCount: true },
          }),
        count: (steps, options) => run(items.query, collection, { steps, end: 'count', options }),
        distinct: (steps, field, options) =>
          run(items.query, collection, {
            steps,
            end: 'distinct',
            args: [field],
            options,
            more: { returnTotalCount: true },
          }),
      }),
    aggregate: (collection: string): Builder =>
      createBuilder(AGGREGATE_STEPS, openWithCaller(items.aggregate, collection), {
        run: (steps, options) => run(items.aggregate, collection, { steps, end: 'run', options }),
      }),
    filter: (): unknown => openWithCaller(items.filter, undefined)(),
    sort: (): Sort => createSort([]),
    get: (collection: string, id: string, options?: DataOptions) =>
      call(items.get, [collection, id], options),
    insert: (collection: string, item: unknown, options?: DataOptions) =>
      call(items.insert, [collection, item], options),
    update: (collection: string, item: unknown, options?: DataOptions) =>
      call(items.update, [collection, item], options),
    save: (collection: string, item: unknown, options?: DataOptions) =>
      call(items.save, [collection, item], options),
    remove: (collection: string, id: string, options?: DataOptions) =>
      call(items.remove, [collection, id], options),
    bulkInsert: (collection: string, all: readonly unknown[], options?: DataOptions) =>
      call(items.bulkInsert, [collection, all], options),
    bulkUpdate: (collection: string, all: readonly unknown[], options?: DataOptions) =>
      call(items.bulkUpdate, [collection, all], options),
    bulkSave: (collection: string, all: readonly unknown[], options?: DataOptions) =>
      call(items.bulkSave, [collection, all], options),
    bulkRemove: (collection: string, ids: readonly string[], options?: DataOptions) =>
      call(items.bulkRemove, [collection, ids], options),
    truncate: (collection: string, options?: DataOptions) =>
      call(items.truncate, [collection], options),
    insertReference: (...[collection, field, from, to, options]: ReferenceCall) =>
      call(items.insertReference, [collection, field, from, to], options),
    replaceReferences: (...[collection, field, from, to, options]: ReferenceCall) =>
      call(items.replaceReferences, [collection, field, from, to], options),
    removeReference: (...[collection, field, from, to, options]: ReferenceCall) =>
      call(items.removeReference, [collection, field, from, to], options),
    isReferenced: (...[collection, field, from, to, options]: ReferenceCall) =>
      call(items.isReferenced, [collection, field, from, to], options),
    queryReferenced: (collection: string, item: unknown, field: string, options?: DataOptions) =>
      call(items.queryReferenced, [collection, item, field], {
        returnTotalCount: true,
        ...options,
      }),
  };
}

function applyMethod(method: AnyMethod, args: readonly unknown[]): unknown {
  const result: unknown = Reflect.apply(method, undefined, args);
  return result;
}

/** How a builder ends: with which method and arguments. */
interface Ending {
  readonly steps: Parameters<typeof repeatSteps>[1];
  readonly end: string;
  readonly args?: readonly unknown[];
  readonly options: unknown;
  /** Options that the caller's options replace. */
  readonly more?: Readonly<Record<string, unknown>>;
}

type ReferenceCall = [
  collection: string,
  field: string,
  from: unknown,
  to: unknown,
  options?: DataOptions,
];

/** @throws {Error} WDE0018 */
function readOptions(options: unknown): DataOptions {
  if (options === undefined || options === null) return undefined;
  if (typeof options === 'object' && !Array.isArray(options)) return { ...options };
  throw new Error('WDE0018: Options must be an object.');
}

/** The order of a dataset: `wixData.sort().ascending('title')`. */
export interface Sort {
  readonly orderBy: readonly Readonly<Record<string, 'asc' | 'desc'>>[];
  ascending(...fields: readonly string[]): Sort;
  descending(...fields: readonly string[]): Sort;
}

function createSort(orderBy: Sort['orderBy']): Sort {
  const add = (order: 'asc' | 'desc', fields: readonly string[]): Sort =>
    createSort([...orderBy, ...fields.map((field) => ({ [field]: order }))]);
  return {
    orderBy,
    ascending: (...fields) => add('asc', fields),
    descending: (...fields) => add('desc', fields),
  };
}
