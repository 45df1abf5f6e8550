// Wix's query language over JSON documents: filter, sort, offset paging. Leaves out cursors, aggregation and free text.
import {
  type Comparable,
  listOf,
  lower,
  OPERATORS,
  orderOf,
  QueryProblem,
  short,
  toComparable,
  typeName,
} from './operators.ts';
import type { QuerySpec } from '../../rules/rules.ts';
import { isRecord } from '../validation/violations.ts';

/** What an API lets a query do. */
export interface Queryable {
  readonly fields: QuerySpec['fields'];
  /** Fields whose text is compared without regard to case. */
  readonly caseless: ReadonlySet<string>;
  /** Whether `$startsWith` and its like regard the case of other fields; default false. */
  readonly exactCase?: boolean;
  readonly defaultLimit: number;
  readonly maxLimit: number;
}

/** A query as Wix's packages send it. */
export interface QueryInput {
  readonly filter?: unknown;
  readonly sort?: readonly { readonly fieldName?: string; readonly order?: string }[] | undefined;
  readonly paging?: { readonly limit?: number | null; readonly offset?: number | null } | undefined;
}

/** A page of what a query found; the metadata is Wix's. */
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
 * Filters, sorts and pages documents. Without a sort they keep the order they came in.
 * @throws {QueryProblem} on a field, operator, value or limit that the API does not take: nothing is ignored
 * @see https://dev.wix.com/docs/rest/articles/getting-started/api-query-language
 */
export function runQuery<T extends object>(
  documents: readonly T[],
  query: QueryInput,
  queryable: Queryable,
): QueryResult<T> {
  const { limit, offset } = readPaging(query.paging ?? {}, queryable);
  const found = documents.filter(compileFilter(query.filter ?? {}, queryable));
  const sorted =
    (query.sort ?? []).length === 0 ? found : found.sort(compileSort(query.sort ?? [], queryable));
  const items = sorted.slice(offset, offset + limit);
  return {
    items,
    metadata: { count: items.length, offset, total: found.length, tooManyToCount: false },
  };
}

/**
 * The values that a filter demands of a field, where it can only match documents that have one of them: what an index
 * can look up. Undefined where the filter demands none.
 */
export function exactValues(filter: unknown, field: string): readonly string[] | undefined {
  if (!isRecord(filter)) {
    return undefined;
  }
  const own = filter[field];
  const demanded = isRecord(own) ? (own['$in'] ?? own['$eq']) : own;
  const values: readonly unknown[] = Array.isArray(demanded) ? demanded : [demanded];
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length === values.length) {
    return texts;
  }
  const conjunction: readonly unknown[] = Array.isArray(filter['$and']) ? filter['$and'] : [];
  for (const part of conjunction) {
    const found = exactValues(part, field);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** Every value that a document has at a dotted path. Lists, and Wix's `{ items: [...] }` wrappers, are looked into. */
export function valuesAt(document: unknown, path: string): readonly unknown[] {
  const found: unknown[] = [];
  collect(document, path.split('.'), found);
  return found;
}

function collect(value: unknown, segments: readonly string[], found: unknown[]): void {
  if (value === null || value === undefined) {
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) {
      collect(item, segments, found);
    }
    return;
  }
  const [next, ...rest] = segments;
  if (isRecord(value) && next !== undefined && Object.hasOwn(value, next)) {
    collect(value[next], rest, found);
  } else if (isRecord(value) && Array.isArray(value['items'])) {
    collect(value['items'], segments, found);
  } else if (next === undefined) {
    found.push(value);
  }
}

type Matches = (document: object) => boolean;
function compileFilter(filter: unknown, queryable: Queryable): Matches {
  if (!isRecord(filter)) {
    throw new QueryProblem(
      'MALFORMED_FILTER',
      `a filter is an object, received was ${typeName(filter)}`,
    );
  }
  const parts = Object.entries(filter).map(([key, condition]): Matches => {
    if (key === '$and' || key === '$or') {
      const inner = listOf(condition, key).map((part) => compileFilter(part, queryable));
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
      throw new QueryProblem(
        'UNSUPPORTED_FILTER_OPERATOR',
        `there is no logical operator ${short(key)}; there are $and, $or, $not`,
      );
    }
    return compileField(key, condition, queryable);
  });
  return (document) => parts.every((matches) => matches(document));
}

function compileField(
  field: string,
  condition: unknown,
  { fields, caseless, exactCase = false }: Queryable,
): Matches {
  const spec = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!spec) {
    throw new QueryProblem(
      'UNSUPPORTED_FILTER_FIELD_UNKNOWN',
      `the field ${short(field)} cannot be filtered by; these can: ${Object.keys(fields).join(', ')}`,
    );
  }
  const comparable: Comparable = caseless.has(field)
    ? (value) => lower(toComparable(value))
    : toComparable;
  const conditions: Readonly<Record<string, unknown>> =
    isRecord(condition) && Object.keys(condition).some((key) => key.startsWith('$'))
      ? condition
      : { $eq: condition };
  const tests = Object.entries(conditions).map(([operator, operand]) => {
    const compile = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (!compile || !(spec.operators.includes(operator) || spec.operators.includes('*'))) {
      throw new QueryProblem(
        'UNSUPPORTED_FILTER_OPERATOR',
        `${field} does not take the operator ${short(operator)}; it takes ${spec.operators.includes('*') ? Object.keys(OPERATORS).join(', ') : spec.operators.join(', ')}`,
      );
    }
    return compile(operand, comparable, `${field} ${operator}`, exactCase);
  });
  return (document) => {
    const values = valuesAt(document, field).map(comparable);
    return tests.every((test) => test(values));
  };
}

function compileSort(
  sort: NonNullable<QueryInput['sort']>,
  { fields }: Queryable,
): (a: object, b: object) => number {
  const orders = sort.map(({ fieldName = '', order = 'ASC' }) => {
    const allowed = Object.hasOwn(fields, fieldName) ? fields[fieldName]?.sort : undefined;
    if ((order !== 'ASC' && order !== 'DESC') || (allowed !== 'BOTH' && allowed !== order)) {
      const sortable = Object.keys(fields).filter((field) => fields[field]?.sort !== 'NONE');
      throw new QueryProblem(
        'UNSUPPORTED_SORT_FIELD',
        `cannot sort by ${short(fieldName)} ${short(order)}; these can be sorted by: ${sortable.join(', ')}`,
      );
    }
    const sign = order === 'DESC' ? -1 : 1;
    return (a: object, b: object) => {
      const [first, second] = [a, b].map((document) =>
        toComparable(valuesAt(document, fieldName)[0]),
      );
      // Documents without the field come last, whatever the order (assumed).
      if (first === undefined || second === undefined) {
        return Number(first === undefined) - Number(second === undefined);
      }
      return sign * (orderOf(first, second) ?? 0);
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
    throw new QueryProblem(
      'ILLEGAL_LIMIT',
      `limit ${String(limit)} and offset ${String(offset)}: allowed are 1 to ${String(maxLimit)} and 0 or more`,
    );
  }
  return { limit, offset };
}
