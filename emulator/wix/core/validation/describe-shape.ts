// Writes the shape of an object type as a text, for errors: `{ items: [{ text: string | image: { url: string } }] }`.
import type { FieldType, Rules } from '../../rules/rules.ts';

/** How many levels of objects are written. */
const DEPTH = 3;
/** The most fields of an object that are written. */
const MAX_FIELDS = 8;

/** Describes a type: `[{ label: string }]` for a list of objects. */
export function describeType(rules: Rules, type: FieldType, depth: number = DEPTH): string {
  if (typeof type === 'string') return type;
  if ('ref' in type) return describeShape(rules, type.ref, depth);
  if ('enum' in type) return 'string';
  return 'array' in type
    ? `[${describeType(rules, type.array, depth)}]`
    : `{ [key]: ${describeType(rules, type.map, depth)} }`;
}

/**
 * Describes an object type: its fields, of which those of a one-of are separated by `|`. Read-only fields are left out;
 * objects in the third level are written as `{…}`.
 */
function describeShape(rules: Rules, type: string, depth: number): string {
  const { fields = {}, oneOfs = [] } = rules.types[type] ?? {};
  if (depth <= 1) return '{…}';
  const names = Object.keys(fields).filter((name) => !fields[name]?.readonly);
  const write = (name: string): string => {
    const field = fields[name];
    return field ? `${name}: ${describeType(rules, field.type, depth - 1)}` : name;
  };
  const grouped = new Set(oneOfs.flat());
  const parts = [
    ...oneOfs.map((group) =>
      group
        .filter((name) => names.includes(name))
        .map(write)
        .join(' | '),
    ),
    ...names.filter((name) => !grouped.has(name)).map(write),
  ];
  const more = parts.length > MAX_FIELDS ? ', …' : '';
  return parts.length === 0 ? '{}' : `{ ${parts.slice(0, MAX_FIELDS).join(', ')}${more} }`;
}
