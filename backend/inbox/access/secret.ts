import { fromBase64url, toBase64url, toBytes } from 'backend/inbox/access/base64url';
import { InboxError } from 'backend/inbox/error';
import { logOnce, type LogOnce } from 'backend/inbox/log';
import { readTextAt } from 'backend/inbox/input/read-path';
import type { Wix } from 'backend/inbox/wix/port';

/** The secret's name in Wix's Secrets Manager; `npm run secret` prints a value for it. */
export const SECRET_NAME = 'InboxKeys';

/** A key: it signs, and what is derived from it seals. */
export interface Key {
  /** Six characters that tell keys apart, and nothing else about them. */
  readonly id: string;
  /** HMAC-SHA-256, as base64url. */
  sign(text: string): Promise<string>;
  /** For AES-256-GCM. */
  readonly cipher: Awaited<ReturnType<typeof toCipher>>;
}

/** The keys of this site, as this container knows them. */
export interface Keys {
  /** The current key, then the previous one; none where the site has no secret. */
  shared(): Promise<readonly Key[]>;
  /** As `shared`, asked anew, at most once a minute: the secret may have been changed. */
  asked(): Promise<readonly Key[]>;
  /** A random key that this container alone has. */
  own(): Promise<Key>;
}

/** How long the secret is kept, and how long it is not asked for again when it could not be had. In ms. */
const KEPT_MS = 10 * 60 * 1000;
const PAUSE_MS = 60 * 1000;

/** Keeps the site's secret in memory for ten minutes. Whatever is wrong with it is logged once, and is no key. */
export function createKeys({
  wix,
  now,
  ...once
}: LogOnce & { readonly wix: Pick<Wix, 'secret'>; readonly now: () => number }): Keys {
  let found: Promise<readonly Key[]> = Promise.resolve([]);
  let keptUntil = 0;
  let askedUntil = 0;
  let own: Promise<Key> | undefined;

  function shared(): Promise<readonly Key[]> {
    if (now() < keptUntil) return found;
    const before = found;
    keptUntil = now() + KEPT_MS;
    found = readKeys(wix).catch((error: unknown) => {
      keptUntil = now() + PAUSE_MS;
      logOnce(once, `read the secret ${SECRET_NAME}`, error);
      return before;
    });
    return found;
  }

  return {
    shared,
    asked() {
      if (now() >= askedUntil) {
        askedUntil = now() + PAUSE_MS;
        keptUntil = 0;
      }
      return shared();
    },
    own: () => (own ??= toKey(crypto.getRandomValues(new Uint8Array(32)))),
  };
}

/**
 * Reads the keys from the site's secret: `{ "current": <32 bytes as base64url>, "previous"?: ... }`.
 *
 * @throws {InboxError} what Wix refused with; UNEXPECTED if the secret is something else.
 */
export async function readKeys(wix: Pick<Wix, 'secret'>): Promise<readonly Key[]> {
  const secret = await wix.secret(SECRET_NAME);
  if (secret === undefined) return [];
  const value = parse(secret);
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

function parse(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return value;
  } catch {
    return undefined;
  }
}

async function toKey(bytes: Uint8Array<ArrayBuffer>): Promise<Key> {
  const hash = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, hash, false, ['sign']);
  const sign = (text: string) => crypto.subtle.sign('HMAC', key, toBytes(text));
  return {
    id: toBase64url(await sign('inbox-key-id')).slice(0, 6),
    sign: async (text) => toBase64url(await sign(text)),
    cipher: await toCipher(await sign('inbox-cursor-1')),
  };
}

function toCipher(bytes: ArrayBuffer) {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
