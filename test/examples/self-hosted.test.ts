import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { OAuthStrategy } from '@wix/sdk/auth/oauth2';
import { AppStrategy } from '@wix/sdk/auth/wix-app-oauth';
import { createClient } from '@wix/sdk/client';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { runInContext } from '../../emulator/backend/request-context.ts';
import { createEmulator } from '../../emulator/index.ts';
import { VELO_APP_ID } from '../../emulator/wix/core/context.ts';
import { createApp } from '../../examples/self-hosted/app.ts';
import { createSelfHostedInbox } from '../../examples/self-hosted/self-hosted-inbox.ts';
import { settings } from '../../examples/self-hosted/settings.ts';
import { connectWebhooks } from '../../examples/self-hosted/webhooks.ts';
import { sendTo } from '../support/port/emulator-harness.ts';

// The self-hosted program, whose calls to Wix go to an emulator without a site.

const CLIENT_ID = VELO_APP_ID;
/** The events for which the program has handlers. */
const EVENTS = [
  'contact-created',
  'post-liked',
  'conversations-merged',
  'message-sent-to-business',
  'message-sent-to-participant',
  'message-button-interacted',
];
const emulator = await createEmulator();
const handleRequest = sendTo(emulator);
afterAll(() => emulator.close());

/** Runs the program where the hosts of Wix are the emulator. It has no context of a site. */
const onEmulator = <Result>(work: () => Promise<Result>): Promise<Result> =>
  runInContext({ elevatedToken: '', handleRequest }, work);

/** Calls a control route of the emulator. Returns its JSON. */
async function control(method: string, path: string, body?: object): Promise<unknown> {
  const response = await emulator.fetch(`/_emulator/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  return response.json();
}

const RegisteredApp = v.object({
  app: v.object({
    id: v.string(),
    secret: v.string(),
    instanceId: v.string(),
    publicKey: v.string(),
  }),
});
const APP_ID = '00000000-0000-4000-8000-00000000aaa1';
const SCOPES = [
  'SCOPE.DC-INBOX.MANAGE-MSGS',
  // For the events about contacts and likes.
  'SCOPE.DC-CONTACTS.READ-CONTACTS',
  'SCOPE.DC-BLOG.READ-BLOGS',
];

/** Registers the app that is installed on the site, with the program's address for webhooks if there is one. */
async function registerApp(url?: string) {
  const webhooks = url === undefined ? [] : [{ url: `${url}/webhooks`, events: EVENTS }];
  const registration = { id: APP_ID, scopes: SCOPES, webhooks };
  return v.parse(RegisteredApp, await control('POST', 'apps', registration)).app;
}

async function startProgram(clientId = CLIENT_ID) {
  const { id: appId, secret: appSecret, instanceId, publicKey } = await registerApp();
  const client = createClient({ auth: AppStrategy({ appId, appSecret, instanceId, publicKey }) });
  const selfHosted = createSelfHostedInbox({ clientId, app: client, settings, log: () => {} });
  const app = createApp(selfHosted, connectWebhooks(client, selfHosted));
  return {
    ...selfHosted,
    app,
    request: (path: string, init: RequestInit) =>
      onEmulator(async () => {
        const response = await app.request(path, { method: 'POST', ...init });
        const text = await response.text();
        const json: unknown = text.startsWith('{') ? JSON.parse(text) : text;
        return { status: response.status, json };
      }),
  };
}

const program = await startProgram();

/** Logs in to a page as a new visitor, and returns a function that calls a method of the program. */
async function openPage({ request } = program) {
  const { accessToken } = await onEmulator(() =>
    OAuthStrategy({ clientId: CLIENT_ID }).generateVisitorTokens(),
  );
  return async (method: string, ...args: readonly unknown[]): Promise<unknown> => {
    const { json } = await request(`/inbox/${method}`, {
      headers: { Authorization: accessToken.value },
      body: JSON.stringify(args),
    });
    return json;
  };
}

beforeAll(async () => {
  const { steps } = await onEmulator(() => program.inbox.setUpInbox());
  expect(steps.map(({ ok }) => ok)).toEqual([true, true, true]);
});

it('sends a form and a chat text, and lists the conversation', async () => {
  const call = await openPage();
  expect(await call('sendMinimalMessage', 'unknown')).toMatchObject({
    ok: false,
    error: { code: 'UNKNOWN_ACTIVITY' },
  });
  expect(await call('sendBasicMessage', 'Are you open on Friday?')).toMatchObject({ ok: true });
  const form = { firstName: 'Ada', email: 'ada@example.com' };
  expect(await call('listMessages')).toMatchObject({
    ok: true,
    messages: [{ from: 'me', items: [{ kind: 'text', text: 'Are you open on Friday?' }] }],
  });
  expect(await call('sendFormData', form)).toMatchObject({ ok: true });
});

it('keeps the callers of requests apart that run at the same time', async () => {
  const pages = await Promise.all(Array.from({ length: 8 }, () => openPage()));
  const texts = pages.map((_page, index) => `I am visitor ${String(index)}`);
  await Promise.all(pages.map((call, index) => call('sendBasicMessage', texts[index])));
  const lists = await Promise.all(pages.map((call) => call('listMessages')));
  const found = lists.map((list) => JSON.stringify(list).match(/I am visitor \d/g) ?? []);
  expect(found.map((its) => [...new Set(its)])).toEqual(texts.map((text) => [text]));
});

it('refuses a token that was issued to another client', async () => {
  const other = await startProgram('6a1f7c1e-3b7a-4c52-9f5e-8a2d6b1c4e90');
  const call = await openPage(other);
  expect(await call('sendBasicMessage', 'Hello')).toMatchObject({
    ok: false,
    error: { code: 'SESSION_EXPIRED' },
  });
});

it.each<[string, string, { token?: string; body?: string }, number, RegExp]>([
  ['without a token', 'sendBasicMessage', {}, 401, /Authorization/],
  ['with an invalid token', 'sendBasicMessage', { token: 'x' }, 200, /SESSION_EXPIRED/],
  ['of an unknown method', 'sendTo', { token: 'x' }, 404, /sendFormData/],
  ['without a list', 'sendBasicMessage', { token: 'x', body: '{}' }, 400, /list of arguments/],
  ['with no JSON', 'sendBasicMessage', { token: 'x', body: '[' }, 400, /list of arguments/],
  ['with a long body', 'openForm', { token: 'x', body: 'x'.repeat(300_000) }, 413, /Large/],
])(
  'refuses a request %s',
  async (_what, method, { token = '', body = '["Hello"]' }, status, message) => {
    const response = await program.request(`/inbox/${method}`, {
      headers: { Authorization: token },
      body,
    });
    expect(response.status).toBe(status);
    expect(JSON.stringify(response.json)).toMatch(message);
  },
);

/** Opens a port for the program's webhooks, and registers its address with the switches of the delivery. */
async function receiveWebhooks(switches: object) {
  const statuses: number[] = [];
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status } = await program.request(request.url ?? '', { body: await readText(request) });
    statuses.push(status);
    response.writeHead(status).end();
  }
  const server = createServer((...exchange) => void receive(...exchange));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await registerApp();
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await registerApp(`http://127.0.0.1:${String(port)}`);
  await control('PUT', 'webhooks/delivery', switches);
  return { statuses };
}

/** Creates a contact as a form of Wix does. Returns a function that lists the messages of their conversation. */
async function createContact(email: string) {
  const body = { source: { sourceType: 'WIX_FORMS' }, info: { emails: { items: [{ email }] } } };
  const { contact } = v.parse(
    v.object({ contact: v.object({ id: v.string() }) }),
    await control('POST', 'contacts', body),
  );
  await control('POST', 'settle');
  const { wix } = program;
  return () =>
    onEmulator(async () => {
      const { _id: id } = await wix.openConversation({ contactId: contact.id });
      const { messages } = await wix.listMessages(id, { limit: 10, visibility: 'BUSINESS' });
      return messages;
    });
}

it.each([
  ['once', {}],
  ['three times', { copies: 3 }],
])('thanks a contact once, whose webhook comes %s', async (name, switches) => {
  const { statuses } = await receiveWebhooks(switches);
  const listMessages = await createContact(`${name.replace(' ', '-')}@example.com`);
  // Wix does not wait longer than 1,250 ms for the response.
  await expect.poll(() => [...new Set(statuses)]).toEqual([200]);
  expect(await listMessages()).toMatchObject([{ direction: 'BUSINESS_TO_PARTICIPANT' }]);
});

it.each(['tampered', 'expired', 'other-key'])('refuses a webhook that is %s', async (token) => {
  const { statuses } = await receiveWebhooks({ token });
  const listMessages = await createContact(`${token}@example.com`);
  await expect.poll(() => [...new Set(statuses)]).toEqual([400]);
  expect(await listMessages()).toEqual([]);
});
