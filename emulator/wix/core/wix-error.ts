// The errors of Wix's REST APIs and the bodies they travel in. Leaves out localisation.
import type { FieldViolation } from './validation/validate.ts';

/** The body of a refused call, as Wix's packages read it. @see https://dev.wix.com/docs/rest/articles/getting-started/errors */
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
}

/** A request whose fields break the rules: status 400 and one violation a field. */
export class WixValidationError extends Error {
  readonly status = 400;
  readonly body: WixErrorBody;

  constructor(violations: readonly FieldViolation[]) {
    const says = violations.map(({ field, description }) => `${field} ${description}`).join(', ');
    super(says);
    this.name = 'WixValidationError';
    this.body = { message: says, details: { validationError: { fieldViolations: violations } } };
  }
}

/** What the emulator does not stand in for: status 501 and what was asked, so that nothing is guessed quietly. */
export function notEmulated(what: string): WixApiError {
  return new WixApiError(501, 'NOT_EMULATED', `${what} is not emulated`, { asked: what });
}
