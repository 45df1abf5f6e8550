// Inbox's paging cursors: opaque to callers, here the last sequence and the view it belongs to. Leaves out their expiry.
import * as v from 'valibot';
import { WixApiError } from '../core/wix-error.ts';

const Cursor = v.tuple([v.pipe(v.number(), v.safeInteger()), v.string()]);

/** Makes the cursor that goes on behind a sequence. `view` is visibility and order, which must stay the same on all pages. */
export function toCursor(sequence: number, view: string): string {
  return Buffer.from(JSON.stringify([sequence, view])).toString('base64url');
}

/**
 * Reads a cursor.
 * @throws {WixApiError} 400 INVALID_CURSOR (assumed) if it is not one of ours or belongs to another view
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
    throw new WixApiError(400, 'INVALID_CURSOR', 'The cursor does not belong to this list');
  }
  return parsed.output[0];
}
