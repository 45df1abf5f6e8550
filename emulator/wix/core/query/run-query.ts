// Emulates Wix's query language over JSON documents: filter, sort, offset paging. Not emulated: cursors,
// aggregation, free text.
import {
  type Normalize,
  requireList,
  toLowerCase,
  OPERATORS,
  compareValues,
  QueryError,
  quoteName,
  normalizeDate,
  describeType,
} from './operators.ts';
import type { QuerySpec } from '../../rules/rules.ts';
import { isRecord } from '../validation/violations.ts';

/** The fields and operators that an API allows in a query. */
export interface Queryable {
  readonly fields: QuerySpec['fields'];
  /** Fields that are compared without regard to case. */
  readonly caseInsensitive: ReadonlySet<string>;
  /** Where the values of a field are in a document, if its name is not their path: the keys from the outside in. */
  readonly paths?: ReadonlyMap<string, readonly string[]>;
  /** Whether `$startsWith`, `$endsWith` and `$contains` are case-sensitive on other fields; default false. */
  readonly isCaseSensitive?: boolean;
  readonly defaultLimit: number;
  readonly maxLimit: number;
}

/** A query as Wix's packages send it. */
export interface QueryInput {
  readonly filter?: unknown;
  readonly sort?: readonly { readonly fieldName?: string; readonly order?: string }[] | undefined;
  readonly paging?: { readonly limit?: number | null; readonly offset?: number | null } | undefined;
}

/** A page of results, with Wix's paging metadata. */
export interface QueryResult<T> {
  readonly items: readonly T[];
  readonly metadata: {
    readonly count: number;
    readonly offset: number;
    readonly total: number;
    readonly tooManyToCount: boolean;
  };
}

/**
 * Filters, sorts and pages documents. Without a sort, they keep their order.
 * @throws {QueryError} on a field, operator, value or limit that the API does not support; nothing is ignored
 * @see https://dev.wix.com/docs/rest/articles/getting-started/api-query-language
 */
export function runQuery<T extends object>(
  documents: readonly T[],
  query: QueryInput,
  queryable: Queryable,
): QueryResult<T> {
  const { limit, offset } = readPaging(query.paging ?? {}, queryable);
  const matching = documents.filter(compileFilter(query.filter ?? {}, queryable));
  const { sort = [] } = query;
  const sorted = sort.length === 0 ? matching : matching.sort(compileSort(sort, queryable));
  const items = sorted.slice(offset, offset + limit);
  return {
    items,
    metadata: { count: items.length, offset, total: matching.length, tooManyToCount: false },
  };
}

/**
 * Returns values that the filter requires a field to have (for an index lookup), or undefined. The filter matches only
 * documents with one of these values.
 */
export function extractEqualityValues(
  filter: unknown,
  field: string,
): readonly string[] | undefined {
  if (!isRecord(filter)) {
    return undefined;
  }
  const condition = filter[field];
  const required = isRecord(condition) ? (condition['$in'] ?? condition['$eq']) : condition;
  const values: readonly unknown[] = Array.isArray(required) ? required : [required];
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length === values.length) {
    return texts;
  }
  const conjunction: readonly unknown[] = Array.isArray(filter['$and']) ? filter['$and'] : [];
  for (const part of conjunction) {
    const found = extractEqualityValues(part, field);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** Returns every value of a document at a dotted path. Includes the items of lists and of Wix's `{ items: [...] }`. */
export function getValuesAtPath(document: unknown, path: string): readonly unknown[] {
  return getValuesAtKeys(document, path.split('.'));
}

function getValuesAtKeys(document: unknown, keys: readonly string[]): readonly unknown[] {
  const found: unknown[] = [];
  collectValues(document, keys, found);
  return found;
}

function getKeys(field: string, { paths }: Queryable): readonly string[] {
  return paths?.get(field) ?? field.split('.');
}

function collectValues(value: unknown, segments: readonly string[], found: unknown[]): void {
  if (value === null || value === undefined) {
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) {
      collectValues(item, segments, found);
    }
    return;
  }
  const [next, ...rest] = segments;
  if (isRecord(value) && next !== undefined && Object.hasOwn(value, next)) {
    collectValues(value[next], rest, found);
  } else if (isRecord(value) && Array.isArray(value['items'])) {
    collectValues(value['items'], segments, found);
  } else if (next === undefined) {
    found.push(value);
  }
}

type Matches = (document: object) => boolean;
function compileFilter(filter: unknown, queryable: Queryable): Matches {
  if (!isRecord(filter)) {
    throw new QueryError(
      'MALFORMED_FILTER',
      `the filter is ${describeType(filter)}; expected an object`,
    );
  }
  const parts = Object.entries(filter).map(([key, condition]): Matches => {
    if (key === '$and' || key === '$or') {
      const inner = requireList(condition, key).map((part) => compileFilter(part, queryable));
      return key === '$and'
        ? (document) => inner.every((matches) => matches(document))
        : (document) => inner.some((matches) => matches(document));
    }
    if (key === '$not') {
      const inner = (Array.isArray(condition) ? condition : [condition]).map((part: unknown) =>
        compileFilter(part, queryable),
      );
      return (document) => !inner.every((matches) => matches(document));
    }
    if (key.startsWith('$')) {
      throw new QueryError(
        'UNSUPPORTED_FILTER_OPERATOR',
        `unknown logical operator ${quoteName(key)}; expected $and, $or or $not`,
      );
    }
    return compileField(key, condition, queryable);
  });
  return (document) => parts.every((matches) => matches(document));
}

function compileField(field: string, condition: unknown, queryable: Queryable): Matches {
  const { fields, caseInsensitive, isCaseSensitive = false } = queryable;
  const spec = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!spec) {
    throw new QueryError(
      'UNSUPPORTED_FILTER_FIELD_UNKNOWN',
      `cannot filter by ${quoteName(field)}; these fields can be filtered: ${Object.keys(fields).join(', ')}`,
    );
  }
  const normalize: Normalize = caseInsensitive.has(field)
    ? (value) => toLowerCase(normalizeDate(value))
    : normalizeDate;
  const conditions: Readonly<Record<string, unknown>> =
    isRecord(condition) && Object.keys(condition).some((key) => key.startsWith('$'))
      ? condition
      : { $eq: condition };
  const tests = Object.entries(conditions).map(([operator, operand]) => {
    const compile = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (!compile || !(spec.operators.includes(operator) || spec.operators.includes('*'))) {
      throw new QueryError(
        'UNSUPPORTED_FILTER_OPERATOR',
        `${field} does not support the operator ${quoteName(operator)}; it supports ${spec.operators.includes('*') ? Object.keys(OPERATORS).join(', ') : spec.operators.join(', ')}`,
      );
    }
    return compile({ operand, normalize, label: `${field} ${operator}`, isCaseSensitive });
  });
  const keys = getKeys(field, queryable);
  return (document) => {
    const values = getValuesAtKeys(document, keys).map(normalize);
    return tests.every((test) => test(values));
  };
}

function compileSort(
  sort: NonNullable<QueryInput['sort']>,
  queryable: Queryable,
): (a: object, b: object) => number {
  const { fields } = queryable;
  const orders = sort.map(({ fieldName = '', order = 'ASC' }) => {
    const allowed = Object.hasOwn(fields, fieldName) ? fields[fieldName]?.sort : undefined;
    if ((order !== 'ASC' && order !== 'DESC') || (allowed !== 'BOTH' && allowed !== order)) {
      const sortable = Object.keys(fields).filter((field) => fields[field]?.sort !== 'NONE');
      throw new QueryError(
        'UNSUPPORTED_SORT_FIELD',
        `cannot sort by ${quoteName(fieldName)} ${quoteName(order)}; these fields can be sorted: ${sortable.join(', ')}`,
      );
    }
    const sign = order === 'DESC' ? -1 : 1;
    const keys = getKeys(fieldName, queryable);
    return (a: object, b: object) => {
      const [first, second] = [a, b].map((document) =>
        normalizeDate(getValuesAtKeys(document, keys)[0]),
      );
      // Documents without the field come last in either order (assumed).
      if (first === undefined || second === undefined) {
        return Number(first === undefined) - Number(second === undefined);
      }
      return sign * (compareValues(first, second) ?? 0);
    };
  });
  return (a, b) => orders.map((compare) => compare(a, b)).find((order) => order !== 0) ?? 0;
}

function readPaging(
  paging: NonNullable<QueryInput['paging']>,
  { defaultLimit, maxLimit }: Queryable,
): { readonly limit: number; readonly offset: number } {
  const limit = paging.limit ?? defaultLimit;
  const offset = paging.offset ?? 0;
  if (
    !Number.isInteger(limit) ||
    limit < 1 ||
    limit > maxLimit ||
    !Number.isInteger(offset) ||
    offset < 0
  ) {
    throw new QueryError(
      'ILLEGAL_LIMIT',
      `received limit ${String(limit)} and offset ${String(offset)}; limit must be 1 to ${String(maxLimit)}, offset 0 or more`,
    );
  }
  return { limit, offset };
}
