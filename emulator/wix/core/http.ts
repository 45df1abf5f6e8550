// Defines HTTP requests and responses of Wix's API servers, independent of a socket.
import { toFailure } from '../../http/failure.ts';
import { InputError } from '../../http/input-error.ts';
import { describeJsonProblem, findJsonProblem } from '../../http/json-input.ts';
import { checkQuery } from '../../http/query-input.ts';
import type { Operation } from './operation.ts';
import { OAuthError, WixApiError, WixValidationError } from './wix-error.ts';

/** An HTTP request to Wix, independent of the socket it came from. */
export interface WixRequest {
  readonly method: string;
  readonly host: string;
  /** Path with its query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** An HTTP response of Wix. */
export interface WixResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The longest body of a REST request, in characters. Wix documents no limit; assumed. */
const MAX_BODY_LENGTH = 1024 * 1024;

/** The headers of every response. */
export const JSON_HEADERS = { 'content-type': 'application/json' };

/** An HTTP status injected by a fault. Has the body `{}`, like Wix's system errors, or none. */
export class InjectedStatus extends Error {
  readonly status: number;
  readonly body: string;
  constructor(status: number, body?: 'none') {
    super(`injected status ${String(status)}`);
    this.status = status;
    this.body = body === 'none' ? '' : '{}';
  }
}

/**
 * Reads the input of a request: its body, or its query parameters if it has no body.
 * @throws {WixApiError} 413 REQUEST_TOO_LARGE, 400 INVALID_JSON, 400 INVALID_QUERY
 * @throws {WixValidationError} for text that cannot be stored
 */
export function readRequest(request: WixRequest, operation: Operation, url: URL): object {
  checkSearchParams(url);
  if (request.method === 'GET' || request.body === '') {
    const decoded = operation.decodeSearchParams(url.searchParams);
    assertSafeJson(decoded);
    return decoded;
  }
  if (request.body.length > MAX_BODY_LENGTH) {
    throw new WixApiError(
      413,
      'REQUEST_TOO_LARGE',
      `The body has ${String(request.body.length)} characters; the maximum is ${String(MAX_BODY_LENGTH)}`,
    );
  }
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw new WixApiError(400, 'INVALID_JSON', 'The body is not valid JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new WixApiError(400, 'INVALID_JSON', 'The body is not a JSON object');
  }
  assertSafeJson(body);
  return body;
}

/** @throws {WixApiError} 400 INVALID_QUERY */
function checkSearchParams(url: URL): void {
  if (url.search === '') return;
  try {
    checkQuery(url.search);
  } catch (error) {
    throw error instanceof InputError
      ? new WixApiError(400, 'INVALID_QUERY', error.message)
      : error;
  }
  if (url.searchParams.getAll('.r').length > 1) {
    throw new WixApiError(400, 'INVALID_QUERY', '.r: received more than once; once is allowed');
  }
}

/**
 * Checks that a request is nested at most 64 levels deep, has no key that reaches a prototype, and has no text that
 * cannot be stored. Numbers of any size are allowed: Wix Data stores them as doubles.
 * @throws {WixApiError} 400 INVALID_JSON
 * @throws {WixValidationError} for text with a NUL character or half of a surrogate pair
 */
export function assertSafeJson(body: object): void {
  const problem = findJsonProblem(body, { text: 'storable', integers: 'any' });
  if (problem?.kind === 'text') {
    throw new WixValidationError([
      { field: problem.path, description: problem.message, violatedRule: 'VALIDATION' },
    ]);
  }
  if (problem) {
    throw new WixApiError(400, 'INVALID_JSON', describeJsonProblem(problem));
  }
}

/**
 * Turns an error into a response, and the code for the request log. Errors that are not Wix's become 400 BAD_REQUEST,
 * 500 DATABASE_FAILED or 500 EMULATOR_DEFECT, codes that Wix never returns.
 */
export function toErrorResponse(error: unknown): {
  readonly response: WixResponse;
  readonly code: string;
} {
  if (error instanceof WixApiError || error instanceof WixValidationError) {
    return {
      response: { status: error.status, headers: JSON_HEADERS, body: JSON.stringify(error.body) },
      code: error.body.details.applicationError?.code ?? 'VALIDATION',
    };
  }
  if (error instanceof OAuthError) {
    const { status, body } = error;
    return {
      response: { status, headers: JSON_HEADERS, body: JSON.stringify(body) },
      code: body.error,
    };
  }
  if (error instanceof InjectedStatus) {
    return {
      response: {
        status: error.status,
        headers: error.body === '' ? {} : JSON_HEADERS,
        body: error.body,
      },
      code: error.message,
    };
  }
  const { status, code, message } = toFailure(error);
  return {
    response: {
      status,
      headers: JSON_HEADERS,
      body: JSON.stringify(new WixApiError(status, code, message).body),
    },
    code,
  };
}
