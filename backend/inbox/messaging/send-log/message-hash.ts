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
      readTextAt(item, 'image', 'url'),
      readTextAt(item, 'file', 'url'),
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

function readArray(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = readPath(value, ...path);
  return Array.isArray(found) ? found : [];
}
