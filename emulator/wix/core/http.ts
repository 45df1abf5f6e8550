// Defines HTTP requests and responses of Wix's API servers, independent of a socket.
import { NulCharacterError } from '../../database/database.ts';
import type { Operation } from './operation.ts';
import { notEmulated, WixApiError, WixValidationError } from './wix-error.ts';

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
/** The deepest nesting of a body. */
const MAX_DEPTH = 64;

/** The headers of every response. */
export const JSON_HEADERS = { 'content-type': 'application/json' };

/** An HTTP status injected by a fault. Has an empty body, like Wix's system errors. */
export class InjectedStatus extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`injected status ${String(status)}`);
    this.status = status;
  }
}

/**
 * Reads the input of a request: its body, or its query parameters if it has no body.
 * @throws {WixApiError} 413 REQUEST_TOO_LARGE, 400 INVALID_JSON
 */
export function readRequest(request: WixRequest, operation: Operation, url: URL): object {
  if (request.method === 'GET' || request.body === '') {
    return operation.decodeSearchParams(url.searchParams);
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

/**
 * Checks that a body is nested at most 64 levels deep and has no key that reaches a prototype. Does not recurse.
 * @throws {WixApiError} 400 INVALID_JSON
 */
export function assertSafeJson(body: object): void {
  const stack: { readonly value: object; readonly depth: number }[] = [{ value: body, depth: 1 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.depth > MAX_DEPTH) {
      throw new WixApiError(
        400,
        'INVALID_JSON',
        `The body is nested deeper than ${String(MAX_DEPTH)} levels`,
      );
    }
    const entries: readonly [string, unknown][] = Object.entries(next.value);
    for (const [key, value] of entries) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        throw new WixApiError(400, 'INVALID_JSON', `The body has the forbidden key "${key}"`);
      }
      if (typeof value === 'object' && value !== null) {
        stack.push({ value, depth: next.depth + 1 });
      }
    }
  }
}

/**
 * Turns an error into a response, and the code for the request log. An unknown error is a defect of the emulator: it is
 * printed to the console and becomes 500 EMULATOR_DEFECT.
 */
export function toErrorResponse(error: unknown): {
  readonly response: WixResponse;
  readonly code: string;
} {
  if (error instanceof NulCharacterError) {
    return toErrorResponse(
      notEmulated('Text with a NUL character in an indexed field', 'Remove the character.'),
    );
  }
  if (error instanceof WixApiError || error instanceof WixValidationError) {
    return {
      response: { status: error.status, headers: JSON_HEADERS, body: JSON.stringify(error.body) },
      code: error.body.details.applicationError?.code ?? 'VALIDATION',
    };
  }
  if (error instanceof InjectedStatus) {
    return {
      response: { status: error.status, headers: JSON_HEADERS, body: '{}' },
      code: error.message,
    };
  }
  // A defect of the emulator itself: printed in full, with a code that Wix never returns.
  console.error(error);
  const defect = new WixApiError(
    500,
    'EMULATOR_DEFECT',
    error instanceof Error ? error.message : String(error),
  );
  return {
    response: { status: 500, headers: JSON_HEADERS, body: JSON.stringify(defect.body) },
    code: 'EMULATOR_DEFECT',
  };
}
