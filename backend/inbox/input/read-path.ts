/** Returns a nested property of a value from Wix, or `undefined` if any part of the path is missing. */
export function readPath(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    const next: unknown = Reflect.get(found, key);
    found = next;
  }
  return found;
}

/** Returns a nested non-empty string, or `undefined`. */
export function readTextAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = readPath(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
