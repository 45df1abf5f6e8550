// Checks of single values: text, numbers, switches, dates, enums. Leaves out objects and arrays, which validate.ts walks.
import { FORMATS, isDateTime } from './formats.ts';
import type { Field } from '../../rules/rules.ts';
import { type Check, type FieldViolation, tooBig, tooSmall, wrongType } from './violations.ts';

type Limits = Omit<Field, 'type'>;

/** Checks a text's length and format. @throws {Error} at once if the format is not known */
export function compileString({ maxLength = Infinity, minLength = 0, format }: Limits): Check {
  const keepsFormat = format === undefined ? undefined : FORMATS[format];
  if (format !== undefined && !keepsFormat) {
    throw new Error(`Failed to compile the rules: the format ${format} is not known`);
  }
  return (value, path, out) => {
    if (typeof value !== 'string') {
      out.push({ field: path, ...wrongType('string', value) });
    } else if (value.length > maxLength) {
      out.push({ field: path, ...tooBig('MAX_LENGTH', value.length, maxLength) });
    } else if (value.length < minLength) {
      out.push({ field: path, ...tooSmall('MIN_LENGTH', value.length, minLength) });
    } else if (keepsFormat && !keepsFormat(value)) {
      out.push({
        field: path,
        description: `is not a valid ${String(format)}`,
        violatedRule: 'FORMAT',
        data: { type: format },
      });
    }
  };
}

/** Checks a number's limits. */
export function compileNumber({ max = Infinity, min = -Infinity }: Limits): Check {
  return (value, path, out) => {
    if (typeof value !== 'number') {
      out.push({ field: path, ...wrongType('number', value) });
    } else if (value > max) {
      out.push({ field: path, ...tooBig('MAX', value, max) });
    } else if (value < min) {
      out.push({ field: path, ...tooSmall('MIN', value, min) });
    }
  };
}

/** Checks that a value is true or false. */
export function checkBoolean(value: unknown, path: string, out: FieldViolation[]): void {
  if (typeof value !== 'boolean') {
    out.push({ field: path, ...wrongType('boolean', value) });
  }
}

/** Checks that a value is a point in time in ISO 8601. */
export function checkDate(value: unknown, path: string, out: FieldViolation[]): void {
  if (typeof value !== 'string' || !isDateTime(value)) {
    out.push({
      field: path,
      description: 'is not a date in ISO 8601',
      violatedRule: 'FORMAT',
      data: { type: 'DATE_TIME' },
    });
  }
}

/** Checks that a value is one of an enum's. */
export function compileEnum(values: readonly string[]): Check {
  const known = new Set<unknown>(values);
  return (value, path, out) => {
    if (!known.has(value)) {
      const description = `is not one of ${values.join(', ')}`;
      out.push({ field: path, description, violatedRule: 'INVALID_ENUM_VALUE', data: { values } });
    }
  };
}
