// Stores what a site defines for all its contacts: labels and extended fields. Applies none of Wix's rules about them.
import { readDocument } from '../../database/documents.ts';
import type { DatabaseContext } from '../core/context.ts';
import { QueryError, type QueryErrorCode } from '../core/query/operators.ts';
import {
  type Queryable,
  type QueryInput,
  type QueryResult,
  runQuery,
} from '../core/query/run-query.ts';
import { WixApiError } from '../core/wix-error.ts';

/** The kinds of definitions. */
export type DefinitionKind = 'label' | 'extended-field';

/** What every definition has. Dates are ISO strings. */
export interface Definition {
  /** Namespace and name: `custom.my-label`. Never changes. */
  readonly key: string;
  readonly displayName: string;
  readonly namespace: string;
  readonly createdDate?: string;
  readonly updatedDate?: string;
}

/** The namespace of what apps and the site owner define. @see `ContactLabel.namespace` in the package's typings */
export const CUSTOM_NAMESPACE = 'custom';

/** The longest key that Wix's types allow, in UTF-16 code units. */
const MAX_KEY_LENGTH = 80;

/** Lists the definitions of a kind, oldest first. The type parameter is not checked. */
export function listDefinitions<T extends Definition>(
  context: DatabaseContext,
  kind: DefinitionKind,
): readonly T[] {
  return context.database
    .all<{
      readonly document: string;
    }>('select document from contact_definitions where kind = ? order by sequence', kind)
    .map(({ document }) => readDocument<T>(document));
}

/** Creates or replaces a definition. */
export function writeDefinition(
  context: DatabaseContext,
  kind: DefinitionKind,
  definition: Definition,
): void {
  context.database.run(
    `insert into contact_definitions (kind, key, document) values (?, ?, ?)
     on conflict (kind, key) do update set document = excluded.document`,
    kind,
    definition.key,
    JSON.stringify(definition),
  );
}

/** Deletes a definition. */
export function deleteDefinition(
  context: DatabaseContext,
  kind: DefinitionKind,
  key: string,
): void {
  context.database.run('delete from contact_definitions where kind = ? and key = ?', kind, key);
}

/**
 * Creates the key of a new definition from its display name: `My Label` is `custom.my-label`. Assumed: everything but
 * letters and digits becomes a hyphen, and a number is added to a key that is taken.
 * @see https://dev.wix.com/docs/rest/crm/members-contacts/contacts/labels/list-labels
 */
export function createDefinitionKey(displayName: string, existing: readonly Definition[]): string {
  const taken = new Set(existing.map(({ key }) => key));
  const name =
    displayName
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('-') ?? 'field';
  const base = `${CUSTOM_NAMESPACE}.${name}`.slice(0, MAX_KEY_LENGTH - 5);
  let key = base;
  for (let number = 2; taken.has(key); number += 1) {
    key = `${base}-${String(number)}`;
  }
  return key;
}

/** Finds a definition by its key. @throws {WixApiError} 404 NOT_FOUND (assumed: the methods declare no code) */
export function requireDefinition<T extends Definition>(
  definitions: readonly T[],
  key: string,
  name: string,
): T {
  const found = definitions.find((definition) => definition.key === key);
  if (!found) {
    throw new WixApiError(404, 'NOT_FOUND', `${name} ${key} not found`);
  }
  return found;
}

/**
 * Checks that a definition belongs to the site, because those of Wix cannot be changed (documented; the code is assumed).
 * @throws {WixApiError} 400 INVALID_ARGUMENT
 */
export function checkIsCustom({ key, namespace }: Definition, name: string): void {
  if (namespace !== CUSTOM_NAMESPACE) {
    throw new WixApiError(
      400,
      'INVALID_ARGUMENT',
      `${name} ${key} is defined by Wix and cannot be changed`,
    );
  }
}

/**
 * Checks that no other definition has a display name (assumed: Wix documents nothing about it).
 * @throws {WixApiError} 409 ALREADY_EXISTS
 */
export function checkNameIsFree(
  definitions: readonly Definition[],
  { key, displayName }: Pick<Definition, 'key' | 'displayName'>,
  name: string,
): void {
  if (definitions.some((other) => other.displayName === displayName && other.key !== key)) {
    throw new WixApiError(
      409,
      'ALREADY_EXISTS',
      `${name} with the display name ${JSON.stringify(displayName)} already exists`,
    );
  }
}

/** The codes that Query Labels and Query Extended Fields declare, by those of Query Contacts. */
const CODES: Readonly<Record<QueryErrorCode, string>> = {
  MALFORMED_FILTER: 'MALFORMED_FILTER',
  UNSUPPORTED_FILTER_FIELD_UNKNOWN: 'UNSUPPORTED_FILTER_FIELD',
  UNSUPPORTED_FILTER_OPERATOR: 'UNSUPPORTED_FILTER_OPERATOR',
  UNSUPPORTED_FILTER_VALUE_TYPE: 'UNSUPPORTED_FILTER_VALUE',
  UNSUPPORTED_SORT_FIELD: 'INVALID_SORT',
  // Neither method declares a code for it; assumed.
  ILLEGAL_LIMIT: 'INVALID_ARGUMENT',
};

const NEWEST_FIRST = [{ fieldName: 'createdDate', order: 'DESC' }];

/**
 * Filters, sorts and pages definitions. Without a sort, the newest come first, and those of Wix, which have no date, last.
 * @throws {WixApiError} 400 with a code that Query Labels and Query Extended Fields declare
 */
export function queryDefinitions<T extends Definition>(
  definitions: readonly T[],
  { filter, sort = [], paging }: QueryInput,
  queryable: Queryable,
): QueryResult<T> {
  const ordered = { filter, sort: sort.length === 0 ? NEWEST_FIRST : sort, paging };
  try {
    return runQuery(definitions, ordered, queryable);
  } catch (error) {
    throw error instanceof QueryError
      ? new WixApiError(400, CODES[error.code], error.message)
      : error;
  }
}
