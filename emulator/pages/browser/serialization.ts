// Emulates Wix's serialization of web-method values as JSON. Values that Wix loses are lost too (Map, Set, NaN).

/** Replaces dates by `{ "$date": ISO }` at any depth. That Wix does so for arguments is assumed. */
export function serializeValue(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(serializeValue);
  if (typeof value !== 'object' || value === null || hasToJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, serializeValue(part)]),
  );
}

/** Replaces `{ "$date": ISO }` by dates at any depth. */
export function deserializeValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deserializeValue);
  if (typeof value !== 'object' || value === null) return value;
  if ('$date' in value && typeof value.$date === 'string') return new Date(value.$date);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, deserializeValue(part)]),
  );
}

function hasToJson(value: object): boolean {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
