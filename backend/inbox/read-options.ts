import * as v from 'valibot';
import { readInput } from 'backend/inbox/read-input';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import type { ListOptions, SendFormOptions, SendOptions, SendToOptions } from 'public/inbox-shapes';

/** Long enough for 128 random bits, and nothing that could be anything but a key. */
const KEY = /^[A-Za-z0-9_-]{22,64}$/;
/** A language tag as browsers give it: `en`, `de-AT`, `zh-Hant-TW`. */
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/;

const Key = v.pipe(v.string(), v.regex(KEY, 'Expected 22 to 64 letters, digits, "-" or "_".'));
const Language = v.pipe(
  v.string(),
  v.maxLength(35),
  v.regex(LANGUAGE, 'Expected a language such as en or de-AT.'),
);
const Limit = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MESSAGE_LIMITS.MAX_PAGE));
const Cursor = v.pipe(
  v.string(),
  v.nonEmpty('Expected a cursor, got none.'),
  v.maxLength(MESSAGE_LIMITS.MAX_CURSOR_CHARS),
  v.regex(/^[\x21-\x7e]+$/, 'Expected a cursor of an earlier page.'),
);

const Send = v.strictObject({
  idempotencyKey: v.exactOptional(v.unknown()),
  language: v.exactOptional(Language),
});
const SendForm = v.strictObject({ ...Send.entries, form: v.exactOptional(v.string()) });
const SendTo = v.strictObject({
  idempotencyKey: v.exactOptional(v.unknown()),
  notify: v.exactOptional(v.boolean()),
});
const List = v.strictObject({ limit: v.exactOptional(Limit), cursor: v.exactOptional(Cursor) });

/**
 * Reads the options of `sendBasicMessage` and `sendMinimalMessage`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export function readSendOptions(options: unknown): SendOptions {
  return withKey(readOptions(Send, options));
}

/**
 * Reads the options of `sendFormData`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export function readSendFormOptions(options: unknown): SendFormOptions {
  return withKey(readOptions(SendForm, options));
}

/**
 * Reads the options of `sendMessageTo`.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY.
 */
export function readSendToOptions(options: unknown): SendToOptions {
  return withKey(readOptions(SendTo, options));
}

/**
 * Reads the options of `listAllMessages`.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readListOptions(options: unknown): ListOptions {
  return readOptions(List, options);
}

/** A page that gives no options sends `null` for them: JSON has no `undefined` in a list. */
function readOptions<Schema extends v.GenericSchema>(
  schema: Schema,
  options: unknown,
): v.InferOutput<Schema> {
  return readInput('options', schema, options ?? {});
}

/** A faulty key has a code of its own, after everything else was found right. */
function withKey<Options extends { readonly idempotencyKey?: unknown }>({
  idempotencyKey,
  ...options
}: Options): Omit<Options, 'idempotencyKey'> & { readonly idempotencyKey?: string } {
  if (idempotencyKey === undefined) return options;
  return {
    ...options,
    idempotencyKey: readInput('options.idempotencyKey', Key, idempotencyKey, 'INVALID_KEY'),
  };
}
