// Checks a request against the generated rules, as Wix's gateway does before a service sees it. Leaves out decimal and phone rules.
import {
  checkBoolean,
  checkDate,
  compileEnum,
  compileNumber,
  compileString,
} from './value-checks.ts';
import type { Field, FieldType, ObjectType, Rules } from '../../rules/rules.ts';
import {
  type Check,
  type FieldViolation,
  REQUIRED,
  isRecord,
  tooBig,
  tooSmall,
  wrongType,
} from './violations.ts';

export type { FieldViolation } from './violations.ts';

const compiled = new WeakMap<Rules, Map<string, Check>>();

/**
 * Checks a value against a type of the rules and answers every broken rule, none if the value keeps them.
 *
 * For the request type of a method, the fields that the method requires are checked too. What Wix's packages leave
 * open is read like this (assumed):
 * - lengths are counted in UTF-16 code units, as `string.length` and Wix's own servers (JVM) count;
 * - `null` is "not set"; a field that cannot be null has its empty value when it is absent, so a minimum of 1 refuses it;
 * - `UNKNOWN_…` is an enum's empty value, so it does not satisfy a required field;
 * - read-only fields are not looked at, unknown fields are ignored (the request log names them as unread).
 */
export function validate(rules: Rules, type: string, value: unknown): readonly FieldViolation[] {
  const out: FieldViolation[] = [];
  checkOf(rules, type)(value, '', out);
  return out;
}

function checkOf(rules: Rules, type: string): Check {
  let checks = compiled.get(rules);
  if (!checks) {
    checks = new Map();
    compiled.set(rules, checks);
  }
  let check = checks.get(type);
  if (!check) {
    const declared = rules.types[type];
    if (!declared) {
      throw new Error(`Failed to check a request: ${rules.package} has no type "${type}"`);
    }
    check = compileObject(rules, type, declared);
    checks.set(type, check);
  }
  return check;
}

interface FieldCheck {
  readonly name: string;
  readonly check: Check;
  /** The violation of leaving the field out, if that is one. */
  readonly absent: Omit<FieldViolation, 'field'> | undefined;
  /** Whether a value stands for "left out". */
  readonly isAbsent: (value: unknown) => boolean;
}

function compileObject(rules: Rules, name: string, { fields, oneOfs = [] }: ObjectType): Check {
  const inOneOf = new Set(oneOfs.flat());
  const checks = Object.entries(fields)
    .filter(([, field]) => !field.readonly)
    .map(([key, field]) => compileField(rules, key, field, inOneOf.has(key)));
  const required = requiredPaths(rules, name);
  return (value, path, out) => {
    if (!isRecord(value)) {
      out.push({ field: path, ...wrongType('object', value) });
      return;
    }
    const prefix = path === '' ? '' : `${path}.`;
    for (const { name: key, check, absent, isAbsent } of checks) {
      const held = value[key];
      if (held === undefined || held === null || isAbsent(held)) {
        if (absent) {
          out.push({ field: prefix + key, ...absent });
        }
      } else {
        check(held, prefix + key, out);
      }
    }
    for (const group of oneOfs) {
      checkOneOf(value, group, path, out);
    }
    for (const segments of required) {
      checkRequired(value, segments, out);
    }
  };
}

function compileField(rules: Rules, name: string, field: Field, inOneOf: boolean): FieldCheck {
  const { type, minLength = 0, minSize = 0 } = field;
  const hasDefault = !field.nullable && !inOneOf;
  let absent: FieldCheck['absent'];
  if (field.required) {
    absent = REQUIRED;
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
  // Looked up when it is first needed, because types may contain themselves.
  const { ref } = type;
  return (value, path, out) => checkOf(rules, ref)(value, path, out);
}

function compileArray(rules: Rules, item: FieldType, limits: Omit<Field, 'type'>): Check {
  const { maxSize = Infinity, minSize = 0 } = limits;
  const check = compileType(rules, item, limits);
  return (value, path, out) => {
    if (!Array.isArray(value)) {
      out.push({ field: path, ...wrongType('array', value) });
      return;
    }
    if (value.length > maxSize) {
      out.push({ field: path, ...tooBig('MAX_SIZE', value.length, maxSize) });
      return;
    }
    if (value.length < minSize) {
      out.push({ field: path, ...tooSmall('MIN_SIZE', value.length, minSize) });
    }
    for (let index = 0; index < value.length; index += 1) {
      check(value[index], `${path}[${index}]`, out);
    }
  };
}

function compileMap(rules: Rules, item: FieldType, limits: Omit<Field, 'type'>): Check {
  const check = compileType(rules, item, limits);
  return (value, path, out) => {
    if (!isRecord(value)) {
      out.push({ field: path, ...wrongType('object', value) });
      return;
    }
    for (const [key, held] of Object.entries(value)) {
      check(held, `${path}.${key}`, out);
    }
  };
}

function checkOneOf(
  value: Readonly<Record<string, unknown>>,
  group: readonly string[],
  path: string,
  out: FieldViolation[],
): void {
  let first = '';
  for (const name of group) {
    if (value[name] === undefined || value[name] === null) {
      continue;
    }
    if (first !== '') {
      const description = `has both ${first} and ${name}, expected at most one of ${group.join(', ')}`;
      out.push({
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

/** The paths that methods with this request type require, beyond what the type itself does. */
function requiredPaths(rules: Rules, type: string): readonly (readonly string[])[] {
  return Object.values(rules.methods)
    .filter(({ request }) => request === type)
    .flatMap(({ required }) => required)
    .map((path) => path.split('.'))
    .filter(
      ([first = '', ...rest]) => rest.length > 0 || !rules.types[type]?.fields[first]?.required,
    );
}

function checkRequired(
  request: Readonly<Record<string, unknown>>,
  segments: readonly string[],
  out: FieldViolation[],
): void {
  let holder: unknown = request;
  for (const [index, segment] of segments.entries()) {
    if (!isRecord(holder)) {
      return;
    }
    const held: unknown = holder[segment];
    if (held === undefined || held === null || held === '') {
      const path = segments.slice(0, index + 1).join('.');
      if (!out.some(({ field }) => field === path)) {
        out.push({ field: path, ...REQUIRED });
      }
      return;
    }
    holder = held;
  }
}

function isArray(type: FieldType): boolean {
  return typeof type === 'object' && 'array' in type;
}

function isUnknownEnumValue(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('UNKNOWN_');
}
