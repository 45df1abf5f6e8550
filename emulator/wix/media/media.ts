// Emulates the files of Wix's Media Manager that were uploaded on the pages of this emulator. Not emulated: folders,
// conversions, and the files of Wix's own servers.
import type { DatabaseContext } from '../core/context.ts';

/** The id that the emulator's upload button gives to a file. It ends with the extension of the file's name. */
export const MEDIA_ID_PATTERN = /^local_[\da-f]{32}(?:~mv2)?(?:\.[a-z\d]{1,5})?$/;
/** The largest file that can be uploaded, in bytes. Wix's limit for images. @see https://support.wix.com/en/article/wix-media-supported-media-file-types-and-file-sizes */
export const MEDIA_MAX_BYTES = 25 * 1024 * 1024;

/** Stores an uploaded file. Call it inside a transaction. @param content the file as base64 */
export function writeMedia({ database }: DatabaseContext, id: string, content: string): void {
  database.run('insert or replace into media (id, content) values (?, ?)', id, content);
}

/** Reads an uploaded file; undefined if the emulator does not have it. */
export function readMedia({ database }: DatabaseContext, id: string): Buffer | undefined {
  const row = database.get<{ readonly content: string }>(
    'select content from media where id = ?',
    id,
  );
  return row && Buffer.from(row.content, 'base64');
}
