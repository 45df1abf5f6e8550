import { INBOX_ERRORS, type InboxErrorCode } from 'public/inbox-errors';

/** The details of a failed call to Wix that can be logged: names, codes and numbers. */
export interface WixFailure {
  /** The method of `Wix` that failed. */
  readonly operation: string;
  /** HTTP status, if Wix responded. */
  readonly status?: number;
  /** Wix's own code (`CONVERSATION_NOT_FOUND`), or VALIDATION if Wix named invalid fields. */
  readonly wixCode?: string;
  readonly wixRequestId?: string;
  /** Why there was no valid response (`ECONNREFUSED`, `TIME_LIMIT`, `MALFORMED`). */
  readonly cause?: string;
  /** `true` if Wix did not execute the call, `false` if it may have. */
  readonly nothingDone: boolean;
}

/** Details of an `InboxError`. */
export interface InboxErrorDetails {
  /** The error message of each invalid argument, by its path. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Whole seconds. */
  readonly retryAfter?: number;
  /** The resource of the caller's own Realtime channel. */
  readonly session?: string | undefined;
  readonly wixFailure?: WixFailure;
}

/** An expected error with a code of `INBOX_ERRORS`, and the details for the result and the log. */
export class InboxError extends Error {
  override readonly name = 'InboxError';
  readonly code: InboxErrorCode;
  /** The error message of each invalid argument, by its path. */
  readonly fields: Readonly<Record<string, string>> | undefined;
  /** Whole seconds. */
  readonly retryAfter: number | undefined;
  /** The resource of the caller's own Realtime channel. */
  readonly session: string | undefined;
  /** The failed call to Wix, if one is the reason. */
  readonly wixFailure: WixFailure | undefined;

  constructor(code: InboxErrorCode, details: InboxErrorDetails = {}) {
    super(`${code}: ${INBOX_ERRORS[code]}`);
    this.code = code;
    this.fields = details.fields;
    this.retryAfter = details.retryAfter;
    this.session = details.session;
    this.wixFailure = details.wixFailure;
  }
}

/** Describes an error by its codes, without any text of Wix or of a person. */
export function describeError(error: unknown): string {
  if (!(error instanceof InboxError)) return 'unexpected';
  const { status, wixCode, cause } = error.wixFailure ?? {};
  const details = [status, wixCode, cause].filter((detail) => detail !== undefined);
  return details.length > 0 ? `${error.code} (${details.join(', ')})` : error.code;
}

/** Returns whether a thrown value is an `InboxError` with this code. */
export function isCode(error: unknown, code: InboxErrorCode | undefined): error is InboxError {
  return error instanceof InboxError && error.code === code;
}
