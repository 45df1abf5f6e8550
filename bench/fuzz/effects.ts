// What a valid payload must cause: the message that the inbox then has.
import { isDeepStrictEqual } from 'node:util';
import { readDocument } from '../../emulator/database/documents.ts';
import type { Database } from '../../emulator/database/database.ts';

/** A message as the emulated Inbox stores it. */
interface StoredMessage {
  readonly content: Readonly<Record<string, unknown>>;
  readonly direction: string;
  readonly visibility: string;
  readonly silent: boolean;
  readonly badges: readonly unknown[];
}

/** The message that a payload must cause. */
export interface ExpectedMessage {
  /** The content without `contentType`. `previewText` is compared if it is given. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly direction: 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT';
  readonly visibility: unknown;
  readonly silent: boolean;
  readonly badges?: unknown;
}

/** Returns the position of the newest message. */
export function newestSequence(database: Database): number {
  const row = database.get<{ readonly n: number | null }>(
    'select max(sequence) as n from messages',
  );
  return row?.n ?? 0;
}

/** Returns what is wrong with the messages after a position: there must be exactly the expected one. */
export function checkMessage(
  database: Database,
  after: number,
  expected: ExpectedMessage,
): string | undefined {
  const rows = database.all<{ readonly document: string }>(
    `select document from messages where sequence > ? and json_extract(document, '$.direction') = '${expected.direction}'`,
    after,
  );
  if (rows.length !== 1) return `${String(rows.length)} messages were stored, expected 1`;
  const stored = readDocument<StoredMessage>(rows[0]?.document ?? '');
  const { contentType: _, previewText, ...content } = stored.content;
  const found = {
    content: 'previewText' in expected.content ? { ...content, previewText } : content,
    direction: stored.direction,
    visibility: stored.visibility,
    silent: stored.silent,
    badges: stored.badges,
  };
  const wanted = normalize({ ...expected, badges: expected.badges ?? [] });
  if (isDeepStrictEqual(found, wanted)) return undefined;
  return describeDifference(JSON.stringify(found), JSON.stringify(wanted));
}

/** Shows two texts around the first place where they differ. */
function describeDifference(found: string, wanted: string): string {
  let place = 0;
  while (place < found.length && found[place] === wanted[place]) place += 1;
  const show = (text: string) => text.slice(Math.max(0, place - 100), place + 200);
  return `stored …${show(found)}…, expected …${show(wanted)}…`;
}

/** Returns a message with its texts as the inbox must have them. An interaction id stays as it is. */
function normalize(value: unknown, key = ''): unknown {
  if (typeof value === 'string' && key !== 'interactionId') {
    const visible = value.replaceAll('\u200b', '');
    const text =
      key === 'filename' ? visible.replaceAll('\u202e', '').replaceAll(/\s+/g, ' ') : visible;
    return text.trim();
  }
  if (Array.isArray(value)) return value.map((item) => normalize(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, normalize(item, name)]),
  );
}

/** Returns the image or file of an attachment. */
export function toAttachment(upload: unknown): object {
  const [kind = '', rest = ''] = String(upload).split('://v1/');
  const [path = '', size = ''] = rest.split('#');
  const filename = path.slice(path.lastIndexOf('/') + 1);
  const id = path.slice(0, path.lastIndexOf('/'));
  if (kind !== 'wix:image') {
    const url = `https://docs.wixstatic.com/${id}`;
    return { file: { id: id.replace('ugd/', ''), url, filename } };
  }
  const dimensions = size === '' ? {} : { width: 20, height: 10 };
  return {
    image: {
      id,
      url: `https://static.wixstatic.com/media/${id}`,
      filename: toFilename(id, filename),
      ...dimensions,
    },
  };
}

/** The file name keeps the extension of the stored file. */
function toFilename(id: string, filename: string): string {
  return filename.endsWith('.png') || !id.endsWith('.png') ? filename : `${filename}.png`;
}
