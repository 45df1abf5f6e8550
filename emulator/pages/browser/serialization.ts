// Emulates Wix's serialization of web-method values as JSON. Values that Wix loses are lost too (Map, Set, NaN).

/** An argument of a web method that cannot be sent. */
class ArgumentError extends TypeError {
  override readonly name = 'ArgumentError';
}

/**
 * Writes the arguments of a web method as JSON.
 * @throws ArgumentError that names the argument and its field: for a date that is invalid, a BigInt, and an object that contains
 *   itself. Wix's own errors name neither
 */
export function serializeArguments(args: readonly unknown[], method: string): string {
  args.forEach((arg, index) => {
    const problem = findProblem(arg, `argument ${String(index + 1)}`, []);
    if (problem !== undefined) throw new ArgumentError(`${method} was not called: ${problem}`);
  });
  return JSON.stringify(serializeValue(args));
}

function findProblem(value: unknown, path: string, parents: readonly object[]): string | undefined {
  if (typeof value === 'bigint') return `${path} is a BigInt, which JSON cannot contain`;
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? `${path} is an invalid Date` : undefined;
  }
  if (hasToJson(value)) return undefined;
  if (parents.includes(value)) return `${path} contains itself`;
  for (const [key, part] of Object.entries(value)) {
    const problem = findProblem(part, `${path}.${key}`, [...parents, value]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

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
