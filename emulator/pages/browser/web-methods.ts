// Emulates Wix's stubs of web methods, which a page gets for `import { fn } from 'backend/x.web'`. Not emulated:
// cached web methods (GET).
import { readSession } from './session.ts';
import { ElementorySupportError, readResponseBody } from './web-method-response.ts';
import { serializeArguments } from './serialization.ts';

const BASE = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/';
/** The time limit of Wix's stub, in milliseconds. */
const TIMEOUT_MS = 60_000;

/**
 * Creates the function that page code calls for a web method.
 *
 * `file` is the path on Wix, with the extension: `backend/inbox.web.js`. The function resolves to the method's result,
 * or rejects with the method's error as Wix rebuilds it: only name, message and code, with an empty stack.
 * @throws {ElementorySupportError} `ERROR` for another status than 200, `TIMEOUT` after 60 s, `PARSE` if the response
 *   is not JSON
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
      serializeArguments(args, `${file} ${name}`),
      session.token,
    );
    const text = await response.text();
    if (!response.ok) {
      throw new ElementorySupportError(
        'ERROR',
        `${file}/${name}: ${String(response.status)} ${text.slice(0, 500)}`,
      );
    }
    return readResponseBody(parse(text, `${file}/${name}`));
  };
}

async function post(url: string, body: string, token: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: token },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw new ElementorySupportError(
      timedOut ? 'TIMEOUT' : 'ERROR',
      timedOut
        ? `No response within ${String(TIMEOUT_MS / 1000)} s.`
        : 'The request failed: the emulator is not reachable.',
    );
  }
}

function parse(text: string, method: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ElementorySupportError(
      'PARSE',
      `${method}: received ${String(text.length)} characters that are not JSON`,
    );
  }
}
