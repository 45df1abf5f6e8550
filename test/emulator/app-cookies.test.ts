import { expect, it } from 'vitest';
import { readDocument } from '../../emulator/database/documents.ts';
import { WEB_METHODS } from '../support/emulator.ts';
import { startOnPort } from '../support/emulator/start-on-port.ts';
import { getTestSitePath } from '../support/emulator/site/running-site.ts';

interface PageSession {
  readonly token: string;
  readonly identity: { readonly kind: string; readonly id: string };
  readonly mode: string;
}

async function setup() {
  const started = await startOnPort({ site: getTestSitePath('flat') });
  const { sendRaw, sendJson } = started;

  /**
   * Opens the page as a browser with a cookie does. Returns the cookies that are set and the session of the page.
   */
  async function openPage(cookie?: string) {
    const headers = { accept: 'text/html', ...(cookie === undefined ? {} : { cookie }) };
    const response = await sendRaw({ path: '/', headers });
    expect(response.status).toBe(200);
    const [, data] =
      /<script type="application\/json" id="velo-session">([^<]*)<\/script>/.exec(response.body) ??
      [];
    const session = readDocument<PageSession>(data ?? 'null');
    return { headers: response.headers, cookies: response.headers['set-cookie'] ?? [], session };
  }

  return {
    ...started,
    openPage,
    async actAs(input: object, cookie?: string): Promise<string> {
      const headers = cookie === undefined ? {} : { cookie };
      const { status, headers: responseHeaders } = await sendJson(
        '/_emulator/act-as',
        input,
        headers,
      );
      expect(status).toBe(200);
      return cookiePairOf(responseHeaders['set-cookie']);
    },
  };
}

function cookiePairOf(cookies: string | readonly string[] | undefined): string {
  return (typeof cookies === 'string' ? cookies : (cookies?.[0] ?? '')).split(';')[0] ?? '';
}

it('the first page starts a visitor’s session in an HttpOnly cookie named by the port', async () => {
  const { openPage, port } = await setup();
  const { cookies, session, headers } = await openPage();
  expect(session).toMatchObject({ identity: { kind: 'visitor' }, mode: 'live' });
  expect(cookies).toEqual([
    `velo_session_${String(port)}=${session.token}; Path=/; HttpOnly; SameSite=Strict`,
  ]);
  expect(headers['cache-control']).toBe('no-store');
});

it('the next page has the same session and sets no cookie', async () => {
  const { openPage } = await setup();
  const first = await openPage();
  const second = await openPage(cookiePairOf(first.cookies));
  expect([second.session, second.cookies]).toEqual([first.session, []]);
});

it('POST /act-as changes the session of one browser only', async () => {
  const { openPage, actAs } = await setup();
  const visitor = await openPage();
  const cookie = await actAs(
    { as: 'member', email: 'mia@example.com' },
    cookiePairOf(visitor.cookies),
  );
  expect((await openPage(cookie)).session).toMatchObject({
    identity: { kind: 'member', visitorId: visitor.session.identity.id },
    mode: 'live',
  });
  expect((await openPage(cookiePairOf(visitor.cookies))).session).toEqual(visitor.session);
  const owner = await actAs({ as: 'user' }, cookie);
  expect((await openPage(owner)).session).toMatchObject({
    identity: { kind: 'user' },
    mode: 'preview',
  });
});

it('GET /act-as returns the session of the browser', async () => {
  const { sendRaw, actAs } = await setup();
  const path = '/_emulator/act-as';
  expect(JSON.parse((await sendRaw({ path })).body)).toEqual({ session: null });
  const cookie = await actAs({ as: 'user' });
  expect(JSON.parse((await sendRaw({ path, headers: { cookie } })).body)).toMatchObject({
    session: { identity: { kind: 'user' }, mode: 'preview' },
  });
});

it('an unknown, expired or revoked cookie starts a new visitor’s session', async () => {
  const { openPage, port, session, control } = await setup();
  const name = `velo_session_${String(port)}`;
  const expired = await session({ as: 'user', expiresIn: -1 });
  const revoked = await openPage();
  await control('POST', 'reset');
  const cookies = [
    `${name}=unknown`,
    `${name}=${expired.token}`,
    `${name}=%E0%A4%A`,
    cookiePairOf(revoked.cookies),
  ];
  for (const cookie of cookies) {
    const { session: newSession, cookies: newCookies } = await openPage(cookie);
    expect(newSession).toMatchObject({ identity: { kind: 'visitor' }, mode: 'live' });
    expect(newCookies).toHaveLength(1);
  }
});

it('the cookie does not authorize calls of web methods or of Wix', async () => {
  const { sendRaw, actAs } = await setup();
  const cookie = await actAs({ as: 'user' });
  const headers = { 'content-type': 'application/json', cookie };
  const calls = [
    { path: `${WEB_METHODS}/greetings.web.js/greet.ajax`, body: '["Ann"]' },
    { path: '/inbox/v2/messages', body: '{}' },
    { path: '/contacts/v4/contacts/query', body: '{}' },
  ];
  for (const call of calls) {
    expect((await sendRaw({ ...call, method: 'POST', headers })).status).toBe(401);
  }
});

it('the session of one emulator is not valid on another, neither as cookie nor as token', async () => {
  const first = await setup();
  const second = await setup();
  const owner = await first.actAs({ as: 'user' });
  const [, token = ''] = owner.split('=');
  for (const cookie of [owner, owner.replace(String(first.port), String(second.port))]) {
    const { session } = await second.openPage(cookie);
    expect(session.identity.kind).toBe('visitor');
    expect(session.token).not.toBe(token);
  }
  const path = `${WEB_METHODS}/greetings.web.js/tell.ajax`;
  expect((await second.sendJson(path, [], { authorization: token })).status).toBe(401);
  expect((await first.sendJson(path, [], { authorization: token })).status).toBe(200);
  expect((await first.openPage(owner)).session.identity.kind).toBe('user');
});
