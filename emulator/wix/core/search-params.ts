// Decodes the query parameters in which Wix's packages write a request.
import { toJsonName } from './proto-json.ts';
import type { FieldType, Rules } from '../rules/rules.ts';
import { WixValidationError } from './wix-error.ts';

/**
 * Decodes the query parameters of a request without a body.
 *
 * `toURLSearchParams` of @wix/sdk-runtime writes two forms: `.r` holds the whole request as base64url JSON; otherwise
 * arrays repeat their key, nested keys are dotted, and every value is text, which is converted to the declared type.
 * A value that cannot be converted stays text, so that validation reports it.
 * @throws {WixValidationError} if `.r` is not a JSON object
 */
export function decodeSearchParams(rules: Rules, type: string, query: URLSearchParams): object {
  const encoded = query.get('.r');
  if (encoded !== null) {
    const decoded = parseJson(Buffer.from(encoded, 'base64url').toString('utf8'));
    if (!isMutableRecord(decoded)) {
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
  const request: MutableRecord = {};
  for (const key of new Set(query.keys())) {
    const segments = key.split('.');
    if (!segments.some((segment) => segment === '' || segment in Object.prototype)) {
      setAtPath(
        request,
        segments,
        convertValues(getTypeAtPath(rules, type, segments), query.getAll(key)),
      );
    }
  }
  return request;
}

interface MutableRecord {
  [key: string]: unknown;
}

function setAtPath(target: MutableRecord, segments: readonly string[], value: unknown): void {
  let parent = target;
  for (const segment of segments.slice(0, -1)) {
    const child = parent[segment];
    const next: MutableRecord = isMutableRecord(child) ? child : {};
    parent[segment] = next;
    parent = next;
  }
  parent[segments.at(-1) ?? ''] = value;
}

function getTypeAtPath(
  rules: Rules,
  type: string,
  segments: readonly string[],
): FieldType | undefined {
  let current: FieldType | undefined = { ref: type };
  for (const segment of segments) {
    current =
      typeof current === 'object' && 'ref' in current
        ? (rules.types[current.ref]?.fields[segment]?.type ??
          rules.types[current.ref]?.fields[toJsonName(segment)]?.type)
        : undefined;
  }
  return current;
}

function convertValues(type: FieldType | undefined, texts: readonly string[]): unknown {
  if (typeof type === 'object' && 'array' in type) {
    return texts.map((text) => convertValue(type.array, text));
  }
  return texts.length === 1 ? convertValue(type, texts[0] ?? '') : texts;
}

function convertValue(type: FieldType | undefined, text: string): unknown {
  if (type === 'number') {
    return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  }
  if (type === 'boolean') {
    return text === 'true' ? true : text === 'false' ? false : text;
  }
  return text;
}

function isMutableRecord(value: unknown): value is MutableRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
