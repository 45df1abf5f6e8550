// How Wix writes values of web methods as JSON. Leaves out: what Wix's own encoding loses too (Map, Set, NaN).

/** Replaces dates by `{ "$date": ISO }`, at any depth. That arguments are written so is assumed. */
export function toWire(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null || hasToJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toWire(part)]));
}

/** Makes dates of `{ "$date": ISO }`, at any depth. */
export function fromWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== 'object' || value === null) return value;
  if ('$date' in value && typeof value.$date === 'string') return new Date(value.$date);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fromWire(part)]));
}

function hasToJson(value: object): boolean {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
