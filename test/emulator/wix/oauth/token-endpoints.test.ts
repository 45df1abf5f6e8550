import { expect, it } from 'vitest';
import { SITE_ID, VELO_APP_ID } from '../../../../emulator/wix/core/context.ts';
import { startEmulator } from '../../../support/emulator.ts';
import { errorCodeOf, UNKNOWN_ID } from '../../../support/emulator/wix/open-wix.ts';
import { TICKETS } from '../../../support/emulator/wix/registered-app.ts';

const TOKEN = '/oauth2/token';
/** The lifetime of an access token in Wix's documentation: four hours. */
const TOKEN_SECONDS = 4 * 60 * 60;
const TOKEN_INFO = '/oauth2/token-info';
const ACCESS = '/oauth/access';
const { id: APP_ID, instanceId: INSTANCE_ID } = TICKETS;
const CREDENTIALS = {
  grant_type: 'client_credentials',
  client_id: APP_ID,
  client_secret: TICKETS.secret,
  instance_id: INSTANCE_ID,
};

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

interface TokenInfo {
  readonly active: boolean;
  readonly subjectType?: string;
  readonly subjectId?: string;
  readonly iat?: number;
  readonly exp?: number;
}

async function setup() {
  const started = await startEmulator();
  const { send } = started;
  async function post<T>(path: string, body: object): Promise<T>;
  async function post(path: string, body: object): Promise<unknown> {
    const { status, json } = await send('POST', path, body);
    expect(status).toBe(200);
    return json;
  }
  return {
    ...started,
    registerApp() {
      const { id, secret, instanceId, scopes, privateKey } = TICKETS;
      return started.control('POST', 'apps', { id, secret, instanceId, scopes, privateKey });
    },
    tokens: (body: object) => post<Tokens>(TOKEN, body),
    info: (token: string) => post<TokenInfo>(TOKEN_INFO, { token }),
  };
}

it('an anonymous grant creates a new visitor each time', async () => {
  const { tokens, info } = await setup();
  const first = await tokens({ clientId: APP_ID, grantType: 'anonymous' });
  expect(first).toMatchObject({ token_type: 'Bearer', expires_in: TOKEN_SECONDS });
  const second = await tokens({ clientId: APP_ID, grantType: 'anonymous' });
  const [one, two] = [await info(first.access_token), await info(second.access_token)];
  expect([one.subjectType, two.subjectType]).toEqual(['VISITOR', 'VISITOR']);
  expect(one.subjectId).toMatch(/^[0-9a-f-]{36}$/);
  expect(two.subjectId).not.toBe(one.subjectId);
});

it.each([
  ['of the strategies', 'grantType', 'refreshToken'],
  ['of plain OAuth', 'grant_type', 'refresh_token'],
])(
  'a refresh token, in the spelling %s, returns a new token of its subject',
  async (_, grant, name) => {
    const { tokens, info } = await setup();
    const first = await tokens({ grantType: 'anonymous' });
    const next = await tokens({ [grant]: 'refresh_token', [name]: first.refresh_token });
    expect(next.access_token).not.toBe(first.access_token);
    const { subjectId } = await info(first.access_token);
    expect(await info(next.access_token)).toMatchObject({ active: true, subjectId });
  },
);

it('client credentials return an app’s token without a refresh token, which Inbox accepts', async () => {
  const { registerApp, tokens, info, send } = await setup();
  await registerApp();
  const granted = await tokens(CREDENTIALS);
  expect(granted).toEqual({
    access_token: granted.access_token,
    token_type: 'Bearer',
    expires_in: TOKEN_SECONDS,
  });
  expect(await info(granted.access_token)).toMatchObject({
    subjectType: 'APP',
    subjectId: APP_ID,
    clientId: APP_ID,
    instanceId: INSTANCE_ID,
  });
  const body = { participantId: { anonymousVisitorId: UNKNOWN_ID } };
  expect((await send('POST', '/inbox/v2/conversations', body, granted.access_token)).status).toBe(
    200,
  );
});

/** Requests that OAuth refuses, with the status and error of RFC 6749. */
const REFUSED: readonly [path: string, body: object, status: number, error: string][] = [
  [TOKEN, { ...CREDENTIALS, client_secret: 'wrong' }, 401, 'invalid_client'],
  [TOKEN, { ...CREDENTIALS, client_secret: undefined }, 401, 'invalid_client'],
  [TOKEN, { ...CREDENTIALS, client_id: UNKNOWN_ID }, 401, 'invalid_client'],
  [TOKEN, { ...CREDENTIALS, client_id: undefined }, 401, 'invalid_client'],
  [TOKEN, { ...CREDENTIALS, client_id: "' or 1=1 --" }, 401, 'invalid_client'],
  [TOKEN, { ...CREDENTIALS, instance_id: UNKNOWN_ID }, 400, 'invalid_grant'],
  [TOKEN, { ...CREDENTIALS, instance_id: undefined }, 400, 'invalid_request'],
  [TOKEN, { grantType: 'refresh_token', refreshToken: 'unknown' }, 400, 'invalid_grant'],
  [TOKEN, { grantType: 'refresh_token' }, 400, 'invalid_grant'],
  [TOKEN, { grantType: 'authorization_code', code: 'unknown' }, 400, 'invalid_grant'],
  [TOKEN, { grant_type: 'strip_bound_session', access_token: 'unknown' }, 400, 'invalid_grant'],
  [ACCESS, { ...CREDENTIALS, grant_type: 'authorization_code' }, 400, 'invalid_grant'],
  [ACCESS, { ...CREDENTIALS, grant_type: 'refresh_token' }, 400, 'invalid_grant'],
  [ACCESS, { grant_type: 'refresh_token' }, 401, 'invalid_client'],
];

it.for(REFUSED)('POST %s %j is refused with %i %s', async ([path, body, status, error]) => {
  const { registerApp, send } = await setup();
  await registerApp();
  const response = await send('POST', path, body);
  expect(response.status).toBe(status);
  expect(response.json).toMatchObject({ error });
  expect(JSON.stringify(response.json)).not.toContain(CREDENTIALS.client_secret);
});

it('token-info answers the client that a token of a page was issued to, and its instance', async () => {
  const { registerApp, session, info, send } = await setup();
  await registerApp();
  const { token } = await session({ as: 'member', email: 'mia@example.com', clientId: APP_ID });
  expect(await info(token)).toMatchObject({
    subjectType: 'MEMBER',
    clientId: APP_ID,
    instanceId: INSTANCE_ID,
  });
  const body = { as: 'visitor', clientId: UNKNOWN_ID };
  expect(await send('POST', '/_emulator/sessions', body)).toEqual({
    status: 400,
    json: { error: `clientId: no app with the id ${UNKNOWN_ID} is registered` },
  });
});

it.each([
  ['visitor', {}],
  ['member', { email: 'mia@example.com' }],
  ['user', {}],
  ['app', {}],
])('token-info returns the subject of a %s’s token', async (as, input) => {
  const { session, info } = await setup();
  const { token, id } = await session({ as, ...input });
  const tokenInfo = await info(token);
  expect(tokenInfo).toMatchObject({
    active: true,
    subjectType: as.toUpperCase(),
    subjectId: id,
    siteId: SITE_ID,
    clientId: VELO_APP_ID,
  });
  expect((tokenInfo.exp ?? 0) - (tokenInfo.iat ?? 0)).toBe(TOKEN_SECONDS);
});

it('token-info returns only active: false for an unknown token', async () => {
  const { info, send } = await setup();
  for (const token of ['', 'unknown', 'emulated.unknown', "' or 1=1 --"]) {
    expect(await info(token)).toEqual({ active: false });
  }
  expect(await send('POST', TOKEN_INFO, {})).toEqual({ status: 200, json: { active: false } });
});

it('refuses a refresh token as an access token, and the reverse', async () => {
  const { tokens, info, send } = await setup();
  const first = await tokens({ grantType: 'anonymous' });
  expect(await info(first.refresh_token)).toEqual({ active: false });
  const body = { grantType: 'refresh_token', refreshToken: first.access_token };
  const { status, json } = await send('POST', TOKEN, body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: 'invalid_grant' });
});

it('a token expires after four hours of Wix’s clock and can still be refreshed', async () => {
  const { registerApp, tokens, info, send, control } = await setup();
  await registerApp();
  const visitor = await tokens({ grantType: 'anonymous' });
  const app = await tokens(CREDENTIALS);
  const path = `/inbox/v2/conversations/${UNKNOWN_ID}`;
  await control('POST', 'clock/advance', { ms: (TOKEN_SECONDS - 60) * 1000 });
  expect((await info(visitor.access_token)).active).toBe(true);
  expect((await send('GET', path, undefined, app.access_token)).status).toBe(404);
  await control('POST', 'clock/advance', { ms: 60_000 });
  expect(await info(visitor.access_token)).toMatchObject({ active: false, subjectType: 'VISITOR' });
  const { status, json } = await send('GET', path, undefined, app.access_token);
  expect([status, errorCodeOf(json)]).toEqual([401, 'UNAUTHENTICATED']);
  const next = await tokens({ grantType: 'refresh_token', refreshToken: visitor.refresh_token });
  expect((await info(next.access_token)).active).toBe(true);
});

it('refuses a request without a grant type', async () => {
  const { send } = await setup();
  for (const path of [TOKEN, '/oauth/access']) {
    const { status, json } = await send('POST', path, {});
    expect([status, json]).toMatchObject([400, { error: 'invalid_request' }]);
  }
});

it('reads the credentials of an app in camelCase, too', async () => {
  const { registerApp, tokens, info } = await setup();
  await registerApp();
  const { id: clientId, secret: clientSecret, instanceId } = TICKETS;
  const { access_token } = await tokens({
    ...{ grantType: 'client_credentials', clientId, clientSecret, instanceId },
  });
  expect(await info(access_token)).toMatchObject({ subjectType: 'APP', instanceId });
});

it.each([
  [{ grantType: 'authorized_client', member_id: 'x' }, 'Grant type "authorized_client"'],
  [{ grant_type: 'password' }, 'Grant type "password"'],
  [{ grant_type: 'x'.repeat(100_000) }, `Grant type "${'x'.repeat(40)}"`],
])('refuses an unsupported grant type with 501 NOT_EMULATED (%#)', async (body, subject) => {
  const { send } = await setup();
  const { status, json } = await send('POST', TOKEN, body);
  expect([status, errorCodeOf(json)]).toEqual([501, 'NOT_EMULATED']);
  expect(json).toMatchObject({
    message: `${subject} of POST /oauth2/token is not emulated. Supported are "anonymous", "refresh_token", "client_credentials", "authorization_code" and "strip_bound_session".`,
  });
});

it.each([
  [TOKEN, 'grantType', { grantType: 7 }],
  [TOKEN, 'refreshToken', { grantType: 'refresh_token', refreshToken: { $ne: '' } }],
  [TOKEN_INFO, 'token', { token: ['a'] }],
])('POST %s refuses a %s of the wrong type', async (path, field, body) => {
  const { send } = await setup();
  const { status, json } = await send('POST', path, body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ details: { validationError: { fieldViolations: [{ field }] } } });
});

it('tokens are unique and random', async () => {
  const { tokens } = await setup();
  const all = await Promise.all(
    Array.from({ length: 50 }, () => tokens({ grantType: 'anonymous' })),
  );
  const texts = all.flatMap((one) => [one.access_token, one.refresh_token]);
  expect(new Set(texts).size).toBe(100);
  expect(texts.every((text) => /^(emulated|refresh)\.[\w-]{32}$/.test(text))).toBe(true);
});
