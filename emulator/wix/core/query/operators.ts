// Emulates the operators of Wix's query language on one field. Not emulated: the operators for locations and
// nested lists.
import { isDateTime } from '../validation/formats.ts';

/** The codes of invalid queries, as Query Contacts declares them. */
export type QueryErrorCode =
  | 'MALFORMED_FILTER'
  | 'UNSUPPORTED_FILTER_FIELD_UNKNOWN'
  | 'UNSUPPORTED_FILTER_OPERATOR'
  | 'UNSUPPORTED_FILTER_VALUE_TYPE'
  | 'UNSUPPORTED_SORT_FIELD'
  | 'ILLEGAL_LIMIT';

/** A query that the API does not support. Each API converts it to its own error. */
export class QueryError extends Error {
  readonly code: QueryErrorCode;

  constructor(code: QueryErrorCode, message: string) {
    super(message);
    this.name = 'QueryError';
    this.code = code;
  }
}

/** Returns whether the values of a field match a condition. */
export type ValuesTest = (values: readonly unknown[]) => boolean;
/** Converts a value to the form in which it is compared. */
export type Normalize = (value: unknown) => unknown;

/** One condition of a filter: an operator's operand, and how the field is compared. */
export interface Condition {
  readonly operand: unknown;
  readonly normalize: Normalize;
  /** Field and operator, for error messages: `info.name.first $in`. */
  readonly label: string;
  /** Whether `$startsWith`, `$endsWith` and `$contains` are case-sensitive. */
  readonly isCaseSensitive: boolean;
}

/** Compiles a condition into a test of the field's values. @throws {QueryError} if the operand has the wrong type */
export type Operator = (condition: Condition) => ValuesTest;

/**
 * Wix's operators on one field, by name. `$startsWith`, `$endsWith` and `$contains` are case-insensitive by default; the
 * others are case-sensitive, except on fields that are normalized to lower case.
 * @see https://dev.wix.com/docs/velo/apis/wix-data/wix-data-query/starts-with
 */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq: compileEquals,
  $ne: (condition) => negate(compileEquals(condition)),
  $gt: compileComparison((order) => order > 0),
  $gte: compileComparison((order) => order >= 0),
  $lt: compileComparison((order) => order < 0),
  $lte: compileComparison((order) => order <= 0),
  $in: compileIn,
  $nin: (condition) => negate(compileIn(condition)),
  $hasSome: compileIn,
  $hasAll: (condition) => {
    const required = readOperands(condition);
    return (values) => {
      const found = new Set(values);
      return required.every((value) => found.has(value));
    };
  },
  $startsWith: compileTextMatch((text, part) => text.startsWith(part)),
  $endsWith: compileTextMatch((text, part) => text.endsWith(part)),
  $contains: compileTextMatch((text, part) => text.includes(part)),
  $exists: ({ operand, label }) => {
    if (typeof operand !== 'boolean') {
      throw wrongTypeError(label, 'true or false', operand);
    }
    return (values) => values.length > 0 === operand;
  },
};

function compileEquals({ operand, normalize, label }: Condition): ValuesTest {
  if (operand === null) {
    return (values) => values.length === 0;
  }
  const expected = normalize(requireScalar(operand, label));
  return (values) => values.includes(expected);
}

function compileIn(condition: Condition): ValuesTest {
  const allowed = new Set(readOperands(condition));
  return (values) => values.some((value) => allowed.has(value));
}

function compileComparison(isMatch: (order: number) => boolean): Operator {
  return ({ operand, normalize, label }) => {
    const bound = normalize(requireScalar(operand, label));
    return (values) =>
      values.some((value) => {
        const order = compareValues(value, bound);
        return order !== undefined && isMatch(order);
      });
  };
}

function compileTextMatch(isMatch: (text: string, part: string) => boolean): Operator {
  return ({ operand, normalize, label, isCaseSensitive }) => {
    const normalized = normalize(operand);
    if (typeof operand !== 'string' || typeof normalized !== 'string') {
      throw wrongTypeError(label, 'a string', operand);
    }
    const toComparedCase = (text: string) => (isCaseSensitive ? text : text.toLowerCase());
    const part = toComparedCase(normalized);
    return (values) =>
      values.some((value) => typeof value === 'string' && isMatch(toComparedCase(value), part));
  };
}

function negate(test: ValuesTest): ValuesTest {
  return (values) => !test(values);
}

function readOperands({ operand, normalize, label }: Condition): readonly unknown[] {
  return requireList(operand, label).map((value) => normalize(requireScalar(value, label)));
}

/** Compares two values as `Array.sort` does; undefined if they cannot be ordered. */
export function compareValues(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    return a - b;
  }
  return typeof a === 'string' && typeof b === 'string' ? Number(a > b) - Number(a < b) : undefined;
}

/** Converts a date in ISO 8601 to a timestamp, so that dates compare across time zones. Keeps any other value. */
export function normalizeDate(value: unknown): unknown {
  return typeof value === 'string' && isDateTime(value) ? Date.parse(value) : value;
}

/** Converts a string to lower case. Keeps any other value. */
export function toLowerCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function requireScalar(value: unknown, label: string): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw wrongTypeError(label, 'a string, a number or a boolean', value);
}

/** Returns a value that must be a list. @throws {QueryError} */
export function requireList(value: unknown, label: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw wrongTypeError(label, 'a list', value);
  }
  return value;
}

function wrongTypeError(label: string, expected: string, value: unknown): QueryError {
  return new QueryError(
    'UNSUPPORTED_FILTER_VALUE_TYPE',
    `${label} received ${describeType(value)}; expected ${expected}`,
  );
}

/** Describes the type of a value for an error message: `a list`, `a string`, `null`. */
export function describeType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Quotes a name from the request for an error message, cut at 40 characters. */
export function quoteName(name: string): string {
  return `"${name.slice(0, 40)}"`;
}
