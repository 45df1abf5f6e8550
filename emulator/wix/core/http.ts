// HTTP as Wix's API servers read and write it, with or without a socket. Leaves out compression.
import { TextWithNul } from '../../database/database.ts';
import type { Operation } from './operation.ts';
import { notEmulated, WixApiError, WixValidationError } from './wix-error.ts';

/** A call to Wix: what is left of an HTTP request once nobody needs the socket. */
export interface WixRequest {
  readonly method: string;
  readonly host: string;
  /** Path with its query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Wix's answer. */
export interface WixResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Body limit of a REST call, in characters. Wix documents none; assumed. */
const MAX_BODY_LENGTH = 1024 * 1024;
const MAX_DEPTH = 64;

/** The headers of every answer. */
export const JSON_HEADERS = { 'content-type': 'application/json' };

/** A status that a fault ordered: Wix sends system errors without a body worth reading. */
export class OrderedStatus extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`ordered status ${String(status)}`);
    this.status = status;
  }
}

/**
 * Reads the request object of a call: its body, or its query where it has none.
 * @throws {WixApiError} 413 REQUEST_TOO_LARGE, 400 INVALID_JSON
 */
export function readBody(request: WixRequest, operation: Operation, url: URL): object {
  if (request.method === 'GET' || request.body === '') {
    return operation.decode(url.searchParams);
  }
  if (request.body.length > MAX_BODY_LENGTH) {
    throw new WixApiError(
      413,
      'REQUEST_TOO_LARGE',
      `The body has ${String(request.body.length)} characters, allowed are ${String(MAX_BODY_LENGTH)}`,
    );
  }
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw new WixApiError(400, 'INVALID_JSON', 'The body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new WixApiError(400, 'INVALID_JSON', 'The body is not a JSON object');
  }
  refuseDangerous(body);
  return body;
}

/**
 * Refuses bodies nested deeper than 64 and keys that reach prototypes, without recursion.
 * @throws {WixApiError} 400 INVALID_JSON
 */
export function refuseDangerous(body: object): void {
  const stack: { readonly value: object; readonly depth: number }[] = [{ value: body, depth: 1 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.depth > MAX_DEPTH) {
      throw new WixApiError(
        400,
        'INVALID_JSON',
        `The body is nested deeper than ${String(MAX_DEPTH)}`,
      );
    }
    const entries: readonly [string, unknown][] = Object.entries(next.value);
    for (const [key, value] of entries) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        throw new WixApiError(400, 'INVALID_JSON', `The body has the key "${key}"`);
      }
      if (typeof value === 'object' && value !== null) {
        stack.push({ value, depth: next.depth + 1 });
      }
    }
  }
}

/** The answer to a call that failed, and the code for the log. What is nobody's error is a defect of ours: loud, status 500. */
export function toResponse(error: unknown): {
  readonly response: WixResponse;
  readonly code: string;
} {
  if (error instanceof TextWithNul) {
    return toResponse(
      notEmulated('text with the character NUL, where it is stored to be found again,'),
    );
  }
  if (error instanceof WixApiError || error instanceof WixValidationError) {
    return {
      response: { status: error.status, headers: JSON_HEADERS, body: JSON.stringify(error.body) },
      code: error.body.details.applicationError?.code ?? 'VALIDATION',
    };
  }
  if (error instanceof OrderedStatus) {
    return {
      response: { status: error.status, headers: JSON_HEADERS, body: '{}' },
      code: error.message,
    };
  }
  // A defect of the emulator itself: loud on the console, and never mistaken for an answer of Wix's.
  console.error(error);
  const broken = new WixApiError(
    500,
    'EMULATOR_DEFECT',
    error instanceof Error ? error.message : String(error),
  );
  return {
    response: { status: 500, headers: JSON_HEADERS, body: JSON.stringify(broken.body) },
    code: 'EMULATOR_DEFECT',
  };
}
