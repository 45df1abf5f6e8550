// Reads what the data screen shows: the collections, and a page of the items of one of them.
import type { Wix } from '../server.ts';
import { readSchema, type CollectionField, type Environment } from './collections.ts';
import { listItems } from './item-store.ts';
import { ADMIN_ONLY, type Permissions } from './permissions.ts';
import type { Item } from './query-items.ts';

/** A collection in the list. */
export interface ListedCollection {
  readonly name: string;
  /** The number of items of the live site. */
  readonly count: number;
}

/** A page of the items of a collection, in the order of insertion. */
export interface OpenCollection {
  readonly name: string;
  readonly fields: readonly CollectionField[];
  readonly permissions: Permissions;
  readonly items: readonly Item[];
  readonly total: number;
  /** The number of items before this page. */
  readonly offset: number;
}

/** What the data screen shows. */
export interface DataView {
  readonly collections: readonly ListedCollection[];
  /** Undefined if no collection is open, or the one that is asked for does not exist. */
  readonly open: OpenCollection | undefined;
}

/** Reads the view of the data screen. */
export type ReadData = (query: {
  readonly collection: string | undefined;
  readonly offset: number;
}) => Promise<DataView>;

/** The number of items on a page. */
const DATA_PAGE_SIZE = 50;
const ENVIRONMENT: Environment = 'LIVE';

/** Creates the reader of the data screen's view. */
export function createDataViewModel(wix: Pick<Wix, 'runAs'>): ReadData {
  return ({ collection, offset }) =>
    wix.runAs(undefined, (context): DataView => {
      const collections = context.database.all<ListedCollection>(
        `select name, (select count(*) from data_items where collection = name and environment = ?) as count
         from data_collections order by name`,
        ENVIRONMENT,
      );
      const found = collections.find(({ name }) => name === collection);
      if (!found) return { collections, open: undefined };
      const { fields, permissions = ADMIN_ONLY } = readSchema(context, found.name);
      const scope = { collection: found.name, environment: ENVIRONMENT };
      const items = listItems(context, scope, { filter: {}, isConsistent: true });
      return {
        collections,
        open: {
          name: found.name,
          fields,
          permissions,
          items: items.slice(offset, offset + DATA_PAGE_SIZE),
          total: items.length,
          offset,
        },
      };
    });
}
