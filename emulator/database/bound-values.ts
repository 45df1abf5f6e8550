// Checks the values that are bound to SQL statements: no booleans, fractions or bytes, which no table stores.

/** A value that can be bound to a statement. No booleans: libsql aborts the process on one. */
export type SqlValue = string | number | null;

/**
 * A value that no statement can store: text with a NUL character, where SQLite ends a text; text with half of a
 * surrogate pair, which has no UTF-8; or a number that is not an exact integer. Such a value comes from a request, so
 * it becomes status 400.
 */
export class UnstorableValueError extends TypeError {
  /** What was wrong with the value, without SQL text. */
  readonly reason: string;

  constructor(sql: string, value: string | number) {
    const reason =
      typeof value === 'string'
        ? 'a text with a NUL character or half of a surrogate pair'
        : 'a number that is not an integer between -(2^53 - 1) and 2^53 - 1';
    super(createMessage(sql, value));
    this.name = 'UnstorableValueError';
    this.reason = reason;
  }
}

/**
 * Checks values and returns them as one list: libsql would take a single null for a record of named values.
 * @throws {UnstorableValueError} for a text or number; TypeError for any other type, which is a defect
 */
export function checkValues(sql: string, values: readonly SqlValue[]): readonly SqlValue[] {
  for (const value of values) {
    if (
      typeof value === 'string'
        ? !isStorableText(value)
        : typeof value === 'number' && !Number.isSafeInteger(value)
    ) {
      throw new UnstorableValueError(sql, value ?? '');
    }
    if (typeof value !== 'string' && typeof value !== 'number' && value !== null) {
      throw new TypeError(createMessage(sql, value));
    }
  }
  return values;
}

/** Whether a text can be stored: it has no NUL character and no half of a surrogate pair. */
function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}

function createMessage(sql: string, value: unknown): string {
  return `Failed to bind a ${typeof value} to "${sql}": expected an integer, null or text without NUL`;
}
