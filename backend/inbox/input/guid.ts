const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Returns whether a value is a GUID, the form of all Wix ids except a message's. */
export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value);
}
