import { fromBase64url, toBase64url, toBytes } from 'backend/inbox/access/base64url';
import type { InboxContext } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';

/** The content of an encrypted cursor. */
export interface Cursor {
  /** Wix's paging cursor. */
  readonly cursor: string;
  readonly conversationId: string;
  /** `member:<id>` or `visitor:<id>`. */
  readonly callerKey: string;
}

type CursorContext = Pick<InboxContext, 'keys' | 'now'>;

const VALID_MS = 10 * 60 * 1000;
const NONCE_BYTES = 12;
const KEY_ID_CHARS = 6;
/** Additional authenticated data of AES-GCM: separates cursors from other uses of the key. */
const CURSOR_TYPE = 'inbox-cursor-1';

/**
 * Encrypts and authenticates a cursor for the page (AES-256-GCM), valid for ten minutes. The key is the site's
 * secret, or the container's own key if the site has no secret.
 */
export async function sealCursor(
  { keys, now }: CursorContext,
  { cursor, conversationId, callerKey }: Cursor,
): Promise<string> {
  const [key = await keys.ofContainer()] = await keys.shared();
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const text = JSON.stringify([cursor, conversationId, callerKey, now() + VALID_MS]);
  const sealed = await crypto.subtle.encrypt(toAlgorithm(iv), key.cipher, toBytes(text));
  return key.id + toBase64url(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}

/**
 * Decrypts a cursor. Does not check who sent it: the caller of this function must compare `callerKey` and
 * `conversationId`.
 *
 * If the cursor's key is unknown, the secret is read again, at most once a minute.
 *
 * @throws {InboxError} CURSOR_EXPIRED for any invalid or expired cursor.
 */
export async function openCursor({ keys, now }: CursorContext, sealed: string): Promise<Cursor> {
  const id = sealed.slice(0, KEY_ID_CHARS);
  const hasId = (key: { readonly id: string }) => key.id === id;
  const key =
    [await keys.ofContainer(), ...(await keys.shared())].find(hasId) ??
    (await keys.refreshed()).find(hasId);
  const bytes = fromBase64url(sealed.slice(KEY_ID_CHARS));
  if (!key || !bytes) throw new InboxError('CURSOR_EXPIRED');
  const algorithm = toAlgorithm(bytes.slice(0, NONCE_BYTES));
  try {
    const content = await crypto.subtle.decrypt(algorithm, key.cipher, bytes.slice(NONCE_BYTES));
    const value: unknown = JSON.parse(new TextDecoder().decode(content));
    if (isContent(value) && value[3] > now()) {
      const [cursor, conversationId, callerKey] = value;
      return { cursor, conversationId, callerKey };
    }
  } catch {
    // Invalid and expired cursors return the same error.
  }
  throw new InboxError('CURSOR_EXPIRED');
}

function toAlgorithm(iv: Uint8Array<ArrayBuffer>) {
  return { name: 'AES-GCM', iv, additionalData: toBytes(CURSOR_TYPE) };
}

function isContent(value: unknown): value is [string, string, string, number] {
  return Array.isArray(value) && typeof value[3] === 'number';
}
