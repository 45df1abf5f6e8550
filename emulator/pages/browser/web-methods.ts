// What a page gets for `import { fn } from 'backend/x.web'`: Wix's stub. Leaves out: cached web methods (GET).
import { readSession } from './session.ts';
import { ElementorySupportError, readAnswer } from './web-method-answers.ts';
import { toWire } from './wire-values.ts';

const BASE = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/';
/** Wix's own limit, in milliseconds. */
const TIMEOUT_MS = 60_000;

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
    return readAnswer(parse(text, `${file}/${name}`));
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
