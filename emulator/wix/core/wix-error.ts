// Emulates the errors of Wix's REST APIs and their response bodies. Not emulated: localization.
import type { FieldViolation } from './validation/validate.ts';

/** The body of a refused request, as Wix's packages read it. @see https://dev.wix.com/docs/rest/articles/getting-started/errors */
export interface WixErrorBody {
  readonly message: string;
  readonly details: {
    readonly applicationError?: {
      readonly code: string;
      readonly description: string;
      readonly data: object;
    };
    readonly validationError?: { readonly fieldViolations: readonly FieldViolation[] };
  };
}

/** An error that Wix's API documents: an HTTP status, a code and a description. */
export class WixApiError extends Error {
  readonly status: number;
  readonly body: WixErrorBody;

  constructor(status: number, code: string, description: string, data: object = {}) {
    super(description);
    this.name = 'WixApiError';
    this.status = status;
    this.body = {
      message: description,
      details: { applicationError: { code, description, data } },
    };
  }

  /** Returns the error with hints at the end of its message, if it refuses the request's fields. The description stays Wix's. */
  explain(hints: readonly string[]): WixApiError {
    const { code = '', description = '', data } = this.body.details.applicationError ?? {};
    if (this.status !== 400 || hints.length === 0) return this;
    const explained = new WixApiError(this.status, code, description, data);
    const { details, message } = explained.body;
    return Object.assign(explained, {
      body: { details, message: [message.replace(/\.$/, ''), ...hints].join('. ') },
    });
  }
}

/** The fields of a request that were ignored, and explanations of them. */
export interface IgnoredFields {
  /** Paths, such as `message.conversationId`. */
  readonly unread: readonly string[];
  /** Sentences without a full stop. */
  readonly hints: readonly string[];
}

/**
 * A request whose fields break the rules: status 400 and one violation per field. The message ends with the hints about
 * ignored fields, which are the emulator's, not Wix's.
 */
export class WixValidationError extends Error {
  readonly status = 400;
  readonly body: WixErrorBody;
  /** Undefined if the request was not read to the end. */
  readonly ignored: IgnoredFields | undefined;

  constructor(violations: readonly FieldViolation[], ignored?: IgnoredFields) {
    const text = violations.map(({ field, description }) => `${field} ${description}`).join(', ');
    const message = [text, ...(ignored?.hints ?? [])].join('. ');
    super(message);
    this.name = 'WixValidationError';
    this.ignored = ignored;
    this.body = { message, details: { validationError: { fieldViolations: violations } } };
  }

  /** Returns the error with the ignored fields explained; itself if they already are. */
  explain(ignored: IgnoredFields): WixValidationError {
    const { fieldViolations = [] } = this.body.details.validationError ?? {};
    return this.ignored ? this : new WixValidationError(fieldViolations, ignored);
  }
}

/** What to do about a call that is not emulated. */
export const COVERAGE_HINT = 'GET /_emulator/coverage lists the emulated methods.';

/**
 * An error of the token endpoints, which follow OAuth instead of Wix's format: `{ error, error_description }`.
 * @see https://dev.wix.com/docs/rest/app-management/oauth-2/create-access-token ("the conventions of the IETF")
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export class OAuthError extends Error {
  readonly status: 400 | 401;
  readonly body: { readonly error: string; readonly error_description: string };

  /** @param code a code of RFC 6749; `invalid_client` has status 401, all others have 400 */
  constructor(
    code: 'invalid_client' | 'invalid_grant' | 'invalid_request' | 'unauthorized_client',
    description: string,
  ) {
    super(description);
    this.name = 'OAuthError';
    this.status = code === 'invalid_client' ? 401 : 400;
    this.body = { error: code, error_description: description };
  }
}

/**
 * Creates the error for what the emulator does not support: status 501 NOT_EMULATED.
 * @param what what was received, as the subject of a sentence: `GET /stores/v1/products`
 * @param hint what is supported, or what to do instead, as a sentence
 * @param data added to the error's data
 */
export function notEmulated(
  what: string,
  hint: string = COVERAGE_HINT,
  data: object = {},
): WixApiError {
  return new WixApiError(501, 'NOT_EMULATED', `${what} is not emulated. ${hint}`, {
    request: what,
    ...data,
  });
}
