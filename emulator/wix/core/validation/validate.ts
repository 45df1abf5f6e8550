// Emulates Wix's gateway, which validates a request against the rules of its types before the service runs. Not
// emulated: decimal and phone rules.
import {
  checkBoolean,
  checkDate,
  compileEnum,
  compileNumber,
  compileString,
} from './value-checks.ts';
import type { Field, FieldType, ObjectType, Rules } from '../../rules/rules.ts';
import { describeType } from './describe-shape.ts';
import { checkRequired, listRequiredPaths } from './required-fields.ts';
import {
  type Check,
  type FieldViolation,
  REQUIRED_VIOLATION,
  isRecord,
  tooLarge,
  tooSmall,
  wrongType,
} from './violations.ts';

export type { FieldViolation } from './violations.ts';

const compiled = new WeakMap<Rules, Map<string, Check>>();

/**
 * Validates a value against a type of the rules. Returns every violation; none if the value is valid.
 *
 * For the request type of a method, the fields that the method requires are checked too.
 *
 * Assumptions about limits, which Wix's packages do not describe:
 * - lengths are counted in UTF-16 code units, as `string.length` and Wix's own servers (JVM) count;
 * - `null` means "not set"; an absent field that cannot be null has its empty value, so a minimum of 1 is a violation;
 * - `UNKNOWN_…` is the empty value of an enum, so it does not satisfy a required field;
 * - read-only and unknown fields are ignored (the request log lists them as unread).
 * @throws {Error} if the rules have no such type
 */
export function validate(rules: Rules, type: string, value: unknown): readonly FieldViolation[] {
  const violations: FieldViolation[] = [];
  getCheck(rules, type)(value, '', violations);
  return violations;
}

function getCheck(rules: Rules, type: string): Check {
  let checks = compiled.get(rules);
  if (!checks) {
    checks = new Map();
    compiled.set(rules, checks);
  }
  let check = checks.get(type);
  if (!check) {
    const declared = rules.types[type];
    if (!declared) {
      throw new Error(`Failed to validate a request: ${rules.package} has no type "${type}"`);
    }
    check = compileObject(rules, type, declared);
    checks.set(type, check);
  }
  return check;
}

/** Returns the violation of a value that has to be an object or a list, and shows the shape of that. */
function wrongShape(rules: Rules, type: FieldType, value: unknown): Omit<FieldViolation, 'field'> {
  const wrong = wrongType(isArray(type) ? 'array' : 'object', value);
  return { ...wrong, description: `${wrong.description} ${describeType(rules, type)}` };
}

interface FieldCheck {
  readonly name: string;
  readonly check: Check;
  /** The violation reported if the field is absent; undefined if it is optional. */
  readonly absent: Omit<FieldViolation, 'field'> | undefined;
  /** Returns whether a value counts as absent. */
  readonly isAbsent: (value: unknown) => boolean;
}

function compileObject(rules: Rules, name: string, { fields, oneOfs = [] }: ObjectType): Check {
  const inOneOf = new Set(oneOfs.flat());
  const checks = Object.entries(fields)
    .filter(([, field]) => !field.readonly)
    .map(([key, field]) => compileField(rules, key, field, inOneOf.has(key)));
  const required = listRequiredPaths(rules, name);
  return (value, path, violations) => {
    if (!isRecord(value)) {
      violations.push({ field: path, ...wrongShape(rules, { ref: name }, value) });
      return;
    }
    const prefix = path === '' ? '' : `${path}.`;
    for (const { name: key, check, absent, isAbsent } of checks) {
      const fieldValue = value[key];
      if (fieldValue === undefined || fieldValue === null || isAbsent(fieldValue)) {
        if (absent) {
          violations.push({ field: prefix + key, ...absent });
        }
      } else {
        check(fieldValue, prefix + key, violations);
      }
    }
    for (const group of oneOfs) {
      checkOneOf(value, group, path, violations);
    }
    for (const segments of required) {
      checkRequired(value, segments, violations);
    }
  };
}

function compileField(rules: Rules, name: string, field: Field, inOneOf: boolean): FieldCheck {
  const { type, minLength = 0, minSize = 0 } = field;
  const hasDefault = !field.nullable && !inOneOf;
  let absent: FieldCheck['absent'];
  if (field.required) {
    absent = REQUIRED_VIOLATION;
  } else if (hasDefault && type === 'string' && minLength > 0) {
    absent = tooSmall('MIN_LENGTH', 0, minLength);
  } else if (hasDefault && isArray(type) && minSize > 0) {
    absent = tooSmall('MIN_SIZE', 0, minSize);
  }
  const emptyIsAbsent =
    type === 'string' && (field.required === true || (hasDefault && field.format !== undefined));
  const unknownIsAbsent = field.required === true && typeof type === 'object' && 'enum' in type;
  return {
    name,
    check: compileType(rules, type, field),
    absent,
    isAbsent: emptyIsAbsent
      ? (value) => value === ''
      : unknownIsAbsent
        ? isUnknownEnumValue
        : () => false,
  };
}

function compileType(rules: Rules, type: FieldType, limits: Omit<Field, 'type'>): Check {
  if (type === 'any') {
    return () => undefined;
  }
  if (type === 'string') {
    return compileString(limits);
  }
  if (type === 'number') {
    return compileNumber(limits);
  }
  if (type === 'boolean') {
    return checkBoolean;
  }
  if (type === 'date') {
    return checkDate;
  }
  if ('array' in type) {
    return compileArray(rules, type.array, limits);
  }
  if ('map' in type) {
    return compileMap(rules, type.map, limits);
  }
  if ('enum' in type) {
    return compileEnum(rules.enums[type.enum] ?? []);
  }
  // Resolved on first use, because a type may contain itself.
  const { ref } = type;
  return (value, path, violations) => getCheck(rules, ref)(value, path, violations);
}

function compileArray(rules: Rules, item: FieldType, limits: Omit<Field, 'type'>): Check {
  const { maxSize = Infinity, minSize = 0 } = limits;
  const check = compileType(rules, item, limits);
  return (value, path, violations) => {
    if (!Array.isArray(value)) {
      violations.push({ field: path, ...wrongShape(rules, { array: item }, value) });
      return;
    }
    if (value.length > maxSize) {
      violations.push({ field: path, ...tooLarge('MAX_SIZE', value.length, maxSize) });
      return;
    }
    if (value.length < minSize) {
      violations.push({ field: path, ...tooSmall('MIN_SIZE', value.length, minSize) });
    }
    for (let index = 0; index < value.length; index += 1) {
      check(value[index], `${path}[${index}]`, violations);
    }
  };
}

function compileMap(rules: Rules, item: FieldType, limits: Omit<Field, 'type'>): Check {
  const check = compileType(rules, item, limits);
  return (value, path, violations) => {
    if (!isRecord(value)) {
      violations.push({ field: path, ...wrongShape(rules, { map: item }, value) });
      return;
    }
    for (const [key, fieldValue] of Object.entries(value)) {
      check(fieldValue, `${path}.${key}`, violations);
    }
  };
}

function checkOneOf(
  value: Readonly<Record<string, unknown>>,
  group: readonly string[],
  path: string,
  violations: FieldViolation[],
): void {
  let first = '';
  for (const name of group) {
    if (value[name] === undefined || value[name] === null) {
      continue;
    }
    if (first !== '') {
      const description = `has both ${first} and ${name}, expected at most one of ${group.join(', ')}`;
      violations.push({
        field: path,
        description,
        violatedRule: 'ONE_OF_ALIGNMENT',
        data: { oneOf: group },
      });
      return;
    }
    first = name;
  }
}

function isArray(type: FieldType): boolean {
  return typeof type === 'object' && 'array' in type;
}

function isUnknownEnumValue(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('UNKNOWN_');
}
