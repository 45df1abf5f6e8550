import { members } from '@wix/members';
import { OAuthStrategy, type OauthData } from '@wix/sdk';
import { createClient } from '@wix/sdk/client';
import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../../emulator/backend/install-contexts.ts';
import { runInContext } from '../../../../emulator/backend/request-context.ts';
import { createLogInPage } from '../../../../emulator/control/log-in.ts';
import { readToken } from '../../../../emulator/wix/oauth/tokens.ts';
import { findRefusal } from '../../../../emulator/guard.ts';
import { openWix, UNKNOWN_ID } from '../../../support/emulator/wix/open-wix.ts';
import { OTHER_APP, registerApps, TICKETS } from '../../../support/emulator/wix/registered-app.ts';

// The log-in of a member, with the unmodified OAuthStrategy of Wix's SDK and the emulator's log-in page.

const EMAIL = 'nora@example.com';
const [CALLBACK = ''] = TICKETS.redirectUris;

async function setup() {
  const opened = openWix();
  const { wix, runAsWix } = opened;
  await runAsWix(registerApps);
  onTestFinished(installContexts());
  const page = createLogInPage(wix);
  const auth = OAuthStrategy({ clientId: TICKETS.id });

  /** Opens an address of the log-in page. */
  const open = (url: string) => page.request(new URL(url).href.replace('http://127.0.0.1', ''));
  /** Logs in on the page and returns the address of the client that it redirects to. */
  async function chooseMember(authUrl: string, email = EMAIL): Promise<string> {
    const response = await open(`${authUrl}&login_hint=${encodeURIComponent(email)}`);
    return response.headers.get('location') ?? `status ${String(response.status)}`;
  }
  return {
    ...opened,
    auth,
    open,
    chooseMember,
    /** Starts a log-in and returns what the client keeps, and the code and state that it gets back. */
    async logIn(responseMode: 'query' | 'fragment' = 'fragment', redirectUri = CALLBACK) {
      const oauthData = auth.generateOAuthData(redirectUri);
      const { authUrl } = await auth.getAuthUrl(oauthData, { prompt: 'login', responseMode });
      const location = await chooseMember(authUrl);
      return { oauthData, authUrl, location, ...auth.parseFromUrl(location, responseMode) };
    },
    runProgram: <T>(work: () => Promise<T>): Promise<T> =>
      runInContext({ elevatedToken: '', handleRequest: wix.handleRequest }, work),
    identityOf: (token: string) =>
      readToken({ database: wix.database, now: () => wix.clock.now() }, token)?.identity,
  };
}

it.for(['query', 'fragment'] as const)(
  'logs a member in, with the code in the %s',
  async (mode) => {
    const { auth, identityOf, logIn, runProgram } = await setup();
    await runProgram(async () => {
      const { code, state, oauthData, location } = await logIn(mode);
      expect(location.startsWith(`${CALLBACK}${mode === 'query' ? '?' : '#'}code=login.`)).toBe(
        true,
      );
      expect(state).toBe(oauthData.state);

      const visitor = identityOf(auth.getTokens().accessToken.value);
      auth.setTokens(await auth.getMemberTokens(code, state, oauthData));
      expect(auth.loggedIn()).toBe(true);
      const client = createClient({ auth, modules: { members } });
      const { member } = await client.members.getCurrentMember({ fieldsets: ['FULL'] });
      expect(member?.loginEmail).toBe(EMAIL);
      expect(identityOf(auth.getTokens().accessToken.value)).toMatchObject({
        kind: 'member',
        visitorId: visitor?.id,
      });
    });
  },
);

it('member tokens are renewed by their own client only', async () => {
  const { auth, logIn, runProgram } = await setup();
  await runProgram(async () => {
    const { code, state, oauthData } = await logIn();
    const { refreshToken } = await auth.getMemberTokens(code, state, oauthData);
    await auth.renewToken(refreshToken);
    await expect(
      OAuthStrategy({ clientId: OTHER_APP.id }).renewToken(refreshToken),
    ).rejects.toThrow('invalid_grant');
  });
});

it.for<[string, (data: OauthData) => OauthData, clientId: string]>([
  ['another verifier', (data) => ({ ...data, codeVerifier: 'x'.repeat(43) }), TICKETS.id],
  ['another address', (data) => ({ ...data, redirectUri: 'http://localhost:3000/' }), TICKETS.id],
  ['another client', (data) => data, OTHER_APP.id],
])('refuses the code with %s, and accepts it afterwards', async ([, change, clientId]) => {
  const { auth, logIn, runProgram } = await setup();
  await runProgram(async () => {
    const { code, state, oauthData } = await logIn();
    await expect(
      OAuthStrategy({ clientId }).getMemberTokens(code, state, change(oauthData)),
    ).rejects.toThrow('invalid_grant');
    expect(await auth.getMemberTokens(code, state, oauthData)).toMatchObject({
      refreshToken: { role: 'member' },
    });
  });
});

it('a code is valid once, and for ten minutes', async () => {
  const { auth, logIn, runProgram, wix } = await setup();
  await runProgram(async () => {
    const first = await logIn();
    await auth.getMemberTokens(first.code, first.state, first.oauthData);
    await expect(auth.getMemberTokens(first.code, first.state, first.oauthData)).rejects.toThrow(
      'unknown, used or expired',
    );
    const second = await logIn();
    wix.clock.advance(600_000);
    await expect(auth.getMemberTokens(second.code, second.state, second.oauthData)).rejects.toThrow(
      'unknown, used or expired',
    );
  });
});

it('a log-in link works once, and shows a form until then', async () => {
  const { auth, chooseMember, logIn, open, runProgram } = await setup();
  await runProgram(async () => {
    const data = auth.generateOAuthData(CALLBACK);
    const { authUrl } = await auth.getAuthUrl(data);
    const form = await open(authUrl);
    expect([form.status, await form.text()]).toEqual([200, expect.stringContaining('login_hint')]);
    expect(await chooseMember(authUrl, 'no-address')).toBe('status 400');
    expect(await chooseMember(authUrl)).toContain(`${CALLBACK}#code=`);
    expect(await chooseMember(authUrl)).toBe('status 400');
    expect((await logIn()).code).not.toBe('');
  });
});

it('prompt "none" returns to the client that no member is logged in', async () => {
  const { auth, open, runProgram } = await setup();
  await runProgram(async () => {
    const data = auth.generateOAuthData(CALLBACK);
    const { authUrl } = await auth.getAuthUrl(data, { prompt: 'none', responseMode: 'query' });
    const location = (await open(authUrl)).headers.get('location') ?? '';
    expect(auth.parseFromUrl(location, 'query')).toMatchObject({
      error: 'login_required',
      state: data.state,
    });
  });
});

it('refuses an unknown client, an address that is not registered, and a web message', async () => {
  const { auth, logIn, runProgram } = await setup();
  await runProgram(async () => {
    await expect(logIn('query', 'https://evil.example/callback')).rejects.toThrow(
      `must be one of the client's redirectUris: ${CALLBACK}`,
    );
    const unknown = OAuthStrategy({ clientId: UNKNOWN_ID });
    await expect(unknown.getAuthUrl(unknown.generateOAuthData(CALLBACK))).rejects.toThrow(
      'is not registered: add it to',
    );
    await expect(
      auth.getAuthUrl(auth.generateOAuthData(CALLBACK), {
        prompt: 'login',
        responseMode: 'web_message',
      }),
    ).rejects.toMatchObject({ status: 501 });
  });
});

it('logs out to an address of the client, and to no other', async () => {
  const { auth, open, runProgram } = await setup();
  await runProgram(async () => {
    const { logoutUrl } = await auth.logout('http://localhost:3000/bye');
    expect((await open(logoutUrl)).headers.get('location')).toBe('http://localhost:3000/bye');
    const elsewhere = logoutUrl.replace('3000', '3001');
    expect((await open(elsewhere)).status).toBe(400);
    await expect(auth.logout('https://evil.example/')).rejects.toThrow('must be on a host of');
  });
});

it('other websites may open the log-in page, and no other path of the emulator', () => {
  const link = {
    method: 'GET',
    host: '127.0.0.1:8787',
    secFetchSite: 'cross-site',
    secFetchMode: 'navigate',
    secFetchDest: 'document',
    purpose: undefined,
    origin: undefined,
    contentType: undefined,
    contentEncoding: undefined,
    contentLength: undefined,
    transferEncoding: undefined,
  };
  expect(findRefusal({ ...link, path: '/_api/oauth2/authorize' }, 8787, [])).toBeUndefined();
  expect(findRefusal({ ...link, path: '/_api/oauth2/other' }, 8787, [])).toMatchObject({
    status: 403,
  });
});
