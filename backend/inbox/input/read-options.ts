import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';
import {
  invalidInput,
  unexpectedInput,
  boolean,
  array,
  optional,
  object,
  pattern,
  integer,
  picklist,
  type Reader,
} from 'backend/inbox/input/readers';
import type { InboxSettings } from 'backend/inbox/settings';
import { SITE_FILE, type FormDeclaration } from 'public/inbox-form';
import { toPrintable } from 'public/inbox-input';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import { normalizeLanguage, normalizeName } from 'public/inbox-normalize';
import type {
  ChatOptions,
  ListOptions,
  RecentOptions,
  SendChatOptions,
  SendFormOptions,
  SendOptions,
  SendToOptions,
} from 'public/inbox-shapes';

/** Maximum number of events that `listRecent` returns. */
const MAX_RECENT = 50;
/** At least 22 URL-safe characters, which hold 128 random bits. */
const KEY = /^[A-Za-z0-9_-]{22,64}$/;
/** A language tag as browsers report it: `en`, `de-AT`, `zh-Hant-TW`. */
const language = optional(
  pattern(
    35,
    /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/,
    'a language such as en or de-AT',
    (received) => normalizeLanguage(received) || received,
  ),
);
const cursor = optional(
  pattern(MESSAGE_LIMITS.MAX_CURSOR_CHARS, /^[\x21-\x7e]+$/, 'the cursor of an earlier page'),
);
const attachments = optional(
  array(
    MESSAGE_LIMITS.MAX_ATTACHMENTS,
    pattern(MESSAGE_LIMITS.MAX_URL_CHARS, SITE_FILE, 'a file uploaded to this site'),
  ),
);
const idempotencyKey = optional(readKey);
const ticket = optional(
  pattern(MESSAGE_LIMITS.MAX_TICKET_CHARS, /^[A-Za-z0-9_-]{60,}$/, 'a ticket of openForm'),
);
const captchaToken = optional(
  pattern(MESSAGE_LIMITS.MAX_CAPTCHA_CHARS, /^[\x21-\x7e]+$/, 'the token of a CAPTCHA element'),
);

/**
 * Validates the options of `sendMinimalMessage`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export const readSendOptions = options<SendOptions>(
  object({ idempotencyKey, language, captchaToken }),
);

/**
 * Validates the options of `sendBasicMessage`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export const readSendChatOptions = options<SendChatOptions>(
  object({ idempotencyKey, language, captchaToken, attachments }),
);

/**
 * Validates the options of `sendFormData`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export function readSendFormOptions(input: unknown): SendFormOptions {
  const read = readAllFormOptions(input);
  if (read.ticket === undefined || read.idempotencyKey === undefined) return read;
  throw invalidInput('options.idempotencyKey', 'The ticket is the key: leave this out.');
}

const readAllFormOptions = options<SendFormOptions>(
  object({ idempotencyKey, language, captchaToken, form: optional(readName), ticket }),
);

/**
 * Validates the options of `sendMessageTo`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export const readSendToOptions = options<SendToOptions>(
  object({
    idempotencyKey,
    notify: optional(boolean),
    channel: optional(picklist('CHAT', 'EMAIL', 'SMS')),
  }),
);

/**
 * Validates the options of `listAllMessages`.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export const readListOptions = options<ListOptions>(
  object({ limit: optional(integer(MESSAGE_LIMITS.MAX_PAGE)), cursor }),
);

/**
 * Validates the options of `listMessages`.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export const readChatOptions = options<ChatOptions>(object({ cursor, language }));

/**
 * Validates the options of `listRecent`.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export const readRecentOptions = options<RecentOptions>(
  object({ limit: optional(integer(MAX_RECENT)) }),
);

/** Validates the name of a form or activity. The caller checks that it is declared. */
export function readName(input: unknown, path: string): string {
  if (typeof input !== 'string') throw unexpectedInput(path, 'a name', input);
  return normalizeName(input);
}

/** Returns the declared name that is equal to a name from `readName`, and what it declares. */
export function findDeclared<Declaration>(
  declared: Readonly<Record<string, Declaration>>,
  name: string,
): readonly [name: string, declaration: Declaration] | undefined {
  return Object.entries(declared).find(([key]) => normalizeName(key) === name);
}

/**
 * Validates the name of a form and returns its declaration. Default: `default`.
 *
 * @throws {InboxError} INVALID_INPUT, UNKNOWN_FORM.
 */
export function readForm(
  { forms }: Pick<InboxSettings, 'forms'>,
  input: unknown,
  path: string,
): { readonly name: string; readonly declaration: FormDeclaration } {
  const name = input === undefined ? 'default' : readName(input, path);
  const [declaredName, declaration] = findDeclared(forms, name) ?? [];
  if (declaredName !== undefined && declaration) return { name: declaredName, declaration };
  throw invalidInput(path, `No form "${toPrintable(name)}" is declared.`, 'UNKNOWN_FORM');
}

/** Accepts `null` as no options: a page's `undefined` arrives as `null`, since JSON arrays have no `undefined`. */
function options<Options>(read: Reader<Options>): (input: unknown) => Options {
  return (input) => read(input ?? {}, 'options');
}

/** Validates an idempotency key. Invalid keys return INVALID_KEY. */
function readKey(input: unknown, path: string): string {
  if (typeof input === 'string' && KEY.test(input)) return input;
  const error = unexpectedInput(path, '22 to 64 letters, digits, "-" or "_"', input);
  throw new InboxError('INVALID_KEY', omitUndefined({ fields: error.fields }));
}
