// A server that receives webhooks, and apps that have one.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { writeApp, type App, type Webhook } from '../../../../emulator/wix/apps/apps.ts';
import { completeApp } from '../../../../emulator/wix/apps/register-app.ts';
import type { Wix } from '../../../../emulator/wix/server.ts';

/** A request that the receiver got. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  /** The token. */
  readonly body: string;
  /** Answers it with a status, if the receiver does not answer by itself. */
  answer(status: number): void;
}

/**
 * Starts a server on this machine for the running test.
 * @param statusOf returns the status of the answer to the request with a number, from 0; `never` waits
 */
export async function startReceiver(statusOf: (index: number) => number | 'never' = () => 200) {
  const requests: ReceivedRequest[] = [];
  let notify: (() => void) | undefined;
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const status = statusOf(requests.length);
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      contentType: request.headers['content-type'] ?? '',
      body,
      answer: (late) => answer(response, late),
    });
    if (status !== 'never') answer(response, status);
    notify?.();
  }

  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}/webhook`,
    requests,
    /** Resolves when the receiver has got a number of requests. */
    async received(count: number): Promise<void> {
      while (requests.length < count) {
        await new Promise<void>((resolve) => {
          notify = resolve;
        });
      }
    },
  };
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
}

/** Scopes with which an app receives every event. */
const EVERY_EVENT = [
  'SCOPE.DC-INBOX.READ-MSGS',
  'SCOPE.DC-CONTACTS-MEGA.MANAGE-MEMBERS-CONTACTS',
  'SCOPE.DC-BLOG.READ-BLOGS',
];
const REGISTRATION = { id: randomUUID(), scopes: EVERY_EVENT };
const OTHER_REGISTRATION = { id: randomUUID(), scopes: EVERY_EVENT };

/** Returns another app, which is not registered. */
export function createOtherApp(webhooks: readonly Webhook[] = []): Promise<App> {
  return completeApp(OTHER_REGISTRATION).then((app) => ({ ...app, webhooks }));
}

/** Registers an app with webhooks. Returns it. */
export async function registerApp(
  wix: Wix,
  webhooks: readonly Webhook[],
  scopes: readonly string[] = EVERY_EVENT,
): Promise<App> {
  // The same registration each time, as its keys are generated once.
  const app = { ...(await completeApp(REGISTRATION)), webhooks, scopes };
  await wix.runAs(undefined, (context) => writeApp(context, app));
  return app;
}
