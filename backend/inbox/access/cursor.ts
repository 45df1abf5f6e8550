import { fromBase64url, toBase64url, toBytes } from 'backend/inbox/access/base64url';
import { InboxError } from 'backend/inbox/error';
import type { InboxContext } from 'backend/inbox/context';

/** Where a page of a conversation ends, and who may read on from there. */
export interface Cursor {
  /** Wix's. */
  readonly cursor: string;
  readonly conversationId: string;
  /** `member:<id>` or `visitor:<id>`. */
  readonly subject: string;
}

const VALID_MS = 10 * 60 * 1000;
const NONCE_BYTES = 12;
const KEY_ID_CHARS = 6;
/** Says what was sealed, so that nothing else that is sealed by the same key opens as this. */
const KIND = 'inbox-cursor-1';

/**
 * Seals a cursor for the page: encrypted and authenticated (AES-256-GCM), for ten minutes, with the
 * site's secret, or with a key of this container where the site has none.
 */
export async function sealCursor(
  { keys, now }: InboxContext,
  { cursor, conversationId, subject }: Cursor,
): Promise<string> {
  const [key = await keys.own()] = await keys.shared();
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const text = JSON.stringify([cursor, conversationId, subject, now() + VALID_MS]);
  const sealed = await crypto.subtle.encrypt(toAlgorithm(iv), key.cipher, toBytes(text));
  return key.id + toBase64url(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}

/**
 * Opens a cursor. It says nothing about who holds it: compare its subject and conversation.
 *
 * Nothing of Inbox is called; the secret is asked for anew, at most once a minute, where the seal is
 * of an unknown key.
 *
 * @throws {InboxError} CURSOR_EXPIRED, whatever is wrong with it.
 */
export async function openCursor({ keys, now }: InboxContext, sealed: string): Promise<Cursor> {
  const id = sealed.slice(0, KEY_ID_CHARS);
  const isMeant = (key: { readonly id: string }) => key.id === id;
  const key =
    [await keys.own(), ...(await keys.shared())].find(isMeant) ??
    (await keys.asked()).find(isMeant);
  const bytes = fromBase64url(sealed.slice(KEY_ID_CHARS));
  if (!key || !bytes) throw new InboxError('CURSOR_EXPIRED');
  const algorithm = toAlgorithm(bytes.slice(0, NONCE_BYTES));
  try {
    const content = await crypto.subtle.decrypt(algorithm, key.cipher, bytes.slice(NONCE_BYTES));
    const value: unknown = JSON.parse(new TextDecoder().decode(content));
    if (isContent(value) && value[3] > now()) {
      const [cursor, conversationId, subject] = value;
      return { cursor, conversationId, subject };
    }
  } catch {
    // A seal that does not open and one that is too old are the same to whoever holds them.
  }
  throw new InboxError('CURSOR_EXPIRED');
}

function toAlgorithm(iv: Uint8Array<ArrayBuffer>) {
  return { name: 'AES-GCM', iv, additionalData: toBytes(KIND) };
}

function isContent(value: unknown): value is [string, string, string, number] {
  return Array.isArray(value) && typeof value[3] === 'number';
}
