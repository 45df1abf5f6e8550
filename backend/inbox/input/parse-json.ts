/** Parses JSON. Returns `undefined` for a text that is not JSON. */
export function parseJson(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return value;
  } catch {
    return undefined;
  }
}
