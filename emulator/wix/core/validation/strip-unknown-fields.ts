// What of a request Wix takes: the fields its types declare and leave to the caller. Leaves out nothing that is declared.
import type { FieldType, Rules } from '../../rules/rules.ts';

interface Sieve {
  readonly dropped: string[];
  /** Paths that are kept though no type declares them. */
  readonly undeclared: readonly string[];
}

type Keep = (value: unknown, path: string, sieve: Sieve) => unknown;

const compiled = new WeakMap<Rules, Map<string, Keep>>();

/** A request without what Wix ignores, and the paths of what was left out. */
export interface KnownFields {
  readonly request: object;
  /** Fields that no type declares, and read-only ones: `message.sender.appId`. */
  readonly dropped: readonly string[];
}

/**
 * Copies the fields of a request that its type declares, and the `undeclared` paths that the packages send all the same. Unknown and read-only fields are ignored, as servers built on
 * Protocol Buffers do (assumed of Wix's), so that nothing undeclared is ever stored and answered.
 */
export function keepKnownFields(
  rules: Rules,
  type: string,
  request: object,
  undeclared: readonly string[],
): KnownFields {
  const sieve: Sieve = { dropped: [], undeclared };
  const kept = keepObject(rules, type)(request, '', sieve);
  return { request: isObject(kept) ? kept : {}, dropped: sieve.dropped };
}

function keepObject(rules: Rules, type: string): Keep {
  let keeps = compiled.get(rules);
  if (!keeps) {
    keeps = new Map();
    compiled.set(rules, keeps);
  }
  let keep = keeps.get(type);
  if (!keep) {
    const fields = new Map<string, Keep>();
    keep = (value, path, sieve) => copyFields(fields, value, path, sieve);
    keeps.set(type, keep);
    for (const [name, field] of Object.entries(rules.types[type]?.fields ?? {})) {
      if (!field.readonly) {
        fields.set(name, keepType(rules, field.type));
      }
    }
  }
  return keep;
}

function keepType(rules: Rules, type: FieldType): Keep {
  if (typeof type === 'string' || 'enum' in type) {
    return (value) => value;
  }
  if ('ref' in type) {
    return keepObject(rules, type.ref);
  }
  const keep = keepType(rules, 'array' in type ? type.array : type.map);
  return (value, path, sieve) => {
    if (Array.isArray(value)) {
      return value.map((item: unknown, index) => keep(item, `${path}.${String(index)}`, sieve));
    }
    return isObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, keep(item, `${path}.${key}`, sieve)]),
        )
      : value;
  };
}

function copyFields(
  fields: ReadonlyMap<string, Keep>,
  value: unknown,
  path: string,
  sieve: Sieve,
): unknown {
  if (!isObject(value)) {
    return value;
  }
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const keep = fields.get(name);
    const inner = path ? `${path}.${name}` : name;
    if (keep) {
      copy[name] = keep(item, inner, sieve);
    } else if (sieve.undeclared.includes(inner)) {
      copy[name] = item;
    } else {
      sieve.dropped.push(inner);
    }
  }
  return copy;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
