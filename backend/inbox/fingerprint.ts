import { toBase64url } from 'backend/inbox/base64url';

/**
 * A short name for a text that cannot be turned back into it: 128 bits of SHA-256, 22 characters of
 * base64url. What is kept between calls is kept by such names.
 */
export async function fingerprint(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return toBase64url(digest).slice(0, 22);
}
