// The operators of Wix's query language on one field. Leaves out those on places and on nested lists.
import { isDateTime } from '../validation/formats.ts';

/** What is wrong with a query; the codes are those that Query Contacts declares. */
export type QueryProblemCode =
  | 'MALFORMED_FILTER'
  | 'UNSUPPORTED_FILTER_FIELD_UNKNOWN'
  | 'UNSUPPORTED_FILTER_OPERATOR'
  | 'UNSUPPORTED_FILTER_VALUE_TYPE'
  | 'UNSUPPORTED_SORT_FIELD'
  | 'ILLEGAL_LIMIT';

/** A query that the API does not take. Each API answers it in its own words. */
export class QueryProblem extends Error {
  readonly code: QueryProblemCode;

  constructor(code: QueryProblemCode, message: string) {
    super(message);
    this.name = 'QueryProblem';
    this.code = code;
  }
}

/** Whether the values of a field pass. */
export type Test = (values: readonly unknown[]) => boolean;
/** Brings a value into the form in which it is compared. */
export type Comparable = (value: unknown) => unknown;

/**
 * Wix's operators on one field, by name. `$startsWith`, `$endsWith` and `$contains` do not regard case unless they are
 * asked to; every other one does, but for fields whose comparable form has none.
 * @see https://dev.wix.com/docs/velo/apis/wix-data/wix-data-query/starts-with
 */
export const OPERATORS: Readonly<
  Record<
    string,
    (operand: unknown, comparable: Comparable, where: string, isExact: boolean) => Test
  >
> = {
  $eq: equals,
  $ne: (operand, comparable, where) => not(equals(operand, comparable, where)),
  $gt: compares((order) => order > 0),
  $gte: compares((order) => order >= 0),
  $lt: compares((order) => order < 0),
  $lte: compares((order) => order <= 0),
  $in: isIn,
  $nin: (operand, comparable, where) => not(isIn(operand, comparable, where)),
  $hasSome: isIn,
  $hasAll: (operand, comparable, where) => {
    const wanted = listOf(operand, where).map((value) => comparable(scalar(value, where)));
    return (values) => wanted.every((value) => values.includes(value));
  },
  $startsWith: texts((value, part) => value.startsWith(part)),
  $endsWith: texts((value, part) => value.endsWith(part)),
  $contains: texts((value, part) => value.includes(part)),
  $exists: (operand, _comparable, where) => {
    if (typeof operand !== 'boolean') {
      throw wrongValue(where, 'true or false', operand);
    }
    return (values) => values.length > 0 === operand;
  },
};

function equals(operand: unknown, comparable: Comparable, where: string): Test {
  if (operand === null) {
    return (values) => values.length === 0;
  }
  const wanted = comparable(scalar(operand, where));
  return (values) => values.includes(wanted);
}

function isIn(operand: unknown, comparable: Comparable, where: string): Test {
  const wanted = new Set(listOf(operand, where).map((value) => comparable(scalar(value, where))));
  return (values) => values.some((value) => wanted.has(value));
}

function compares(
  holds: (order: number) => boolean,
): (operand: unknown, comparable: Comparable, where: string) => Test {
  return (operand, comparable, where) => {
    const bound = comparable(scalar(operand, where));
    return (values) =>
      values.some((value) => {
        const order = orderOf(value, bound);
        return order !== undefined && holds(order);
      });
  };
}

function texts(
  holds: (value: string, part: string) => boolean,
): (operand: unknown, comparable: Comparable, where: string, isExact: boolean) => Test {
  return (operand, comparable, where, isExact) => {
    const part = comparable(operand);
    if (typeof operand !== 'string' || typeof part !== 'string') {
      throw wrongValue(where, 'a text', operand);
    }
    const cased = (text: string) => (isExact ? text : text.toLowerCase());
    const wanted = cased(part);
    return (values) =>
      values.some((value) => typeof value === 'string' && holds(cased(value), wanted));
  };
}

function not(test: Test): Test {
  return (values) => !test(values);
}

/** Negative, 0 or positive; undefined where two values cannot be ordered. */
export function orderOf(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    return a - b;
  }
  return typeof a === 'string' && typeof b === 'string' ? Number(a > b) - Number(a < b) : undefined;
}

/** Dates in ISO 8601 compare as points in time, whatever their zone. */
export function toComparable(value: unknown): unknown {
  return typeof value === 'string' && isDateTime(value) ? Date.parse(value) : value;
}

/** Text in lower case; anything else as it is. */
export function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function scalar(value: unknown, where: string): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw wrongValue(where, 'a text, a number, true or false', value);
}

/** A value that must be a list. @throws {QueryProblem} */
export function listOf(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw wrongValue(where, 'a list', value);
  }
  return value;
}

function wrongValue(where: string, expected: string, value: unknown): QueryProblem {
  return new QueryProblem(
    'UNSUPPORTED_FILTER_VALUE_TYPE',
    `${where} takes ${expected}, received was ${typeName(value)}`,
  );
}

/** The type of a value from the request, for messages. */
export function typeName(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** A name from the request, short enough to be told. */
export function short(name: string): string {
  return `"${name.slice(0, 40)}"`;
}
