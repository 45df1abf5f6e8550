import { fingerprint } from 'backend/inbox/access/fingerprint';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import { normalizeText } from 'public/inbox-normalize';

/**
 * Returns a hash of what a message says, the same for a message that is sent and for one that Inbox lists.
 * Properties that Wix adds (preview text, content type, ids) and the spelling of texts do not count.
 */
export function messageHash(message: {
  readonly direction: string;
  readonly visibility: string;
  readonly content: unknown;
}): string {
  const { direction, visibility, content } = message;
  const text = JSON.stringify([direction, visibility, summarize(content)], (_, value: unknown) =>
    typeof value === 'string' ? normalizeText(value) : value,
  );
  return fingerprint(text);
}

function summarize(content: unknown): unknown {
  return {
    items: readArray(content, 'basic', 'items').map((item) => [
      readTextAt(item, 'text'),
      mediaKey(readPath(item, 'image')),
      mediaKey(readPath(item, 'file')),
    ]),
    minimal: ['text', 'url', 'iconUrl'].map((name) => readTextAt(content, 'minimal', name)),
    form: [
      readTextAt(content, 'form', 'title'),
      readTextAt(content, 'form', 'description'),
      readArray(content, 'form', 'fields').map((field) => [
        readTextAt(field, 'name'),
        readTextAt(field, 'value'),
      ]),
    ],
    template: [
      readTextAt(content, 'template', 'title'),
      readTextAt(content, 'template', 'imageUrl'),
      readArray(content, 'template', 'textLines'),
      readArray(content, 'template', 'buttons').map((button) => readTextAt(button, 'label')),
    ],
  };
}

/** Wix hosts uploads under these addresses, followed by the media id. */
const UPLOAD = /^https:\/\/(?:static\.wixstatic\.com\/media|docs\.wixstatic\.com\/ugd)\/([^/?#]+)/;

/** Identifies an image or file by its media id, because Wix renews URLs; by its URL if it has no id. */
function mediaKey(media: unknown): string | undefined {
  const url = readTextAt(media, 'url');
  return readTextAt(media, '_id') ?? UPLOAD.exec(url ?? '')?.[1] ?? url;
}

function readArray(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = readPath(value, ...path);
  return Array.isArray(found) ? found : [];
}
