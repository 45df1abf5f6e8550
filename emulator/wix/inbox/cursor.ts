// Emulates Inbox's paging cursors, opaque to callers: the last sequence and the view it belongs to. Not emulated:
// expiry.
import * as v from 'valibot';
import { WixApiError } from '../core/wix-error.ts';

const Cursor = v.tuple([v.pipe(v.number(), v.safeInteger()), v.string()]);

/** Creates the cursor of the page after a sequence. `view` is visibility and order, which must not change between pages. */
export function toCursor(sequence: number, view: string): string {
  return Buffer.from(JSON.stringify([sequence, view])).toString('base64url');
}

/**
 * Reads the sequence of a cursor.
 * @throws {WixApiError} 400 INVALID_CURSOR (assumed) if the cursor is malformed or belongs to another view
 */
export function readCursor(cursor: string, view: string): number {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    decoded = undefined;
  }
  const parsed = v.safeParse(Cursor, decoded);
  if (!parsed.success || parsed.output[1] !== view) {
    throw new WixApiError(
      400,
      'INVALID_CURSOR',
      'The cursor is malformed or belongs to a list with another visibility or order',
    );
  }
  return parsed.output[0];
}
