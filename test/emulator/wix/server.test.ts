import { expect, it } from 'vitest';
import { OPERATIONS } from '../../../emulator/wix/operations.ts';
import type { CallerKind } from '../../../emulator/wix/core/operation.ts';
import { startEmulator } from '../../support/emulator.ts';
import { errorCodeOf, UNKNOWN_ID } from '../../support/emulator/wix/open-wix.ts';

const CALLERS: readonly CallerKind[] = ['none', 'visitor', 'member', 'user', 'app'];

async function setup() {
  const started = await startEmulator();
  const { session } = started;
  const tokens: Readonly<Record<CallerKind, string | undefined>> = {
    none: undefined,
    visitor: (await session({ as: 'visitor' })).token,
    member: (await session({ as: 'member', email: 'mia@example.com' })).token,
    user: (await session({ as: 'user' })).token,
    app: (await session({ as: 'app' })).token,
  };
  return { ...started, tokens };
}

/** Fills the parameters of a router path with an unknown id. */
function pathOf(template: string): string {
  return template.replaceAll(/:\w+/g, UNKNOWN_ID);
}

it.each(OPERATIONS)('$name requires the token of an allowed caller', async (operation) => {
  const { send, session, tokens, requests } = await setup();
  const { httpMethod, paths, callers } = operation;
  const expired = (await session({ as: 'app', expiresIn: -1 })).token;
  const isOpen = callers.includes('none');
  const forbidden = { status: 403, error: 'PERMISSION_DENIED' };
  const unauthenticated = { status: 401, error: 'UNAUTHENTICATED' };
  const withoutCaller = isOpen ? 'allowed' : unauthenticated;
  const cases = [
    ...CALLERS.map((caller) => ({
      token: tokens[caller],
      expected:
        callers.includes(caller) || isOpen
          ? 'allowed'
          : caller === 'none'
            ? unauthenticated
            : forbidden,
    })),
    { token: expired, expected: withoutCaller },
    { token: 'emulated.never-issued', expected: withoutCaller },
    { token: '', expected: withoutCaller },
  ];
  const body = httpMethod === 'POST' ? {} : undefined;
  for (const { token } of cases) {
    await send(httpMethod, pathOf(paths[0] ?? ''), body, token);
  }
  const log = await requests();
  expect(log.map(({ operation: name }) => name)).toEqual(cases.map(() => operation.name));
  expect(
    log.map(({ status, error }) =>
      error === 'UNAUTHENTICATED' || error === 'PERMISSION_DENIED' ? { status, error } : 'allowed',
    ),
  ).toEqual(cases.map(({ expected }) => expected));
});

it.each(OPERATIONS)('$name responds on the paths of every host', async (operation) => {
  const { send, session, tokens, requests } = await setup();
  const { httpMethod, paths, callers: who } = operation;
  const caller = CALLERS.findLast((kind) => who.includes(kind)) ?? 'none';
  const body = httpMethod === 'POST' ? {} : undefined;
  for (const [index, path] of paths.entries()) {
    // A new member each time, because a member can delete themselves.
    const member = { as: 'member', email: `mia${index}@example.com` };
    const token = caller === 'member' ? (await session(member)).token : tokens[caller];
    await send(httpMethod, pathOf(path), body, token);
  }
  const log = await requests();
  expect(log.map(({ operation: name }) => name)).toEqual(paths.map(() => operation.name));
  expect(new Set(log.map(({ status }) => status)).size).toBe(1);
});

it.each(['', 'Bearer ', 'bearer ', 'BEARER ', 'Bearer   '])(
  'accepts a token after "%s", with and without a slash at the end of the path',
  async (prefix) => {
    const { send, tokens } = await setup();
    for (const slash of ['', '/']) {
      const path = `/inbox/v2/conversations/${UNKNOWN_ID}${slash}`;
      const token = `${prefix}${String(tokens.app)}`;
      expect((await send('GET', path, undefined, token)).status).toBe(404);
      expect((await send('GET', path, undefined, `${prefix}unknown`)).status).toBe(401);
    }
  },
);

const CONVERSATION =
  'GET /inbox/v2/conversations/{conversationId} (ConversationsService.GetConversation)';
const OPEN = 'POST /inbox/v2/conversations (ConversationsService.GetOrCreateConversation)';
const SEND = 'POST /inbox/v2/messages (MessagesService.SendMessage)';

it.each([
  ['POST', '/inbox/v2/conversation', OPEN],
  ['DELETE', `/inbox/v2/conversations/${UNKNOWN_ID}`, CONVERSATION],
  ['POST', '/inbox/v2/message', SEND],
  ['POST', '/inbox/v3/messages', SEND],
  ['POST', '//inbox/v2/messages', SEND],
  ['GET', '/inbox/v2/conversations/a/b', CONVERSATION],
  ['POST', '/stores/v1/products/query', undefined],
  ['POST', '/', undefined],
  ['GET', '//[broken', undefined],
])('%s %s responds with 501 NOT_EMULATED and the nearest call', async (method, path, nearest) => {
  const { emulator, requests, tokens } = await setup();
  const url = path.startsWith('//') ? `http://127.0.0.1${path}` : path;
  const headers = { authorization: tokens.app ?? '' };
  const response = await emulator.fetch(url, { method, headers });
  expect(response.status).toBe(501);
  const hint = nearest === undefined ? '' : `The nearest emulated call is ${nearest}. `;
  const message = `${method} ${path} is not emulated. ${hint}GET /_emulator/coverage lists the emulated methods.`;
  const data = { request: `${method} ${path}`, ...(nearest === undefined ? {} : { nearest }) };
  expect(await response.json()).toEqual({
    message,
    details: { applicationError: { code: 'NOT_EMULATED', description: message, data } },
  });
  expect(await requests()).toMatchObject([{ operation: `${method} ${path}`, status: 501 }]);
});

it('every response is JSON and has a request id', async () => {
  const { emulator } = await setup();
  const ids = new Set<string | null>();
  for (const path of ['/inbox/v2/messages', '/nothing']) {
    const { headers } = await emulator.fetch(path);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-wix-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    ids.add(headers.get('x-wix-request-id'));
  }
  expect(ids.size).toBe(2);
});

it.each([
  ['is not JSON', '{', 'INVALID_JSON', 400],
  ['is a list', '[]', 'INVALID_JSON', 400],
  ['is null', 'null', 'INVALID_JSON', 400],
  ['is nested deeper than 64', `{"a":${'['.repeat(64)}${']'.repeat(64)}}`, 'INVALID_JSON', 400],
  [
    'is nested 100,000 deep',
    `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    'INVALID_JSON',
    400,
  ],
  ['reaches a prototype', '{"participantId":{"__proto__":{"memberId":"x"}}}', 'INVALID_JSON', 400],
  ['has the key constructor', '{"a":[{"constructor":1}]}', 'INVALID_JSON', 400],
  ['has the key prototype', '{"prototype":1}', 'INVALID_JSON', 400],
  ['is longer than 1 MiB', `{"a":"${'x'.repeat(1024 * 1024)}"}`, 'REQUEST_TOO_LARGE', 413],
])('refuses a body that %s', async (_, body, code, status) => {
  const { send, tokens, requests } = await setup();
  const answer = await send('POST', '/inbox/v2/conversations', body, tokens.app);
  expect([answer.status, errorCodeOf(answer.json)]).toEqual([status, code]);
  expect(await requests()).toMatchObject([{ status, error: code }]);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

it('refuses a path that is not valid percent-encoding', async () => {
  const { send, tokens } = await setup();
  const answer = await send('GET', '/inbox/v2/conversations/%E0%A4%A', undefined, tokens.app);
  expect([answer.status, errorCodeOf(answer.json)]).toEqual([400, 'INVALID_PATH']);
});

it.each([
  ['GET', `/members/v1/members/%00`, undefined],
  ['GET', `/blog/v1/likes/%00`, undefined],
  ['POST', '/oauth2/token', { grantType: 'refresh_token', refreshToken: 'a\u0000b' }],
  ['POST', '/oauth2/token', { grantType: 'client_credentials', clientId: 'a\u0000b' }],
  ['POST', '/oauth2/token-info', { token: 'a\u0000b' }],
  ['DELETE', `/blog/v1/likes/fqdn/a%00/entity-id/${UNKNOWN_ID}`, undefined],
])('refuses a NUL character in %s %s without a defect', async (method, path, body) => {
  const { send, tokens } = await setup();
  const token = path.startsWith('/blog') ? tokens.visitor : tokens.app;
  const { status } = await send(method, path, body, token);
  expect([400, 404, 501]).toContain(status);
});
