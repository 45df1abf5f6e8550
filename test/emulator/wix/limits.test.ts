import { expect, it } from 'vitest';
import {
  type Field,
  type FieldType,
  isRulesName,
  loadRules,
  RULE_PACKAGES,
  type Rules,
} from '../../../emulator/wix/rules/rules.ts';
import { validate } from '../../../emulator/wix/core/validation/validate.ts';

/** A limit of a request, with the last valid and the first invalid value. */
interface Limit {
  readonly rules: Rules;
  readonly type: string;
  readonly path: readonly string[];
  readonly rule: string;
  readonly valid: unknown;
  readonly invalid: unknown;
}

const GUID = '00000000-0000-4000-8000-000000000001';
const EXAMPLES: Readonly<Record<string, string>> = {
  GUID,
  WEB_URL: 'https://example.com/a',
  EMAIL: 'ann@example.com',
  COUNTRY: 'IL',
  LANGUAGE: 'en',
  LANGUAGE_TAG: 'en-US',
  LOCAL_DATE: '2026-02-28',
};

function listLimits(rules: Rules): readonly Limit[] {
  return Object.values(rules.methods).flatMap(({ request }) =>
    collectLimits(rules, request, request, []),
  );
}

function collectLimits(
  rules: Rules,
  root: string,
  type: string,
  path: readonly string[],
): readonly Limit[] {
  const fields = Object.entries(rules.types[type]?.fields ?? {});
  return fields.flatMap(([name, field]) => {
    const here = [...path, name];
    // Wix sets read-only fields itself; a recursive type is visited once.
    if (field.readonly || here.filter((segment) => segment === name).length > 1) {
      return [];
    }
    const own = listFieldLimits(rules, field).map((limit) => ({
      rules,
      type: root,
      path: here,
      ...limit,
    }));
    const inner = refOf(field.type);
    return inner === undefined ? own : [...own, ...collectLimits(rules, root, inner, here)];
  });
}

function listFieldLimits(
  rules: Rules,
  field: Field,
): readonly Pick<Limit, 'rule' | 'valid' | 'invalid'>[] {
  const { type, maxLength, minLength, maxSize, minSize, max, min, format } = field;
  const isList = typeof type === 'object' && 'array' in type;
  const item = isList ? type.array : type;
  const list = (value: unknown): unknown => (isList ? [value] : value);
  const many = (length: number): unknown[] =>
    Array.from({ length }, () => example(rules, item, field));
  const limits: (Pick<Limit, 'rule' | 'valid' | 'invalid'> | undefined)[] = [
    maxLength === undefined
      ? undefined
      : {
          rule: 'MAX_LENGTH',
          valid: list(text(maxLength, format)),
          invalid: list(text(maxLength + 1, format)),
        },
    minLength === undefined
      ? undefined
      : {
          rule: 'MIN_LENGTH',
          valid: list(text(minLength, format)),
          // The length is checked first.
          invalid: list('a'.repeat(minLength - 1)),
        },
    maxSize === undefined
      ? undefined
      : { rule: 'MAX_SIZE', valid: many(maxSize), invalid: many(maxSize + 1) },
    minSize === undefined
      ? undefined
      : { rule: 'MIN_SIZE', valid: many(minSize), invalid: many(minSize - 1) },
    max === undefined ? undefined : { rule: 'MAX', valid: max, invalid: max + 1 },
    min === undefined ? undefined : { rule: 'MIN', valid: min, invalid: min - 1 },
    format === undefined
      ? undefined
      : {
          rule: 'FORMAT',
          valid: list(EXAMPLES[format]),
          invalid: list('?'.repeat(minLength ?? 1)),
        },
    typeof item === 'object' && 'enum' in item
      ? { rule: 'INVALID_ENUM_VALUE', valid: list(example(rules, item, field)), invalid: list('?') }
      : undefined,
  ];
  return limits.filter((limit) => limit !== undefined);
}

function text(length: number, format: string | undefined): string {
  return format === 'WEB_URL' ? 'https://example.com/'.padEnd(length, 'a') : 'a'.repeat(length);
}

function refOf(type: FieldType): string | undefined {
  if (typeof type === 'string' || 'map' in type || 'enum' in type) {
    return undefined;
  }
  return 'array' in type ? refOf(type.array) : type.ref;
}

/** Returns a minimal valid value of a field. */
function example(rules: Rules, type: FieldType, field: Omit<Field, 'type'>): unknown {
  if (typeof type === 'object') {
    if ('array' in type) {
      return Array.from({ length: field.minSize ?? 0 }, () => example(rules, type.array, field));
    }
    if ('enum' in type) {
      return rules.enums[type.enum]?.at(-1);
    }
    return 'map' in type ? {} : build(rules, type.ref, [], undefined);
  }
  const examples = {
    string: EXAMPLES[field.format ?? ''] ?? 'a',
    number: 1,
    boolean: true,
    date: '2026-01-01T00:00:00.000Z',
    any: {},
  };
  return examples[type];
}

/** Builds a minimal valid value of a type with `leaf` at `path`. */
function build(rules: Rules, type: string, path: readonly string[], leaf: unknown): object {
  const { fields = {}, oneOfs = [] } = rules.types[type] ?? {};
  const [next, ...rest] = path;
  const value: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const needed =
      field.required ??
      (!oneOfs.flat().includes(name) &&
        !field.nullable &&
        Math.max(field.minLength ?? 0, field.minSize ?? 0) > 0);
    if (name === next) {
      value[name] =
        rest.length === 0
          ? leaf
          : wrap(field.type, build(rules, refOf(field.type) ?? '', rest, leaf));
    } else if (needed && !field.readonly) {
      value[name] = example(rules, field.type, field);
    }
  }
  for (const required of Object.values(rules.methods)
    .filter(({ request }) => request === type)
    .flatMap((method) => method.required)) {
    setRequired(rules, type, value, required.split('.'));
  }
  return value;
}

function setRequired(
  rules: Rules,
  type: string,
  value: Record<string, unknown>,
  [next = '', ...rest]: readonly string[],
): void {
  const field = rules.types[type]?.fields[next];
  if (!field) {
    return;
  }
  value[next] ??= example(rules, field.type, field);
  const inner: unknown = value[next];
  if (rest.length > 0 && typeof inner === 'object' && inner !== null) {
    const copy: Record<string, unknown> = { ...inner };
    setRequired(rules, refOf(field.type) ?? '', copy, rest);
    value[next] = copy;
  }
}

function wrap(type: FieldType, value: unknown): unknown {
  return typeof type === 'object' && 'array' in type ? [value] : value;
}

const limits = Object.keys(RULE_PACKAGES)
  .filter(isRulesName)
  .flatMap((name) => listLimits(loadRules(name)))
  .map((limit) => ({ ...limit, name: `${limit.type} ${limit.path.join('.')} ${limit.rule}` }));

it.each(limits)(
  '$name: accepts the limit and refuses the first value beyond it',
  ({ rules, type, path, rule, valid, invalid }) => {
    expect(validate(rules, type, build(rules, type, path, valid))).toEqual([]);
    const violations = validate(rules, type, build(rules, type, path, invalid));
    // An empty required text or list is reported as missing instead.
    const names = rule === 'MIN_LENGTH' || rule === 'MIN_SIZE' ? [rule, 'REQUIRED_FIELD'] : [rule];
    expect(violations).toHaveLength(1);
    expect(names).toContain(violations[0]?.violatedRule);
    expect(violations[0]?.field.replaceAll(/\[\d+\]/g, '')).toBe(path.join('.'));
  },
);

it('covers the limits that Wix documents for a message', () => {
  const found = limits.map(({ name }) => name);
  expect(found).toEqual(
    expect.arrayContaining([
      'SendMessageRequest message.content.previewText MAX_LENGTH',
      'SendMessageRequest message.content.form.fields MAX_SIZE',
      'SendMessageRequest message.content.form.fields.value MAX_LENGTH',
      'SendMessageRequest message.content.template.buttons MAX_SIZE',
      'SendMessageRequest message.content.template.textLines MAX_SIZE',
      'SendMessageRequest message.content.basic.items MIN_SIZE',
      'SendMessageRequest message.content.minimal.url FORMAT',
      'SendMessageRequest message.badges MAX_SIZE',
      'ListMessagesRequest paging.limit MAX',
      'MergeContactsRequest sourceContactIds MAX_SIZE',
    ]),
  );
});
