// Checks single values: strings, numbers, booleans, dates, enums. validate.ts walks objects and arrays.
import { FORMATS, isDateTime } from './formats.ts';
import type { Field } from '../../rules/rules.ts';
import { type Check, type FieldViolation, tooLarge, tooSmall, wrongType } from './violations.ts';

type Limits = Omit<Field, 'type'>;

/** Compiles a check of a string's length and format. @throws {Error} if the format is unknown */
export function compileString({ maxLength = Infinity, minLength = 0, format }: Limits): Check {
  const isFormatted = format === undefined ? undefined : FORMATS[format];
  if (format !== undefined && !isFormatted) {
    throw new Error(`Failed to compile the rules: unknown format ${format}`);
  }
  return (value, path, violations) => {
    if (typeof value !== 'string') {
      violations.push({ field: path, ...wrongType('string', value) });
    } else if (value.length > maxLength) {
      violations.push({ field: path, ...tooLarge('MAX_LENGTH', value.length, maxLength) });
    } else if (value.length < minLength) {
      violations.push({ field: path, ...tooSmall('MIN_LENGTH', value.length, minLength) });
    } else if (isFormatted && !isFormatted(value)) {
      violations.push({
        field: path,
        description: `is not a valid ${String(format)}`,
        violatedRule: 'FORMAT',
        data: { type: format },
      });
    }
  };
}

/** Compiles a check of a number's limits. */
export function compileNumber({ max = Infinity, min = -Infinity }: Limits): Check {
  return (value, path, violations) => {
    if (typeof value !== 'number') {
      violations.push({ field: path, ...wrongType('number', value) });
    } else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      const threshold = Math.sign(value) * Number.MAX_SAFE_INTEGER;
      violations.push({
        field: path,
        ...(value > 0 ? tooLarge('MAX', value, threshold) : tooSmall('MIN', value, threshold)),
      });
    } else if (value > max) {
      violations.push({ field: path, ...tooLarge('MAX', value, max) });
    } else if (value < min) {
      violations.push({ field: path, ...tooSmall('MIN', value, min) });
    }
  };
}

/** Checks that a value is a boolean. */
export function checkBoolean(value: unknown, path: string, violations: FieldViolation[]): void {
  if (typeof value !== 'boolean') {
    violations.push({ field: path, ...wrongType('boolean', value) });
  }
}

/** Checks that a value is a date and time in ISO 8601. */
export function checkDate(value: unknown, path: string, violations: FieldViolation[]): void {
  if (typeof value !== 'string' || !isDateTime(value)) {
    violations.push({
      field: path,
      description: 'is not a date and time in ISO 8601',
      violatedRule: 'FORMAT',
      data: { type: 'DATE_TIME' },
    });
  }
}

/** Compiles a check that a value is one of an enum's. */
export function compileEnum(values: readonly string[]): Check {
  const known = new Set<unknown>(values);
  return (value, path, violations) => {
    if (!known.has(value)) {
      const description = `is not one of ${values.join(', ')}`;
      violations.push({
        field: path,
        description,
        violatedRule: 'INVALID_ENUM_VALUE',
        data: { values },
      });
    }
  };
}
