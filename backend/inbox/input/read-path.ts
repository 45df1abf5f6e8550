/** Reads along a path of something that came from Wix, whatever it meets on the way. */
export function readPath(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    const next: unknown = Reflect.get(found, key);
    found = next;
  }
  return found;
}

/** Reads a text along a path; `undefined` where there is none, or an empty one. */
export function readTextAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = readPath(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
