import { keyIdOf, seal, unseal } from 'backend/inbox/access/seal';
import type { InboxContext } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';
import { findWebCrypto } from 'backend/inbox/web-crypto';

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

/**
 * Encrypts and authenticates a cursor for the page (AES-256-GCM), valid for ten minutes. The key is the site's
 * secret, or the container's own key if the site has no secret. Returns `undefined` without WebCrypto: the page then
 * offers no older messages.
 */
export async function sealCursor(
  { keys, now }: CursorContext,
  { cursor, conversationId, callerKey }: Cursor,
): Promise<string | undefined> {
  if (findWebCrypto().source === 'none') return undefined;
  const [key = await keys.ofContainer()] = await keys.shared();
  const text = JSON.stringify([cursor, conversationId, callerKey, now() + VALID_MS]);
  return seal(key, 'inbox-cursor-1', text);
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
  const id = keyIdOf(sealed);
  const own = await keys.ofContainer();
  const key = own.id === id ? own : await keys.find(id);
  const value = key && (await unseal(key, 'inbox-cursor-1', sealed));
  if (!isContent(value) || value[3] <= now()) throw new InboxError('CURSOR_EXPIRED');
  const [cursor, conversationId, callerKey] = value;
  return { cursor, conversationId, callerKey };
}

function isContent(value: unknown): value is [string, string, string, number] {
  return Array.isArray(value) && typeof value[3] === 'number';
}
