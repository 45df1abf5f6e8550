import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError, type WixFailure } from 'backend/inbox/error';
import { readPath } from 'backend/inbox/input/read-path';
import { RETRY_AFTER_SECONDS } from 'backend/inbox/time-limit';
import type { Wix } from 'backend/inbox/wix/port';
import type { InboxErrorCode } from 'public/inbox-errors';
import { getOwn } from 'public/inbox-input';

/**
 * Wix's error codes and the codes that they are translated to. For an unlisted code the HTTP status decides.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/inbox/messages/send-message
 * @see https://dev.wix.com/docs/sdk/backend-modules/inbox/conversations/get-conversation
 */
export const WIX_CODES = {
  CONVERSATION_NOT_FOUND: 'CONVERSATION_NOT_FOUND',
  NOT_OWNED_BY_BUSINESS: 'NOT_OWNED_BY_BUSINESS',
  INBOX_INSTANCE_NOT_FOUND: 'INBOX_INSTANCE_NOT_FOUND',
  NO_INBOX_INSTANCE: 'INBOX_INSTANCE_NOT_FOUND',
  NOT_JOINED_CHATROOM: 'NOT_A_PARTICIPANT',
  IDENTITY_DOES_NOT_MATCH: 'IDENTITY_DOES_NOT_MATCH',
  INVALID_MEDIA_URL: 'INVALID_MEDIA_URL',
  CONTACT_NOT_FOUND: 'CONTACT_NOT_FOUND',
  DUPLICATE_CONTACT_EXISTS: 'REFUSED_BY_WIX',
  INSUFFICIENT_CONTACT_DATA: 'REFUSED_BY_WIX',
  CANNOT_HAVE_MULTIPLE_PRIMARY_INFO: 'REFUSED_BY_WIX',
  INSUFFICIENT_PERMISSION: 'PERMISSION_DENIED',
  MEMBER_TO_MEMBER_BLOCKED: 'PERMISSION_DENIED',
  PERMISSION_DENIED: 'PERMISSION_DENIED',
  UNAUTHENTICATED: 'PERMISSION_DENIED',
  RESOURCE_EXHAUSTED: 'TRY_LATER',
  WDE0025: 'COLLECTION_MISSING',
} as const satisfies Readonly<Record<string, InboxErrorCode>>;

/** Translates the HTTP status if Wix gives no code of its own. Any other status is TRY_LATER. */
export const WIX_STATUSES = {
  400: 'REFUSED_BY_WIX',
  401: 'PERMISSION_DENIED',
  403: 'PERMISSION_DENIED',
  413: 'REFUSED_BY_WIX',
  429: 'TRY_LATER',
} as const satisfies Readonly<Record<number, InboxErrorCode>>;

/** Error code for HTTP 404, by operation. */
const MISSING: Readonly<Partial<Record<keyof Wix, InboxErrorCode>>> = {
  openConversation: 'PARTICIPANT_NOT_FOUND',
  getContact: 'CONTACT_NOT_FOUND',
  memberOfContact: 'CONTACT_NOT_FOUND',
};

/** Operations of the send log, whose collection has an error code of its own. */
const SEND_LOG_OPERATIONS: readonly (keyof Wix)[] = [
  'listSendLog',
  'findInSendLog',
  'isInSendLog',
  'storeSentTo',
  'readSentTo',
  'appendToSendLog',
  'updateSendLog',
  'listOpenEvents',
  'takeLease',
  'listLeases',
  'readWixTime',
  'pruneSendLog',
];

/** Statuses that mean that Wix did not execute the call, if the body is JSON (assumed). */
const REFUSALS: readonly number[] = [400, 401, 403, 404, 413, 429];
/**
 * Codes of Wix Data that mean that it did not execute the call. Its errors have no status: collection missing, `_id`
 * exists, permission denied, too many requests, storage full.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/error-codes
 */
const DATA_REFUSALS: readonly (string | undefined)[] = [
  'WDE0025',
  'WDE0074',
  'WDE0027',
  'WDE0014',
  'WDE0091',
];
/** Network errors before the request was sent. */
export const NEVER_REACHED: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'NO_CONTEXT',
];

/**
 * Calls Wix and translates its errors.
 *
 * Without a Wix context the SDK does not throw: it returns a function and sends nothing.
 *
 * @throws {InboxError} see `fromWixError`.
 */
export async function callWix<Result>(
  operation: keyof Wix,
  call: () => Promise<Result>,
): Promise<Result> {
  let result: Result;
  try {
    result = await call();
  } catch (error) {
    throw fromWixError(error, operation);
  }
  if (typeof result === 'function') {
    throw toError({ operation, cause: 'NO_CONTEXT', nothingDone: true });
  }
  return result;
}

/** Same as `callWix`, but returns `undefined` for HTTP 404. */
export async function callWixForOne<Result>(
  operation: keyof Wix,
  call: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await callWix(operation, call);
  } catch (error) {
    if (error instanceof InboxError && error.wixFailure?.status === 404) return undefined;
    throw error;
  }
}

/** Creates the error for an unexpected response. Wix may have executed the call. */
export function malformed(operation: keyof Wix): InboxError {
  return toError({ operation, cause: 'MALFORMED', nothingDone: false });
}

/**
 * Converts a Wix error to an `InboxError`, by error code, HTTP status or network error. Drops the message, because it
 * can contain user data.
 */
export function fromWixError(error: unknown, operation: keyof Wix): InboxError {
  if (error instanceof InboxError) return error;
  const application = readPath(error, 'details', 'applicationError');
  const isValidation = readPath(error, 'details', 'validationError') !== undefined;
  // Errors of Wix Data have no `status`. Without a code they hold the status in place of the code.
  const status = toStatus(readPath(error, 'status')) ?? toStatus(readPath(application, 'code'));
  const wixCode = isValidation ? 'VALIDATION' : toCode(readPath(application, 'code'));
  const wixRequestId = toCode(readPath(error, 'details', 'requestId'));
  const cause = status === undefined && wixCode === undefined ? toCause(error) : undefined;
  const nothingDone =
    status === undefined
      ? DATA_REFUSALS.includes(wixCode) || (cause !== undefined && NEVER_REACHED.includes(cause))
      : REFUSALS.includes(status) && (wixCode !== undefined || hasJsonBody(application));
  return toError(omitUndefined({ operation, nothingDone, status, wixCode, wixRequestId, cause }));
}

function toError(wixFailure: WixFailure & { readonly operation: keyof Wix }): InboxError {
  const code = toInboxCode(wixFailure);
  return new InboxError(
    code,
    code === 'TRY_LATER' ? { wixFailure, retryAfter: RETRY_AFTER_SECONDS } : { wixFailure },
  );
}

function toInboxCode({
  operation,
  status,
  wixCode = '',
  cause,
}: WixFailure & { readonly operation: keyof Wix }): InboxErrorCode {
  if (operation === 'authorizeCaptcha') return status === 400 ? 'CAPTCHA_REQUIRED' : 'TRY_LATER';
  const known = getOwn<InboxErrorCode>(WIX_CODES, wixCode);
  const missing = status === 404 ? MISSING[operation] : undefined;
  if (known === 'COLLECTION_MISSING' && SEND_LOG_OPERATIONS.includes(operation)) {
    return 'SEND_LOG_MISSING';
  }
  if (missing && known !== 'INBOX_INSTANCE_NOT_FOUND') return missing;
  if (known) return known;
  if (cause === 'NO_CONTEXT') return 'UNEXPECTED';
  if (status === 404) return 'CONVERSATION_NOT_FOUND';
  const byStatus = getOwn<InboxErrorCode>(WIX_STATUSES, String(status));
  return byStatus ?? (status !== undefined && status < 500 ? 'REFUSED_BY_WIX' : 'TRY_LATER');
}

/** Returns a code or request id that may be logged. The SDK gives the status as a number if Wix gave no code. */
function toCode(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.:-]{1,80}$/.test(value) ? value : undefined;
}

function toStatus(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Returns why there was no response. The SDK rewrites the message and code of such errors, but not the cause. */
function toCause(error: unknown): string {
  const code = toCode(readPath(error, 'cause', 'code')) ?? toCode(readPath(error, 'code'));
  return code === undefined || code === 'UNKNOWN' ? 'NO_ANSWER' : code;
}

/** Returns whether the body was JSON. Without a code the SDK keeps it under `data.details`, `null` if it was not JSON. */
function hasJsonBody(application: unknown): boolean {
  const body = readPath(application, 'data', 'details');
  return typeof body === 'object' && body !== null;
}
