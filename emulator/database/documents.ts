// Documents: the JSON text that tables keep beside their indexed columns. Leaves out schemas: what is read was written here.

/**
 * Reads a document that this emulator wrote itself, as the shape it was written in.
 * Text from outside is never read with this: it is parsed against a schema.
 */
export function readDocument<T>(text: string): T;
export function readDocument(text: string): unknown {
  const document: unknown = JSON.parse(text);
  return document;
}
