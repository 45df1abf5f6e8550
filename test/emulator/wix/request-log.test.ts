import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import { MESSAGES, minimal, openInbox } from '../../support/emulator/wix/inbox/open-inbox.ts';
import { APP, UNKNOWN_ID } from '../../support/emulator/wix/open-wix.ts';

async function setup() {
  const started = await startEmulator();
  const app = await started.session({ as: 'app' });
  return { ...started, app };
}

it('logs every request with its caller, body and status', async () => {
  const { send, session, requests, app } = await setup();
  const visitor = await session({ as: 'visitor' });
  const participantId = { anonymousVisitorId: visitor.id };
  await send('POST', '/inbox/v2/conversations', { participantId }, app.token);
  await send('POST', '/crm/inbox/v2/conversations', { participantId }, visitor.token);
  await send('GET', `${MESSAGES}?conversationId=${UNKNOWN_ID}&visibility=BUSINESS`);
  await send('POST', MESSAGES, { conversationId: 7 }, app.token);
  const log = await requests();
  expect(Math.min(...log.map(({ ms }) => ms))).toBeGreaterThan(0);
  expect(log.map((record) => ({ ...record, ms: 0 }))).toEqual([
    {
      operation: 'ConversationsService.GetOrCreateConversation',
      method: 'POST',
      path: '/inbox/v2/conversations',
      status: 200,
      identity: { kind: 'app', id: app.id },
      ms: 0,
      body: { participantId },
      unread: [],
    },
    expect.objectContaining({
      path: '/crm/inbox/v2/conversations',
      status: 403,
      identity: { kind: 'visitor', id: visitor.id },
      body: { participantId },
      error: 'PERMISSION_DENIED',
    }),
    expect.objectContaining({
      operation: 'MessagesService.ListMessages',
      status: 401,
      identity: null,
      body: { conversationId: UNKNOWN_ID, visibility: 'BUSINESS' },
      error: 'UNAUTHENTICATED',
    }),
    expect.objectContaining({
      operation: 'MessagesService.SendMessage',
      status: 400,
      body: { conversationId: 7 },
      error: 'VALIDATION',
    }),
  ]);
});

it('logs no token and no secret, wherever it was sent', async () => {
  const { send, session, control, requests, app } = await setup();
  const canary = 'canary-of-a-secret';
  const known = await session({ as: 'member', email: 'mia@example.com' });
  const bodies = [
    { grantType: 'refresh_token', refreshToken: canary, clientId: 'site' },
    { grant_type: 'refresh_token', refresh_token: canary, client_secret: canary },
    { grant_type: 'client_credentials', client_secret: canary, clientSecret: canary },
    { grant_type: 'strip_bound_session', access_token: canary, accessToken: canary },
    { grantType: 'authorization_code', code: canary, codeVerifier: canary },
  ];
  for (const body of bodies) {
    await send('POST', '/oauth2/token', body, canary);
  }
  await send('POST', '/oauth2/token-info', { token: known.token });
  await send('POST', '/oauth2/token-info', { token: canary });
  await send('POST', MESSAGES, { conversationId: UNKNOWN_ID }, canary);
  await send('POST', MESSAGES, { conversationId: UNKNOWN_ID }, `Bearer ${app.token}`);
  await send('GET', `/nothing?token=${canary}`, undefined, canary);
  const log = await requests();
  expect(log).toHaveLength(bodies.length + 5);
  const text = JSON.stringify([log, await control('GET', 'events')]);
  for (const secret of [canary, known.token, app.token, 'refresh.', 'emulated.']) {
    expect(text).not.toContain(secret);
  }
  expect(log[0]?.body).toEqual({ grantType: 'refresh_token', clientId: 'site' });
});

it('lists the fields that an operation did not read in `unread`', async () => {
  const { call, conversationOf, wix } = await openInbox();
  const conversationId = await conversationOf({ anonymousVisitorId: UNKNOWN_ID });
  const message = minimal('hello', {
    createdDate: '2026-01-01T00:00:00.000Z',
    colour: { of: ['the sky'] },
  });
  const body = { conversationId, message, sendNotifications: true, extra: 1 };
  expect((await call(APP, 'POST', MESSAGES, body)).status).toBe(200);
  const scope = ['x'];
  await call(APP, 'POST', '/oauth2/token', { grantType: 'anonymous', clientId: 'site', scope });
  const [, sent, token] = wix.requests.list();
  expect(sent?.unread.toSorted()).toEqual(['extra', 'message.colour', 'message.createdDate']);
  expect(token?.unread).toEqual(['scope.0']);
});

it('keeps the last thousand requests in their order', async () => {
  const { emulator, requests } = await setup();
  for (let call = 1; call <= 2100; call += 1) {
    await emulator.fetch(`/call/${String(call)}`);
  }
  const log = await requests();
  expect([log.length, log[0]?.path, log.at(-1)?.path]).toEqual([1000, '/call/1101', '/call/2100']);
});
