// What a page gets for `import { fn } from 'backend/x.web'`: Wix's stub. Leaves out: cached web methods (GET), masked errors.
import { readSession } from './session.ts';
import { fromWire, toWire } from './wire-values.ts';

const BASE = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/';
/** Wix's own limit, in milliseconds. */
const TIMEOUT_MS = 60_000;

/** The error of Wix's stub when no answer of the web method came back. */
export class ElementorySupportError extends Error {
  override readonly name = 'ElementorySupportError';
  readonly errorType: 'TIMEOUT' | 'ERROR' | 'PARSE';

  constructor(errorType: 'TIMEOUT' | 'ERROR' | 'PARSE', message: string) {
    super(message);
    this.errorType = errorType;
  }
}

/**
 * Makes the function that page code calls for one web method.
 *
 * `file` is the path as Wix writes it on the wire, with the extension: `backend/inbox.web.js`. The
 * function resolves to the method's result, or rejects with the method's error as Wix rebuilds it:
 * name, message and code, an empty stack, nothing else.
 */
export function webMethodProxy(
  file: string,
  name: string,
): (...args: unknown[]) => Promise<unknown> {
  return async (...args) => {
    const session = readSession();
    const view = session.mode === 'preview' ? 'preview' : 'site';
    const response = await post(
      `${BASE}${encodeURI(file)}/${name}.ajax?viewMode=${view}`,
      args,
      session.token,
    );
    const text = await response.text();
    if (!response.ok) {
      throw new ElementorySupportError(
        'ERROR',
        `${file}/${name}: ${String(response.status)} ${text.slice(0, 500)}`,
      );
    }
    return readAnswer(text, `${file}/${name}`);
  };
}

async function post(url: string, args: readonly unknown[], token: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: token },
      body: JSON.stringify(toWire(args)),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw new ElementorySupportError(
      timedOut ? 'TIMEOUT' : 'ERROR',
      timedOut
        ? `no answer within ${String(TIMEOUT_MS / 1000)} s`
        : 'the request did not get through',
    );
  }
}

function readAnswer(text: string, method: string): unknown {
  const answer = parse(text, method);
  if (typeof answer !== 'object' || answer === null) return undefined;
  const result = 'result' in answer ? fromWire(answer.result) : undefined;
  if ('exception' in answer && answer.exception === true) throw rebuilt(result);
  return result;
}

function parse(text: string, method: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ElementorySupportError(
      'PARSE',
      `${method}: ${String(text.length)} characters that are not JSON`,
    );
  }
}

/** What the page's promise rejects with: an Error where there was one, else what was thrown, as it is. */
function rebuilt(thrown: unknown): unknown {
  if (thrown === undefined) return new Error('The web method failed and said nothing.');
  if (typeof thrown !== 'object' || thrown === null || !('_elementoryError' in thrown)) {
    return thrown;
  }
  const error = new Error('message' in thrown ? String(thrown.message) : '');
  if ('name' in thrown) error.name = String(thrown.name);
  error.stack = '';
  return 'code' in thrown ? Object.assign(error, { code: thrown.code }) : error;
}
