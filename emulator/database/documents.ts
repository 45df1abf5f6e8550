// Parses the JSON documents in table columns. They are not validated, because only the emulator writes them.

/**
 * Parses a document that the emulator itself wrote, as the type it was written in.
 * Never use it for text from outside, which must be parsed against a schema.
 */
export function readDocument<T>(text: string): T;
export function readDocument(text: string): unknown {
  const document: unknown = JSON.parse(text);
  return document;
}
