// Removes the fields of a request that Wix ignores: those its types do not declare, and read-only ones.
import type { FieldType, Rules } from '../../rules/rules.ts';
import type { Assumptions } from '../assumptions.ts';
import {
  readEnumNumber,
  readNumberText,
  refuseBothNames,
  refuseProtoName,
  toJsonName,
} from '../proto-json.ts';
import { type FieldViolation, isRecord } from './violations.ts';

/** How a request is read. */
export interface ReadOptions {
  /** Paths that are kept although no type declares them. */
  readonly undeclared: readonly string[];
  /** Whether the spellings of Protocol Buffers are accepted. */
  readonly protoJson: Assumptions['protoJson'];
}

interface StripState extends ReadOptions {
  readonly stripped: string[];
  readonly violations: FieldViolation[];
}

type Strip = (value: unknown, path: string, state: StripState) => unknown;

const compiled = new WeakMap<Rules, Map<string, Strip>>();

/** A request without the fields that Wix ignores, and the paths of those fields. */
export interface StrippedRequest {
  readonly request: object;
  /** Paths of undeclared and read-only fields: `message.sender.appId`. */
  readonly stripped: readonly string[];
  /** Names in snake_case that are refused. */
  readonly violations: readonly FieldViolation[];
}

/**
 * Copies the fields of a request that its type declares, and the `undeclared` paths, which Wix's packages send although
 * no type declares them. Unknown and read-only fields are ignored, as in servers built on Protocol Buffers (assumed of
 * Wix's), so that nothing undeclared is stored and returned. The spellings of Protocol Buffers become those of the type.
 */
export function stripUnknownFields(
  rules: Rules,
  type: string,
  request: object,
  options: ReadOptions,
): StrippedRequest {
  const state: StripState = { ...options, stripped: [], violations: [] };
  const copy = compileObject(rules, type)(request, '', state);
  const { stripped, violations } = state;
  return { request: isRecord(copy) ? copy : {}, stripped, violations };
}

function compileObject(rules: Rules, type: string): Strip {
  let cache = compiled.get(rules);
  if (!cache) {
    cache = new Map();
    compiled.set(rules, cache);
  }
  let strip = cache.get(type);
  if (!strip) {
    const fields = new Map<string, Strip>();
    strip = (value, path, state) => copyFields(fields, value, path, state);
    cache.set(type, strip);
    for (const [name, field] of Object.entries(rules.types[type]?.fields ?? {})) {
      if (!field.readonly) {
        fields.set(name, compileType(rules, field.type));
      }
    }
  }
  return strip;
}

function compileType(rules: Rules, type: FieldType): Strip {
  if (type === 'number') {
    return (value, _, { protoJson }) => (protoJson === 'accepted' ? readNumberText(value) : value);
  }
  if (typeof type === 'string') {
    return (value) => value;
  }
  if ('enum' in type) {
    const values = rules.enums[type.enum] ?? [];
    return (value, _, { protoJson }) =>
      protoJson === 'accepted' ? readEnumNumber(values, value) : value;
  }
  if ('ref' in type) {
    return compileObject(rules, type.ref);
  }
  const strip = compileType(rules, 'array' in type ? type.array : type.map);
  return (value, path, state) => {
    if (Array.isArray(value)) {
      return value.map((item: unknown, index) => strip(item, `${path}.${String(index)}`, state));
    }
    return isRecord(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, strip(item, `${path}.${key}`, state)]),
        )
      : value;
  };
}

function copyFields(
  fields: ReadonlyMap<string, Strip>,
  value: unknown,
  path: string,
  state: StripState,
): unknown {
  if (!isRecord(value)) {
    return value;
  }
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const strip = fields.get(name);
    const inner = path ? `${path}.${name}` : name;
    if (strip) {
      copy[name] = strip(item, inner, state);
    } else if (state.undeclared.includes(inner)) {
      copy[name] = item;
    } else {
      const jsonName = toJsonName(name);
      const named = fields.get(jsonName);
      if (!named) {
        state.stripped.push(inner);
      } else if (state.protoJson === 'refused') {
        state.violations.push(refuseProtoName(inner, jsonName));
      } else if (Object.hasOwn(value, jsonName)) {
        state.violations.push(refuseBothNames(inner, jsonName));
      } else {
        copy[jsonName] = named(item, path ? `${path}.${jsonName}` : jsonName, state);
      }
    }
  }
  return copy;
}
