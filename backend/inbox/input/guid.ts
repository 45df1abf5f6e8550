const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Tells whether something is a GUID, the form of every id of Wix but a message's. */
export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value);
}
