// Starts an emulator for a test: without a port, controlled through `/_emulator`, closed when the test ends.
import { onTestFinished } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../emulator/index.ts';
import type { EventRecord } from '../../emulator/wix/core/events.ts';
import type { RequestRecord } from '../../emulator/wix/core/request-log.ts';

/** The path prefix of web methods. */
export const WEB_METHODS = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend';

/** A session, as `POST /_emulator/sessions` returns it. */
export interface TestSession {
  readonly token: string;
  readonly id: string;
  readonly contactId?: string;
}

/** Starts an emulator for the running test. Without `site`, it emulates Wix only. */
export async function startEmulator(options: EmulatorOptions = {}) {
  const emulator = await createEmulator({ data: ':memory:', ...options });
  onTestFinished(() => emulator.close());

  async function send(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    const response = await emulator.fetch(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: token }),
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, json };
  }

  /** Calls a control route. Returns its JSON, which is not validated. Throws on any status other than 200. */
  async function control<T>(method: string, path: string, body?: unknown): Promise<T>;
  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const { status, json } = await send(method, `/_emulator/${path}`, body);
    if (status !== 200) {
      throw new Error(
        `${method} /_emulator/${path} returned ${String(status)}: ${JSON.stringify(json)}`,
      );
    }
    return json;
  }

  return {
    emulator,
    send,
    control,
    session: (input: object) => control<TestSession>('POST', 'sessions', input),
    /** Calls a web method as a page does. Returns the status and `{ result }` or `{ exception }`. */
    callBackend: (file: string, method: string, args: readonly unknown[], token?: string) =>
      send('POST', `${WEB_METHODS}/${file}.web.js/${method}.ajax`, args, token),
    requests: async () =>
      (await control<{ requests: readonly RequestRecord[] }>('GET', 'requests')).requests,
    events: async () => (await control<{ events: readonly EventRecord[] }>('GET', 'events')).events,
    settled: () => emulator.settled(),
  };
}
