import { OAuthStrategy } from '@wix/sdk/auth/oauth2';
import { createClient } from '@wix/sdk/client';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
const emulator = await createEmulator();
const handleRequest = sendTo(emulator);
afterAll(() => emulator.close());

/** Runs the program where the hosts of Wix are the emulator. It has no context of a site. */
const onEmulator = <Result>(work: () => Promise<Result>): Promise<Result> =>
  runInContext({ elevatedToken: '', handleRequest }, work);

/** Starts a session of the app that is installed on the site. Returns its token. */
async function startAppSession(): Promise<string> {
  const init = { method: 'POST', body: '{"as":"app"}' };
  const session: unknown = await (await emulator.fetch('/_emulator/sessions', init)).json();
  return v.parse(v.object({ token: v.string() }), session).token;
}

async function startProgram(clientId = CLIENT_ID) {
  const token = await startAppSession();
  const client = createClient({
    auth: { getAuthHeaders: async () => ({ headers: { Authorization: token } }) },
  });
  const selfHosted = createSelfHostedInbox({ clientId, app: client, settings, log: () => {} });
  const app = createApp(selfHosted, connectWebhooks(client, selfHosted));
  return {
    ...selfHosted,
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
