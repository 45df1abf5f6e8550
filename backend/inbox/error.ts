import { INBOX_ERRORS, type InboxErrorCode } from 'public/inbox-errors';

/** The parts of a failed call to Wix that may be logged: names, codes and numbers; no text, address or token. */
export interface WixFailure {
  /** The method of the port that failed. */
  readonly operation: string;
  /** HTTP status, if Wix answered. */
  readonly status?: number;
  /** Wix's own code (`CONVERSATION_NOT_FOUND`), or VALIDATION if Wix named invalid fields. */
  readonly wixCode?: string;
  readonly wixRequestId?: string;
  /** Why there was no answer (`ECONNREFUSED`, `TIME_LIMIT`, `MALFORMED`). */
  readonly cause?: string;
  /** Whether Wix certainly did not execute the call. If false, Wix may have executed it. */
  readonly nothingDone: boolean;
}

/** Details of an `InboxError`. */
export interface InboxErrorDetails {
  /** The error message of each invalid argument, by its path. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Whole seconds. */
  readonly retryAfter?: number;
  readonly wixFailure?: WixFailure;
}

/** An expected failure: a code of `INBOX_ERRORS`, and the details for the answer and the log. */
export class InboxError extends Error {
  override readonly name = 'InboxError';
  readonly code: InboxErrorCode;
  /** The error message of each invalid argument, by its path. */
  readonly fields: Readonly<Record<string, string>> | undefined;
  /** Whole seconds. */
  readonly retryAfter: number | undefined;
  /** The failed call to Wix, if one is the reason. */
  readonly wixFailure: WixFailure | undefined;

  constructor(code: InboxErrorCode, details: InboxErrorDetails = {}) {
    super(`${code}: ${INBOX_ERRORS[code]}`);
    this.code = code;
    this.fields = details.fields;
    this.retryAfter = details.retryAfter;
    this.wixFailure = details.wixFailure;
  }
}

/** Returns whether a thrown value is an `InboxError` with this code. */
export function isCode(error: unknown, code: InboxErrorCode | undefined): error is InboxError {
  return error instanceof InboxError && error.code === code;
}
