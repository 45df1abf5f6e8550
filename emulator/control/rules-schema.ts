// Describes the types of Wix's APIs as JSON Schema, from the generated rules.
import type { Field, FieldType, Rules } from '../wix/rules/rules.ts';
import type { JsonSchema } from './json-schema.ts';

/** The JSON Schemas of types by name, for the components of an OpenAPI description. */
export type Components = Map<string, JsonSchema>;

/** Wix's formats that JSON Schema has, too. */
const FORMATS: Readonly<Record<string, string>> = { GUID: 'uuid', EMAIL: 'email', WEB_URL: 'uri' };

/**
 * Returns a reference to a type, and adds the type and those that it uses to the components.
 * @param name the name of the type in the rules
 */
export function describeType(rules: Rules, name: string, components: Components): JsonSchema {
  const key = `${rules.package.replace('@wix/auto_sdk_', '')}.${name}`.replaceAll(/[^\w.-]/g, '_');
  if (!components.has(key)) {
    // Reserved first, because a type can contain itself.
    components.set(key, {});
    components.set(key, describeObject(rules, name, components));
  }
  return { $ref: `#/components/schemas/${key}` };
}

/** Describes an object type in place, without the fields that are in the path. */
export function describeObject(
  rules: Rules,
  name: string,
  components: Components,
  omitted: readonly string[] = [],
): JsonSchema {
  const { fields = {}, oneOfs = [] } = rules.types[name] ?? {};
  const described = Object.entries(fields).filter(([field]) => !omitted.includes(field));
  const required = described.filter(([, field]) => field.required).map(([field]) => field);
  const pairs = oneOfs.flatMap((group) =>
    group.flatMap((one, index) => group.slice(index + 1).map((other) => [one, other])),
  );
  return {
    type: 'object',
    properties: Object.fromEntries(
      described.map(([field, spec]) => [field, describeField(rules, spec, components)]),
    ),
    ...(required.length > 0 ? { required } : {}),
    // At most one field of a group may be set.
    ...(pairs.length > 0 ? { not: { anyOf: pairs.map((pair) => ({ required: pair })) } } : {}),
  };
}

/** Describes a field with its limits. Lengths and formats of an array apply to its items, sizes to the array. */
export function describeField(rules: Rules, field: Field, components: Components): JsonSchema {
  const isArray = typeof field.type === 'object' && 'array' in field.type;
  const format = field.format === undefined ? undefined : FORMATS[field.format];
  const ofItems = defined({
    maxLength: field.maxLength,
    minLength: field.minLength,
    maximum: field.max,
    minimum: field.min,
    format,
    'x-wix-format': format === undefined ? field.format : undefined,
  });
  const type = describeFieldType(rules, field.type, components);
  const limited = isArray
    ? {
        ...type,
        items: { ...asRecord(type['items']), ...ofItems },
        ...defined({ maxItems: field.maxSize, minItems: field.minSize }),
      }
    : { ...type, ...ofItems };
  return {
    ...(field.nullable ? { anyOf: [limited, { type: 'null' }] } : limited),
    ...(field.readonly ? { readOnly: true } : {}),
    ...(field.deprecated ? { deprecated: true } : {}),
  };
}

function describeFieldType(rules: Rules, type: FieldType, components: Components): JsonSchema {
  if (typeof type === 'string') {
    if (type === 'any') return {};
    return type === 'date' ? { type: 'string', format: 'date-time' } : { type };
  }
  if ('array' in type) {
    return { type: 'array', items: describeFieldType(rules, type.array, components) };
  }
  if ('map' in type) {
    return {
      type: 'object',
      additionalProperties: describeFieldType(rules, type.map, components),
    };
  }
  if ('enum' in type) return { type: 'string', enum: rules.enums[type.enum] ?? [] };
  return rules.types[type.ref] ? describeType(rules, type.ref, components) : { type: 'object' };
}

function defined(values: Readonly<Record<string, unknown>>): JsonSchema {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function asRecord(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
