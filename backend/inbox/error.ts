import { INBOX_ERRORS, type InboxErrorCode } from 'public/inbox-errors';

/** What may be logged of a failed call to Wix: names, codes and numbers, no text, address or token. */
export interface WixFailure {
  /** The port's call that failed. */
  readonly operation: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** Wix's own code (`CONVERSATION_NOT_FOUND`), or VALIDATION where Wix names faulty fields. */
  readonly wixCode?: string;
  readonly wixRequestId?: string;
  /** Why there was no answer (`ECONNREFUSED`, `TIME_LIMIT`, `MALFORMED`). */
  readonly cause?: string;
  /** Wix refused for certain. Otherwise the call may have been executed. */
  readonly nothingDone: boolean;
}

/** What comes with a code. */
export interface InboxErrorDetails {
  readonly fields?: Readonly<Record<string, string>>;
  readonly retryAfter?: number;
  readonly wixFailure?: WixFailure;
}

/** An expected failure: a code of the table, and what an answer or the log may say about it. */
export class InboxError extends Error {
  override readonly name = 'InboxError';
  readonly code: InboxErrorCode;
  /** What is wrong with which argument. */
  readonly fields: Readonly<Record<string, string>> | undefined;
  /** Whole seconds. */
  readonly retryAfter: number | undefined;
  /** The failed call to Wix, where one is the reason. */
  readonly wixFailure: WixFailure | undefined;

  constructor(code: InboxErrorCode, details: InboxErrorDetails = {}) {
    super(`${code}: ${INBOX_ERRORS[code]}`);
    this.code = code;
    this.fields = details.fields;
    this.retryAfter = details.retryAfter;
    this.wixFailure = details.wixFailure;
  }
}

/** Tells whether what was thrown is the expected failure of this code. */
export function isCode(error: unknown, code: InboxErrorCode | undefined): error is InboxError {
  return error instanceof InboxError && error.code === code;
}
