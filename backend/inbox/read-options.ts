import { defined } from 'backend/inbox/defined';
import { InboxError } from 'backend/inbox/inbox-error';
import {
  expect,
  flag,
  list,
  maybe,
  shape,
  textLike,
  upTo,
  word,
  type Reader,
} from 'backend/inbox/read-input';
import { SITE_FILE } from 'public/inbox-form';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import type {
  ChatOptions,
  ListOptions,
  RecentOptions,
  SendChatOptions,
  SendFormOptions,
  SendOptions,
  SendToOptions,
} from 'public/inbox-shapes';

/** Entries that `listRecent` answers at once. */
const MAX_RECENT = 50;
/** Long enough for 128 random bits, and nothing that could be anything but a key. */
const KEY = /^[A-Za-z0-9_-]{22,64}$/;
/** A language tag as browsers give it: `en`, `de-AT`, `zh-Hant-TW`. */
const language = maybe(
  textLike(35, /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/, 'a language such as en or de-AT'),
);
const cursor = maybe(
  textLike(MESSAGE_LIMITS.MAX_CURSOR_CHARS, /^[\x21-\x7e]+$/, 'the cursor of an earlier page'),
);
const attachments = maybe(
  list(
    MESSAGE_LIMITS.MAX_ATTACHMENTS,
    textLike(MESSAGE_LIMITS.MAX_URL_CHARS, SITE_FILE, 'a file uploaded to this site'),
  ),
);
const idempotencyKey = maybe(readKey);

/**
 * Reads the options of `sendMinimalMessage`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export const readSendOptions = options<SendOptions>(shape({ idempotencyKey, language }));

/**
 * Reads the options of `sendBasicMessage`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export const readSendChatOptions = options<SendChatOptions>(
  shape({ idempotencyKey, language, attachments }),
);

/**
 * Reads the options of `sendFormData`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export const readSendFormOptions = options<SendFormOptions>(
  shape({ idempotencyKey, language, form: maybe(readName) }),
);

/**
 * Reads the options of `sendMessageTo`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export const readSendToOptions = options<SendToOptions>(
  shape({ idempotencyKey, notify: maybe(flag), channel: maybe(word('CHAT', 'EMAIL', 'SMS')) }),
);

/**
 * Reads the options of `listAllMessages`.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export const readListOptions = options<ListOptions>(
  shape({ limit: maybe(upTo(MESSAGE_LIMITS.MAX_PAGE)), cursor }),
);

/**
 * Reads the options of `listMessages`.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export const readChatOptions = options<ChatOptions>(shape({ cursor, language }));

/**
 * Reads the options of `listRecent`.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export const readRecentOptions = options<RecentOptions>(shape({ limit: maybe(upTo(MAX_RECENT)) }));

/** Reads the name of something that is declared; whether it is declared is asked elsewhere. */
export function readName(input: unknown, path: string): string {
  if (typeof input !== 'string') throw expect(path, 'a name', input);
  return input;
}

/** A page that gives no options sends `null` for them: JSON has no `undefined` in a list. */
function options<Options>(read: Reader<Options>): (input: unknown) => Options {
  return (input) => read(input ?? {}, 'options');
}

/** A faulty key has a code of its own. */
function readKey(input: unknown, path: string): string {
  if (typeof input === 'string' && KEY.test(input)) return input;
  const error = expect(path, '22 to 64 letters, digits, "-" or "_"', input);
  throw new InboxError('INVALID_KEY', defined({ fields: error.fields }));
}
