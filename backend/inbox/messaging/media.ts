import { omitUndefined } from 'backend/inbox/omit-undefined';
import { cut } from 'backend/inbox/messaging/preview-text';
import { toName, toPrintable } from 'public/inbox-input';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import type { File, Image } from 'public/inbox-shapes';

/**
 * Turns what Wix's upload button answers into a picture or file of a message.
 *
 * The page chooses which file on Wix's media servers it is (an id does not say of which site); the address
 * that the business opens is built here. That documents are served from docs.wixstatic.com is assumed.
 *
 * @param address - `wix:image://v1/<id>/<name>#originWidth=<px>&originHeight=<px>` or
 *   `wix:document://v1/<id>/<name>`, as `checkForm` lets through.
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/upload-button/upload-files
 */
export function toMedia(address: string): { readonly image: Image } | { readonly file: File } {
  const [path = '', origin = ''] = address.split('#');
  const [kind = '', rest = ''] = path.split('://v1/');
  const nameAt = rest.lastIndexOf('/');
  const id = rest.slice(0, nameAt);
  const filename = toFilename(rest.slice(nameAt + 1), id);
  if (kind !== 'wix:image') {
    const place = id.startsWith('ugd/') ? id : `ugd/${id}`;
    return { file: { url: `https://docs.wixstatic.com/${place}`, filename } };
  }
  const size = new URLSearchParams(origin);
  return {
    image: omitUndefined({
      url: `https://static.wixstatic.com/media/${id}`,
      filename,
      width: toPixels(size.get('originWidth')),
      height: toPixels(size.get('originHeight')),
    }),
  };
}

/**
 * The name of a file, safe to show: a name that turns the direction of writing can hide an `.exe`. It ends
 * as the id does, since the page chooses the name, and what opens is the id's file.
 */
function toFilename(encoded: string, id: string): string {
  let name = encoded;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    // A name that is not percent-encoded is taken as it stands.
  }
  name = toName(toPrintable(name, name.length)) || 'file';
  const ending = /\.[\da-z]+$/i.exec(id)?.[0] ?? '';
  return name.toLowerCase().endsWith(ending.toLowerCase())
    ? cut(name, MESSAGE_LIMITS.MAX_FILENAME_CHARS)
    : cut(name, MESSAGE_LIMITS.MAX_FILENAME_CHARS - ending.length) + ending;
}

function toPixels(digits: string | null): number | undefined {
  return digits !== null && /^[1-9]\d{0,4}$/.test(digits) ? Number(digits) : undefined;
}
