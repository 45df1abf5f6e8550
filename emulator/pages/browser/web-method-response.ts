// Emulates how Wix's web-method stub reads a response. Not emulated: masked errors.
import { deserializeValue } from './serialization.ts';

/** The error of Wix's stub if it received no response from the web method. */
export class ElementorySupportError extends Error {
  override readonly name = 'ElementorySupportError';
  readonly errorType: 'TIMEOUT' | 'ERROR' | 'PARSE';

  constructor(errorType: 'TIMEOUT' | 'ERROR' | 'PARSE', message: string) {
    super(message);
    this.errorType = errorType;
  }
}

/** Where the errors of web methods were thrown in the backend. The errors have no stack, as on Wix. */
const places = new WeakMap<Error, string>();

/** Returns where the backend threw an error that {@link readResponseBody} threw: `backend/orders.ts:12:5`. */
export function placeInBackend(error: unknown): string | undefined {
  return error instanceof Error ? places.get(error) : undefined;
}

/** Returns the result in a response body. @throws the web method's error, as Wix's stub rebuilds it */
export function readResponseBody(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return undefined;
  const result = 'result' in body ? deserializeValue(body.result) : undefined;
  if (!('exception' in body) || body.exception !== true) return result;
  const error = rebuildError(result);
  if (error instanceof Error && 'thrownAt' in body) places.set(error, String(body.thrownAt));
  throw error;
}

/** Returns what the page's promise rejects with: an Error if an Error was thrown, else the thrown value. */
function rebuildError(thrown: unknown): unknown {
  if (thrown === undefined) return new Error('The web method returned an invalid error.');
  if (typeof thrown !== 'object' || thrown === null || !('_elementoryError' in thrown)) {
    return thrown;
  }
  const error = new Error('message' in thrown ? String(thrown.message) : '');
  if ('name' in thrown) error.name = String(thrown.name);
  error.stack = '';
  return 'code' in thrown ? Object.assign(error, { code: thrown.code }) : error;
}
