// Converts dates in items between the form of Wix's requests, `{ $date: ISO }`, and `Date`, as the packages do.

/** Replaces `{ $date: ISO }` by dates, at any depth. */
export function decodeDates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decodeDates);
  if (typeof value !== 'object' || value === null) return value;
  const date: unknown = Reflect.get(value, '$date');
  return typeof date === 'string' ? new Date(date) : mapValues(value, decodeDates);
}

/** Replaces dates by `{ $date: ISO }`, at any depth; an invalid date becomes `{ $date: null }`. */
export function encodeDates(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toJSON() };
  if (Array.isArray(value)) return value.map(encodeDates);
  return typeof value === 'object' && value !== null ? mapValues(value, encodeDates) : value;
}

function mapValues(value: object, map: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, map(inner)]));
}
