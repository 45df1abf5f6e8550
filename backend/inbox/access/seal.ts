import { fromBase64url, toBase64url, toBytes } from 'backend/inbox/access/base64url';
import type { Key } from 'backend/inbox/access/secret';
import { webCrypto } from 'backend/inbox/web-crypto';

/** What a sealed text is used for. A text of one type cannot be used as the other. */
export type SealType = 'inbox-cursor-1' | 'inbox-ticket-1';

const NONCE_BYTES = 12;
const KEY_ID_CHARS = 6;

/**
 * Encrypts and authenticates a text (AES-256-GCM with a random 96-bit nonce). Returns the key's id and base64url: 44
 * characters and 4 for every 3 bytes of the text.
 */
export async function seal(key: Key, type: SealType, text: string): Promise<string> {
  const iv = webCrypto().getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await webCrypto().subtle.encrypt(toAlgorithm(iv, type), key.cipher, toBytes(text));
  return key.id + toBase64url(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}

/** Returns the id of the key that a text was sealed with. */
export function keyIdOf(sealed: string): string {
  return sealed.slice(0, KEY_ID_CHARS);
}

/** Decrypts a sealed JSON value. Returns `undefined` if it was changed, or was sealed with another key or type. */
export async function unseal(key: Key, type: SealType, sealed: string): Promise<unknown> {
  const bytes = fromBase64url(sealed.slice(KEY_ID_CHARS));
  if (!bytes) return undefined;
  const algorithm = toAlgorithm(bytes.slice(0, NONCE_BYTES), type);
  try {
    const content = await webCrypto().subtle.decrypt(
      algorithm,
      key.cipher,
      bytes.slice(NONCE_BYTES),
    );
    const value: unknown = JSON.parse(new TextDecoder().decode(content));
    return value;
  } catch {
    // All invalid texts have the same result.
    return undefined;
  }
}

/** The type is the additional authenticated data: it separates the uses of one key. */
function toAlgorithm(iv: Uint8Array<ArrayBuffer>, type: SealType) {
  return { name: 'AES-GCM', iv, additionalData: toBytes(type) };
}
