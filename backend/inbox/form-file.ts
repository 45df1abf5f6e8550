import { defined } from 'backend/inbox/defined';
import { cut } from 'backend/inbox/preview-text';
import { toName, toPrintable } from 'public/inbox-input';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import type { File, Image } from 'public/inbox-shapes';

/**
 * Turns what Wix's upload button answers into a picture or file of a message.
 *
 * The page chooses which of the site's uploaded files it is; the address that the business opens is
 * built here. That documents are served from docs.wixstatic.com is assumed.
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
  const filename = toFilename(rest.slice(nameAt + 1));
  if (kind !== 'wix:image') {
    const place = id.startsWith('ugd/') ? id : `ugd/${id}`;
    return { file: { url: `https://docs.wixstatic.com/${place}`, filename } };
  }
  const size = new URLSearchParams(origin);
  return {
    image: defined({
      url: `https://static.wixstatic.com/media/${id}`,
      filename,
      width: toPixels(size.get('originWidth')),
      height: toPixels(size.get('originHeight')),
    }),
  };
}

/** The name of a file, safe to show: a name that turns the direction of writing can hide an `.exe`. */
function toFilename(encoded: string): string {
  let name = encoded;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    // A name that is not percent-encoded is taken as it stands.
  }
  return cut(toName(toPrintable(name, name.length)), MESSAGE_LIMITS.MAX_FILENAME_CHARS) || 'file';
}

function toPixels(digits: string | null): number | undefined {
  return digits !== null && /^[1-9]\d{0,4}$/.test(digits) ? Number(digits) : undefined;
}
