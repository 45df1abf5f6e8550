// Emulates the violations of Wix's field rules, in Wix's names and wording. Not emulated: violations that only a
// service detects.

/** A violation of a field rule in a request. @see https://dev.wix.com/docs/rest/articles/getting-started/errors */
export interface FieldViolation {
  /** Path in the request: `message.content.form.fields[2].value`. */
  readonly field: string;
  readonly description: string;
  readonly violatedRule: ViolatedRule;
  readonly data?: object;
}

/** Wix's names of the rules that a field can violate; a wrong JSON type is `VALIDATION` (assumed). */
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

/** Checks a value that is set and adds its violations to the list. */
export type Check = (value: unknown, path: string, violations: FieldViolation[]) => void;

/** The violation of a required field that is not set. */
export const REQUIRED_VIOLATION = {
  description: 'must not be empty',
  violatedRule: 'REQUIRED_FIELD',
} as const;

/** Returns the violation of a value, length or size above its limit. */
export function tooLarge(
  violatedRule: 'MAX' | 'MAX_LENGTH' | 'MAX_SIZE',
  got: number,
  threshold: number,
): Omit<FieldViolation, 'field'> {
  const quantity = violatedRule === 'MAX' ? 'value' : 'size';
  return {
    description: `has ${quantity} ${got}, expected ${threshold} or less`,
    violatedRule,
    data: { threshold },
  };
}

/** Returns the violation of a value, length or size below its limit. */
export function tooSmall(
  violatedRule: 'MIN' | 'MIN_LENGTH' | 'MIN_SIZE',
  got: number,
  threshold: number,
): Omit<FieldViolation, 'field'> {
  const quantity = violatedRule === 'MIN' ? 'value' : 'size';
  return {
    description: `has ${quantity} ${got}, expected ${threshold} or more`,
    violatedRule,
    data: { threshold },
  };
}

/** Returns the violation of a value of the wrong JSON type. It names the value's type, never the value. */
export function wrongType(expected: string, value: unknown): Omit<FieldViolation, 'field'> {
  const got =
    value === null
      ? 'null'
      : Array.isArray(value)
        ? 'an array'
        : typeof value === 'object'
          ? 'an object'
          : `a ${typeof value}`;
  return {
    description: `is ${got}, expected ${expected}`,
    violatedRule: 'VALIDATION',
    data: { expected },
  };
}

/** Returns whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
