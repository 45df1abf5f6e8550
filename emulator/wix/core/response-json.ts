// Writes the response of an operation as JSON, without the fields that are not set.
import type { FieldType, Rules } from '../rules/rules.ts';

/**
 * Writes a response as JSON. Fields that are null or undefined are left out, as the packages' types and the samples of
 * Wix's documentation show them. A null inside a free-form value (type `any`, such as an item of Wix Data) is kept: it is
 * data. Lists keep their nulls.
 *
 * @param type the name of the response's type
 */
export function toResponseJson(rules: Rules, type: string, response: unknown): string {
  const json = JSON.stringify(response ?? {});
  return json.includes(':null')
    ? JSON.stringify(omitNulls(rules, { ref: type }, JSON.parse(json)))
    : json;
}

function omitNulls(rules: Rules, type: FieldType | undefined, value: unknown): unknown {
  if (type === 'any' || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const item = typeof type === 'object' && 'array' in type ? type.array : undefined;
    return value.map((it: unknown) => omitNulls(rules, item, it));
  }
  const typeOf = (name: string): FieldType | undefined => {
    if (typeof type !== 'object') return undefined;
    if ('map' in type) return type.map;
    return 'ref' in type ? rules.types[type.ref]?.fields[name]?.type : undefined;
  };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, it]) => it !== null || typeOf(name) === 'any')
      .map(([name, it]) => [name, omitNulls(rules, typeOf(name), it)]),
  );
}
