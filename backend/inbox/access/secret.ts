import { fromBase64url, toBase64url, toBytes } from 'backend/inbox/access/base64url';
import { InboxError } from 'backend/inbox/error';
import { parseJson } from 'backend/inbox/input/parse-json';
import { readTextAt } from 'backend/inbox/input/read-path';
import type { LogOnce } from 'backend/inbox/log';
import { webCrypto } from 'backend/inbox/web-crypto';
import type { Wix } from 'backend/inbox/wix/port';

/** The name of the secret in Wix's Secrets Manager. `npm run secret` prints a value for it. */
export const SECRET_NAME = 'InboxKeys';

/** Creates a value for the secret, with a new random key. */
export function createSecretValue(): string {
  return JSON.stringify({ current: toBase64url(webCrypto().getRandomValues(new Uint8Array(32))) });
}

/** One key of the secret. */
export interface Key {
  /** Six characters that identify the key and reveal nothing about it. */
  readonly id: string;
  /** Signs a text with HMAC-SHA-256. Returns base64url. */
  sign(text: string): Promise<string>;
  /** A derived key for AES-256-GCM. */
  readonly cipher: Awaited<ReturnType<typeof toCipher>>;
}

/** The site's keys, cached per container. */
export interface Keys {
  /** Returns the current key, then the previous one. Empty if the site has no secret. Cached for ten minutes. */
  shared(): Promise<readonly Key[]>;
  /** Same as `shared`, but reloads the secret, at most once a minute. */
  refreshed(): Promise<readonly Key[]>;
  /** Returns the key with an id, of `shared` or, if another container may know a newer one, of `refreshed`. */
  find(id: string): Promise<Key | undefined>;
  /** Returns a random key that exists only in this container. */
  ofContainer(): Promise<Key>;
}

const CACHE_MS = 10 * 60 * 1000;
/** Milliseconds until the secret is read again after a failure. */
const RETRY_MS = 60 * 1000;

/** Creates the cache of the site's secret. An invalid secret is logged once and treated as missing. */
export function createKeys({
  wix,
  now,
  logOnce,
}: {
  readonly wix: Pick<Wix, 'secret'>;
  readonly now: () => number;
  readonly logOnce: LogOnce;
}): Keys {
  let cached: Promise<readonly Key[]> = Promise.resolve([]);
  let cachedUntil = 0;
  let nextRefresh = 0;
  let containerKey: Promise<Key> | undefined;

  function shared(): Promise<readonly Key[]> {
    if (now() < cachedUntil) return cached;
    const previous = cached;
    cachedUntil = now() + CACHE_MS;
    cached = readKeys(wix).catch((error: unknown) => {
      cachedUntil = now() + RETRY_MS;
      logOnce(`Failed to read the secret ${SECRET_NAME}`, error);
      return previous;
    });
    return cached;
  }

  function refreshed(): Promise<readonly Key[]> {
    if (now() >= nextRefresh) {
      nextRefresh = now() + RETRY_MS;
      cachedUntil = 0;
    }
    return shared();
  }

  return {
    shared,
    refreshed,
    async find(id) {
      const hasId = (key: Key) => key.id === id;
      return (await shared()).find(hasId) ?? (await refreshed()).find(hasId);
    },
    ofContainer: () => (containerKey ??= toKey(webCrypto().getRandomValues(new Uint8Array(32)))),
  };
}

/**
 * Reads the keys from the site's secret: `{ "current": <32 bytes as base64url>, "previous"?: ... }`.
 *
 * @throws {InboxError} UNEXPECTED if the secret is malformed; or the code of the failed Wix call.
 */
export async function readKeys(wix: Pick<Wix, 'secret'>): Promise<readonly Key[]> {
  const secret = await wix.secret(SECRET_NAME);
  if (secret === undefined) return [];
  const value = parseJson(secret);
  const texts = ['current', 'previous'].map((name) => readTextAt(value, name));
  const keys = texts.map((text) => (text === undefined ? undefined : fromBase64url(text)));
  const [current, previous] = keys;
  if (current?.length !== 32 || (texts[1] !== undefined && previous?.length !== 32)) {
    throw new InboxError('UNEXPECTED', {
      wixFailure: { operation: 'secret', cause: 'MALFORMED', nothingDone: true },
    });
  }
  return Promise.all([current, ...(previous ? [previous] : [])].map(toKey));
}

async function toKey(bytes: Uint8Array<ArrayBuffer>): Promise<Key> {
  const hash = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webCrypto().subtle.importKey('raw', bytes, hash, false, ['sign']);
  const sign = (text: string) => webCrypto().subtle.sign('HMAC', key, toBytes(text));
  return {
    id: toBase64url(await sign('inbox-key-id')).slice(0, 6),
    sign: async (text) => toBase64url(await sign(text)),
    cipher: await toCipher(await sign('inbox-cursor-1')),
  };
}

function toCipher(bytes: ArrayBuffer) {
  return webCrypto().subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
