import { defined } from 'backend/inbox/defined';
import { InboxError } from 'backend/inbox/inbox-error';
import {
  expect,
  flag,
  properties,
  textLike,
  upTo,
  word,
  type Properties,
} from 'backend/inbox/read-input';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import type {
  ChatOptions,
  ListOptions,
  RecentOptions,
  SendFormOptions,
  SendOptions,
  SendToOptions,
} from 'public/inbox-shapes';

/** Entries that `listRecent` answers at once. */
const MAX_RECENT = 50;
/** Long enough for 128 random bits, and nothing that could be anything but a key. */
const KEY = /^[A-Za-z0-9_-]{22,64}$/;
/** A language tag as browsers give it: `en`, `de-AT`, `zh-Hant-TW`. */
const language = textLike(
  35,
  /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/,
  'a language such as en or de-AT',
);
const cursor = textLike(
  MESSAGE_LIMITS.MAX_CURSOR_CHARS,
  /^[\x21-\x7e]+$/,
  'the cursor of an earlier page',
);

/**
 * Reads the options of `sendBasicMessage` and `sendMinimalMessage`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export function readSendOptions(options: unknown): SendOptions {
  const given = read(options, ['idempotencyKey', 'language']);
  return defined({ language: given.maybe('language', language), idempotencyKey: readKey(given) });
}

/**
 * Reads the options of `sendFormData`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export function readSendFormOptions(options: unknown): SendFormOptions {
  const given = read(options, ['idempotencyKey', 'language', 'form']);
  return defined({
    form: given.maybe('form', readName),
    language: given.maybe('language', language),
    idempotencyKey: readKey(given),
  });
}

/**
 * Reads the options of `sendMessageTo`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export function readSendToOptions(options: unknown): SendToOptions {
  const given = read(options, ['idempotencyKey', 'notify', 'channel']);
  return defined({
    notify: given.maybe('notify', flag),
    channel: given.maybe('channel', word('CHAT', 'EMAIL', 'SMS')),
    idempotencyKey: readKey(given),
  });
}

/**
 * Reads the options of `listAllMessages`.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readListOptions(options: unknown): ListOptions {
  const given = read(options, ['limit', 'cursor']);
  return defined({
    limit: given.maybe('limit', upTo(MESSAGE_LIMITS.MAX_PAGE)),
    cursor: given.maybe('cursor', cursor),
  });
}

/**
 * Reads the options of `listMessages`.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readChatOptions(options: unknown): ChatOptions {
  const given = read(options, ['cursor', 'language']);
  return defined({
    cursor: given.maybe('cursor', cursor),
    language: given.maybe('language', language),
  });
}

/**
 * Reads the options of `listRecent`.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readRecentOptions(options: unknown): RecentOptions {
  return defined({ limit: read(options, ['limit']).maybe('limit', upTo(MAX_RECENT)) });
}

/** Reads the name of something that is declared; whether it is declared is asked elsewhere. */
export function readName(input: unknown, path: string): string {
  if (typeof input !== 'string') throw expect(path, 'a name', input);
  return input;
}

/** A page that gives no options sends `null` for them: JSON has no `undefined` in a list. */
function read<Key extends string>(options: unknown, keys: readonly Key[]): Properties<Key> {
  return properties(options ?? {}, 'options', keys);
}

/** A faulty key has a code of its own. */
function readKey(options: Properties<'idempotencyKey'>): string | undefined {
  return options.maybe('idempotencyKey', (input, path) => {
    if (typeof input === 'string' && KEY.test(input)) return input;
    const error = expect(path, '22 to 64 letters, digits, "-" or "_"', input);
    throw new InboxError('INVALID_KEY', defined({ fields: error.fields }));
  });
}
