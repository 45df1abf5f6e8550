// What a request can do wrong, in Wix's names and words. Leaves out violations that only a service itself finds.

/** One broken rule of a request. @see https://dev.wix.com/docs/rest/articles/getting-started/errors */
export interface FieldViolation {
  /** Path in the request: `message.content.form.fields[2].value`. */
  readonly field: string;
  readonly description: string;
  readonly violatedRule: ViolatedRule;
  readonly data?: object;
}

/** Wix's names of the rules that a field can break; wrong JSON types are `VALIDATION` (assumed). */
type ViolatedRule =
  | 'VALIDATION'
  | 'MAX'
  | 'MIN'
  | 'MAX_LENGTH'
  | 'MIN_LENGTH'
  | 'MAX_SIZE'
  | 'MIN_SIZE'
  | 'FORMAT'
  | 'INVALID_ENUM_VALUE'
  | 'REQUIRED_FIELD'
  | 'ONE_OF_ALIGNMENT';

/** Checks a value that is set and writes what it breaks to `out`. */
export type Check = (value: unknown, path: string, out: FieldViolation[]) => void;

/** A required field is not set. */
export const REQUIRED = {
  description: 'must not be empty',
  violatedRule: 'REQUIRED_FIELD',
} as const;

/** A value, length or size is above its limit. */
export function tooBig(
  violatedRule: 'MAX' | 'MAX_LENGTH' | 'MAX_SIZE',
  got: number,
  threshold: number,
): Omit<FieldViolation, 'field'> {
  const what = violatedRule === 'MAX' ? 'value' : 'size';
  return {
    description: `has ${what} ${got}, expected ${threshold} or less`,
    violatedRule,
    data: { threshold },
  };
}

/** A value, length or size is below its limit. */
export function tooSmall(
  violatedRule: 'MIN' | 'MIN_LENGTH' | 'MIN_SIZE',
  got: number,
  threshold: number,
): Omit<FieldViolation, 'field'> {
  const what = violatedRule === 'MIN' ? 'value' : 'size';
  return {
    description: `has ${what} ${got}, expected ${threshold} or more`,
    violatedRule,
    data: { threshold },
  };
}

/** A value is not of the JSON type that the field has; the value itself is not told. */
export function wrongType(expected: string, value: unknown): Omit<FieldViolation, 'field'> {
  const got = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
  return {
    description: `is ${got}, expected ${expected}`,
    violatedRule: 'VALIDATION',
    data: { expected },
  };
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
