import { omitUndefined } from 'backend/inbox/omit-undefined';
import { truncate } from 'backend/inbox/messaging/preview-text';
import { toPrintable } from 'public/inbox-input';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import { normalizeName } from 'public/inbox-normalize';
import type { File, Image } from 'public/inbox-shapes';

/**
 * Converts a URL from Wix's upload button into the image or file of a message.
 *
 * The URL is built here from the media id, so it always points to Wix's servers. A media id does not identify the
 * site that it belongs to. The id is sent beside the URL, because Wix says that a message's URL is valid for 10 hours.
 * Assumes that docs.wixstatic.com serves documents, and that the id of a document is its path without `ugd/`.
 *
 * @param wixUrl - `wix:image://v1/<id>/<name>#originWidth=<px>&originHeight=<px>` or
 *   `wix:document://v1/<id>/<name>`, as `checkForm` allows them.
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/upload-button/upload-files
 */
export function toMedia(wixUrl: string): { readonly image: Image } | { readonly file: File } {
  const [location = '', origin = ''] = wixUrl.split('#');
  const [kind = '', rest = ''] = location.split('://v1/');
  const slash = rest.lastIndexOf('/');
  const id = rest.slice(0, slash);
  const filename = toFilename(rest.slice(slash + 1), id);
  if (kind !== 'wix:image') {
    const path = id.startsWith('ugd/') ? id : `ugd/${id}`;
    return {
      file: { _id: path.slice('ugd/'.length), url: `https://docs.wixstatic.com/${path}`, filename },
    };
  }
  const size = new URLSearchParams(origin);
  return {
    image: omitUndefined({
      _id: id,
      url: `https://static.wixstatic.com/media/${id}`,
      filename,
      width: toPixels(size.get('originWidth')),
      height: toPixels(size.get('originHeight')),
    }),
  };
}

/**
 * Returns a safe file name: no control or bidi characters, which could hide an `.exe`, no path, and the extension of the
 * stored file, because the page chooses the name and the business opens the stored file.
 */
function toFilename(encoded: string, id: string): string {
  let name = encoded;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    // The name is not percent-encoded.
  }
  name = normalizeName(toPrintable(name, name.length)).replace(/[/\\]/g, '_') || 'file';
  const extension = /\.[\da-z]+$/i.exec(id)?.[0] ?? '';
  return name.toLowerCase().endsWith(extension.toLowerCase())
    ? truncate(name, MESSAGE_LIMITS.MAX_FILENAME_CHARS)
    : truncate(name, MESSAGE_LIMITS.MAX_FILENAME_CHARS - extension.length) + extension;
}

function toPixels(digits: string | null): number | undefined {
  return digits !== null && /^[1-9]\d{0,4}$/.test(digits) ? Number(digits) : undefined;
}
