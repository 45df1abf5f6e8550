// Reads what the URLs of a site's dynamic pages depend on: the collections, and the values of fields. Wix's own servers do
// this without an API. Ignores the `Page Link` fields of schemas.
import type { DatabaseContext } from '../core/context.ts';
import { readSchema } from './collections.ts';
import type { ItemScope } from './item-index.ts';

/** How many of the first items are asked for the keys of their fields. */
const SAMPLE = 100;

/** Lists the collections with the keys of their fields, and of the fields of their first items. */
export function listCollectionFields(
  context: DatabaseContext,
): readonly { readonly id: string; readonly fields: readonly string[] }[] {
  const names = context.database.all<{ readonly name: string }>(
    'select name from data_collections order by name',
  );
  return names.map(({ name }) => {
    const declared = readSchema(context, name).fields.map(({ key }) => key);
    const used = context.database.all<{ readonly key: string }>(
      `select distinct key from
       (select document from data_items where collection = ? order by sequence limit ${String(SAMPLE)}), json_each(document)`,
      name,
    );
    return { id: name, fields: [...new Set([...declared, ...used.map(({ key }) => key)])] };
  });
}

/**
 * Lists the values that items have in some fields, in the order of insertion. An item without a field has null there.
 * @param limit the most items; all by default
 */
export function listFieldValues(
  { database }: DatabaseContext,
  { collection, environment }: ItemScope,
  fields: readonly string[],
  limit = -1,
): readonly Readonly<Record<string, unknown>>[] {
  const rows = database.all<{ readonly found: string }>(
    `select json_array(${fields.map(() => `document -> ?`).join()}) as found from data_items
     where collection = ? and environment = ? order by sequence limit ?`,
    ...fields.map((field) => `$."${field}"`),
    collection,
    environment,
    limit,
  );
  return rows.map(({ found }) => {
    const values: unknown = JSON.parse(found);
    return Object.fromEntries(
      fields.map((field, index): [string, unknown] => [
        field,
        Array.isArray(values) ? values[index] : null,
      ]),
    );
  });
}
