import { conversations, messages } from '@wix/inbox';
import { AppStrategy } from '@wix/sdk/auth/wix-app-oauth';
import { createClient } from '@wix/sdk/client';
import * as v from 'valibot';
import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../../emulator/backend/install-contexts.ts';
import { runInContext } from '../../../../emulator/backend/request-context.ts';
import { writeApp } from '../../../../emulator/wix/apps/apps.ts';
import { issueCode } from '../../../../emulator/wix/oauth/codes.ts';
import { issueToken } from '../../../../emulator/wix/oauth/tokens.ts';
import { openWix, UNKNOWN_ID, visitor } from '../../../support/emulator/wix/open-wix.ts';
import { OTHER_APP, registerApps, TICKETS } from '../../../support/emulator/wix/registered-app.ts';

// The unmodified AppStrategy of Wix's SDK, in each of its forms. It requests tokens with the global fetch.

const CREDENTIALS = { appId: TICKETS.id, appSecret: TICKETS.secret };
const PARTICIPANT = { anonymousVisitorId: UNKNOWN_ID };

async function setup() {
  const opened = openWix();
  const { wix, runAsWix } = opened;
  await runAsWix(registerApps);
  onTestFinished(installContexts());
  return {
    ...opened,
    runProgram: <T>(work: () => Promise<T>): Promise<T> =>
      runInContext({ elevatedToken: '', handleRequest: wix.handleRequest }, work),
    /** The token of a visitor on a page of the app. */
    pageToken: () =>
      runAsWix((context) => issueToken(context, visitor(1), undefined, TICKETS.id).token),
    installCode: () =>
      runAsWix((context) => issueCode(context, 'install', { clientId: TICKETS.id })),
    callers: () => wix.requests.list().map(({ operation, identity }) => [operation, identity]),
  };
}

function clientOf(auth: ReturnType<typeof AppStrategy>) {
  return createClient({ auth, modules: { conversations, messages } });
}

const APP_IDENTITY = { kind: 'app', id: TICKETS.id, instanceId: TICKETS.instanceId };
const OPEN = 'ConversationsService.GetOrCreateConversation';

it('with an instance, gets one token for all calls, which Inbox accepts', async () => {
  const { runProgram, callers } = await setup();
  await runProgram(async () => {
    const client = clientOf(AppStrategy({ ...CREDENTIALS, instanceId: TICKETS.instanceId }));
    await client.conversations.getOrCreateConversation(PARTICIPANT);
    await client.conversations.getOrCreateConversation(PARTICIPANT);
  });
  expect(callers()).toEqual([
    ['OAuth2.Token', null],
    [OPEN, APP_IDENTITY],
    [OPEN, APP_IDENTITY],
  ]);
});

it('with the access token of a page, acts as that visitor', async () => {
  const { runProgram, callers, pageToken } = await setup();
  const accessToken = await pageToken();
  await runProgram(async () => {
    const client = clientOf(AppStrategy({ ...CREDENTIALS, accessToken }));
    await expect(client.conversations.getOrCreateConversation(PARTICIPANT)).rejects.toMatchObject({
      status: 403,
    });
    expect(await client.auth.getTokenInfo()).toMatchObject({
      active: true,
      subjectType: 'VISITOR',
      subjectId: visitor(1).id,
      clientId: TICKETS.id,
      instanceId: TICKETS.instanceId,
    });
  });
  expect(callers()).toContainEqual([OPEN, visitor(1)]);
});

it('elevated() of the access token of a page acts as the app', async () => {
  const { runProgram, callers, pageToken } = await setup();
  const accessToken = await pageToken();
  await runProgram(async () => {
    const elevated = await AppStrategy({ ...CREDENTIALS, accessToken }).elevated();
    await clientOf(elevated).conversations.getOrCreateConversation(PARTICIPANT);
  });
  expect(callers()).toEqual([
    ['OAuth2.TokenInfo', null],
    ['OAuth2.Token', null],
    [OPEN, APP_IDENTITY],
  ]);
});

it('elevated() refuses the access token of another app', async () => {
  const { runProgram, pageToken } = await setup();
  const accessToken = await pageToken();
  await runProgram(async () => {
    const other = AppStrategy({ appId: OTHER_APP.id, appSecret: OTHER_APP.secret, accessToken });
    await expect(other.elevated()).rejects.toThrow('The token is not issued for the app');
  });
});

it('exchanges the code of an installation once, then renews the token for every call', async () => {
  const { runProgram, callers, installCode } = await setup();
  const code = await installCode();
  const callback = `http://localhost:3000/installed?code=${code}&instanceId=${TICKETS.instanceId}`;
  await runProgram(async () => {
    const installed = await AppStrategy(CREDENTIALS).handleOAuthCallback(callback);
    expect(installed.instanceId).toBe(TICKETS.instanceId);
    const { refreshToken } = installed;
    const client = clientOf(AppStrategy({ ...CREDENTIALS, refreshToken }));
    await client.conversations.getOrCreateConversation(PARTICIPANT);
    await client.conversations.getOrCreateConversation(PARTICIPANT);
    await expect(AppStrategy(CREDENTIALS).handleOAuthCallback(callback)).rejects.toThrow(
      'Unexpected status code from Wix OAuth API: 400',
    );
  });
  expect(callers().map(([operation]) => operation)).toEqual([
    'OAuth.Access',
    'OAuth.Access',
    OPEN,
    'OAuth.Access',
    OPEN,
    'OAuth.Access',
  ]);
  expect(callers()).toContainEqual([OPEN, APP_IDENTITY]);
});

it('the code of an installation is valid for ten minutes', async () => {
  const { wix, runProgram, installCode } = await setup();
  const code = await installCode();
  wix.clock.advance(600_000);
  const callback = `http://localhost:3000/installed?code=${code}&instanceId=${TICKETS.instanceId}`;
  await runProgram(async () => {
    await expect(AppStrategy(CREDENTIALS).handleOAuthCallback(callback)).rejects.toThrow('400');
  });
});

it.for<[string, Parameters<typeof AppStrategy>[0], number]>([
  ['a wrong secret', { ...CREDENTIALS, appSecret: 'wrong', instanceId: TICKETS.instanceId }, 401],
  [
    'the secret of another app',
    { ...CREDENTIALS, appSecret: OTHER_APP.secret, instanceId: TICKETS.instanceId },
    401,
  ],
  ['an unknown app', { ...CREDENTIALS, appId: UNKNOWN_ID, instanceId: TICKETS.instanceId }, 401],
  ['the instance of another app', { ...CREDENTIALS, instanceId: OTHER_APP.instanceId }, 400],
  ['an unknown access token', { ...CREDENTIALS, accessToken: 'unknown' }, 400],
  ['an unknown refresh token', { ...CREDENTIALS, refreshToken: 'unknown' }, 400],
])('%s is refused', async ([, options, status]) => {
  const { runProgram, callers } = await setup();
  await runProgram(async () => {
    await expect(clientOf(AppStrategy(options)).auth.getAuthHeaders()).rejects.toThrow(
      `Unexpected status code from Wix OAuth API: ${String(status)}`,
    );
  });
  expect(callers()).toHaveLength(1);
});

it('refuses the refresh token and the page’s token of another app', async () => {
  const { runProgram, runAsWix, pageToken } = await setup();
  const accessToken = await pageToken();
  const { refreshToken } = await runAsWix((context) =>
    issueToken(context, { kind: 'app', id: TICKETS.id, instanceId: TICKETS.instanceId }),
  );
  const other = { appId: OTHER_APP.id, appSecret: OTHER_APP.secret };
  await runProgram(async () => {
    for (const [token, status] of [
      [{ refreshToken }, 400],
      [{ accessToken }, 401],
    ] as const) {
      await expect(AppStrategy({ ...other, ...token }).getAuthHeaders({})).rejects.toThrow(
        `Unexpected status code from Wix OAuth API: ${String(status)}`,
      );
    }
  });
});

const MANAGE = 'SCOPE.DC-INBOX.MANAGE-MSGS';
const READ = 'SCOPE.DC-INBOX.READ-MSGS';
const READ_OR_MANAGE = `403 ${READ} or ${MANAGE}`;

/** What comes of a method for an app with one scope: done, 404 for an unknown conversation, or 403 and the missing scopes. */
const SCOPES: readonly [
  scope: string,
  method: 'open' | 'send' | 'get' | 'list',
  outcome: string,
][] = [
  ['SCOPE.OTHER', 'open', `403 ${MANAGE}`],
  ['SCOPE.OTHER', 'send', `403 ${MANAGE}`],
  ['SCOPE.OTHER', 'get', READ_OR_MANAGE],
  [
    'SCOPE.OTHER',
    'list',
    `${READ_OR_MANAGE} or SCOPE.EVENTS.MANAGE-EVENTS or SCOPE.STORES.MANAGE-STORES`,
  ],
  [READ, 'open', `403 ${MANAGE}`],
  [READ, 'send', `403 ${MANAGE}`],
  [READ, 'get', '404'],
  [READ, 'list', '404'],
  [MANAGE, 'open', 'done'],
  [MANAGE, 'send', '404'],
  [MANAGE, 'get', '404'],
  [MANAGE, 'list', '404'],
];

const SdkError = v.object({
  status: v.number(),
  details: v.object({ applicationError: v.object({ description: v.string() }) }),
});

async function outcomeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return 'done';
  } catch (error) {
    const { status, details } = v.parse(SdkError, error);
    const [scopes = ''] = /SCOPE\.DC.*/.exec(details.applicationError.description) ?? [];
    return `${String(status)} ${scopes}`.trim();
  }
}

it.for(SCOPES)('with the scope %s, %s: %s', async ([scope, method, outcome]) => {
  const { runProgram, runAsWix } = await setup();
  await runAsWix((context) => writeApp(context, { ...TICKETS, scopes: [scope] }));
  await runProgram(async () => {
    const client = clientOf(AppStrategy({ ...CREDENTIALS, instanceId: TICKETS.instanceId }));
    const calls = {
      open: () => client.conversations.getOrCreateConversation(PARTICIPANT),
      send: () =>
        client.messages.sendMessage(UNKNOWN_ID, {
          content: { basic: { items: [{ text: 'Hello' }] } },
          direction: 'BUSINESS_TO_PARTICIPANT',
          visibility: 'BUSINESS_AND_PARTICIPANT',
        }),
      get: () => client.conversations.getConversation(UNKNOWN_ID),
      list: () => client.messages.listMessages(UNKNOWN_ID, 'BUSINESS'),
    };
    expect(await outcomeOf(calls[method])).toBe(outcome);
  });
});
