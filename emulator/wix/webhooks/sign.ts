// Signs what a webhook sends: a JSON Web Token by RS256. Tests can ask for tokens that a receiver must refuse.
import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { SignJWT } from 'jose';

/** The lifetime of a token in seconds, as in the sample of Wix's documentation. */
const LIFETIME_S = 300_000;

/**
 * The forms of a token: `valid`, and those that a receiver must refuse. `expired` was issued in 1970, `tampered` has
 * other contents than were signed, and `other-key` is signed with the key of no app.
 */
export const TOKEN_FORMS = ['valid', 'expired', 'tampered', 'other-key'] as const;
/** Type of {@link TOKEN_FORMS}. */
export type TokenForm = (typeof TOKEN_FORMS)[number];

/**
 * Signs a webhook's envelope. Returns the body of the request: the token in compact form.
 *
 * @param privateKey the key with which Wix signs for this app: PEM, PKCS #8, RSA
 * @see https://dev.wix.com/docs/build-apps/build-your-app/authentication/verify-wix-requests the claims: data, iat, exp
 */
export async function signEnvelope(
  envelope: string,
  { privateKey, now, form }: { privateKey: string; now: Date; form: TokenForm },
): Promise<string> {
  const issuedAt = form === 'expired' ? 0 : Math.floor(now.getTime() / 1000);
  const key = form === 'other-key' ? await otherKey() : createPrivateKey(privateKey);
  const token = await new SignJWT({ data: envelope })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_S)
    .sign(key);
  return form === 'tampered' ? tamper(token) : token;
}

let generatedKey: Promise<KeyObject> | undefined;

/** Returns a key that belongs to no app. It is generated once. */
function otherKey(): Promise<KeyObject> {
  generatedKey ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(
    ({ privateKey }) => privateKey,
  );
  return generatedKey;
}

/** Changes the time at which a token was issued, and keeps its signature. */
function tamper(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = Buffer.from(payload, 'base64url')
    .toString()
    .replace(/"iat":(\d+)/, '"iat":1$1');
  return [header, Buffer.from(claims).toString('base64url'), signature].join('.');
}
