// How Wix's packages write a request into a URL, read back. Leaves out bodies, which are plain JSON.
import type { FieldType, Rules } from '../rules/rules.ts';
import { WixValidationError } from './wix-error.ts';

/**
 * Reads the query of a call without a body as its request object.
 *
 * Two forms, both made by `toURLSearchParams` of @wix/sdk-runtime: `.r` holds the whole request as base64url JSON;
 * otherwise arrays repeat their key, nested keys are dotted, and every value is text, turned into what the rules declare.
 * What cannot be turned stays text, so that the check of the rules names it.
 * @throws {WixValidationError} if `.r` is not a JSON object
 */
export function decodeQuery(rules: Rules, type: string, query: URLSearchParams): object {
  const whole = query.get('.r');
  if (whole !== null) {
    const decoded = parseJson(Buffer.from(whole, 'base64url').toString('utf8'));
    if (!isNested(decoded)) {
      throw new WixValidationError([
        {
          field: '.r',
          description: 'is not a JSON object in base64url',
          violatedRule: 'VALIDATION',
        },
      ]);
    }
    return decoded;
  }
  const request: Nested = {};
  for (const key of new Set(query.keys())) {
    const segments = key.split('.');
    if (!segments.some((segment) => segment === '' || segment in Object.prototype)) {
      write(request, segments, toDeclared(typeOf(rules, type, segments), query.getAll(key)));
    }
  }
  return request;
}

interface Nested {
  [key: string]: unknown;
}

function write(into: Nested, segments: readonly string[], value: unknown): void {
  let holder = into;
  for (const segment of segments.slice(0, -1)) {
    const held = holder[segment];
    const next: Nested = isNested(held) ? held : {};
    holder[segment] = next;
    holder = next;
  }
  holder[segments.at(-1) ?? ''] = value;
}

function typeOf(rules: Rules, type: string, segments: readonly string[]): FieldType | undefined {
  let found: FieldType | undefined = { ref: type };
  for (const segment of segments) {
    found =
      typeof found === 'object' && 'ref' in found
        ? rules.types[found.ref]?.fields[segment]?.type
        : undefined;
  }
  return found;
}

function toDeclared(type: FieldType | undefined, texts: readonly string[]): unknown {
  if (typeof type === 'object' && 'array' in type) {
    return texts.map((text) => toScalar(type.array, text));
  }
  return texts.length === 1 ? toScalar(type, texts[0] ?? '') : texts;
}

function toScalar(type: FieldType | undefined, text: string): unknown {
  if (type === 'number') {
    return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  }
  if (type === 'boolean') {
    return text === 'true' ? true : text === 'false' ? false : text;
  }
  return text;
}

function isNested(value: unknown): value is Nested {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
