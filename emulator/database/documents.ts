// Parses the JSON documents in table columns. They are not validated, because only the emulator writes them.

/**
 * Parses a document. The type parameter is not checked.
 * Never use it for text from outside, which must be parsed against a schema.
 */
export function readDocument<T>(text: string): T;
export function readDocument(text: string): unknown {
  const document: unknown = JSON.parse(text);
  return document;
}
