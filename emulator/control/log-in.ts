// Emulates Wix's log-in page for members of a self-hosted site: an email address is enough. Not emulated: passwords,
// social log-ins, and a log-in that is remembered for the next time.
import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import * as v from 'valibot';
import { findApp } from '../wix/apps/apps.ts';
import { issueCode, readCode, redeemCode, type CodeGrant } from '../wix/oauth/codes.ts';
import type { Wix } from '../wix/server.ts';
import { createMemberIdentity } from './sessions.ts';

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;
const Email = v.pipe(v.string(), v.email(), v.maxLength(320));

type LogIn = CodeGrant<'session'>;

/**
 * Creates the routes of Wix's log-in and log-out pages:
 *
 * - `GET /_api/oauth2/authorize?sessionToken=`: a form that asks for an email address. With `&login_hint=`, the address,
 *   it redirects to the client with a code. An unknown address signs up.
 * - `GET /_api/oauth2/logout?clientId=&returnUrl=`: redirects to the client.
 */
export function createLogInPage(wix: Wix): Hono {
  const routes = new Hono();
  routes.get('/_api/oauth2/authorize', async (c) => {
    const sessionToken = c.req.query('sessionToken') ?? '';
    const email = c.req.query('login_hint');
    const now = () => wix.clock.now();
    const session = readCode({ database: wix.database, now }, 'session', sessionToken);
    if (!session) {
      return showPage(
        c,
        400,
        'This log-in link is unknown, used or expired. Start the log-in again.',
      );
    }
    if (session.isSilent) {
      return redirect(c, session, {
        error: 'login_required',
        error_description: 'No member is logged in',
      });
    }
    if (email === undefined || !v.is(Email, email)) {
      const problem = email === undefined ? '' : 'This is not an email address.';
      return showPage(c, email === undefined ? 200 : 400, problem, sessionToken);
    }
    const code = await logIn(wix, sessionToken, email);
    return redirect(c, session, code === undefined ? { error: 'access_denied' } : { code });
  });
  routes.get('/_api/oauth2/logout', async (c) => {
    const returnUrl = c.req.query('returnUrl') ?? '';
    const origins = (findApp(wix, c.req.query('clientId') ?? '')?.redirectUris ?? []).map(
      (uri) => new URL(uri).origin,
    );
    return URL.canParse(returnUrl) && origins.includes(new URL(returnUrl).origin)
      ? c.redirect(returnUrl)
      : showPage(c, 400, 'The address to return to is not one of the client.');
  });
  return routes;
}

/** Logs a member in and returns the code for the client; undefined if the link was used meanwhile. */
function logIn(wix: Wix, sessionToken: string, email: string): Promise<string | undefined> {
  return wix.runAs(undefined, (context) => {
    const session = redeemCode(context, 'session', sessionToken);
    if (!session) {
      return undefined;
    }
    const { clientId, redirectUri, codeChallenge, visitor } = session;
    const member = createMemberIdentity(context, { email }, visitor ?? undefined);
    return issueCode(context, 'login', { clientId, member, redirectUri, codeChallenge });
  });
}

/** Redirects to the client with the result of the log-in, in the query or the fragment. */
function redirect(c: Context, session: LogIn, result: Readonly<Record<string, string>>): Response {
  const url = new URL(session.redirectUri);
  const params = { ...result, state: session.state };
  if (session.responseMode === 'query') {
    Object.entries(params).forEach(([name, value]) => url.searchParams.set(name, value));
  } else {
    url.hash = new URLSearchParams(params).toString();
  }
  return c.redirect(url.href);
}

async function showPage(
  c: Context,
  status: 200 | 400,
  problem: string,
  sessionToken?: string,
): Promise<Response> {
  const form =
    sessionToken === undefined
      ? ''
      : html`<form>
          <input type="hidden" name="sessionToken" value="${sessionToken}" />
          <label>Email <input type="email" name="login_hint" required autofocus /></label>
          <button>Log in</button>
          <p>The emulator asks for no password. A new address signs up.</p>
        </form>`;
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Log in</title>
        <style>
          body {
            max-width: 34rem;
            margin: 10vh auto;
            padding: 0 1.25rem;
            font:
              16px/1.5 system-ui,
              sans-serif;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>Log in</h1>
          <p role="alert">${problem}</p>
          ${form}
        </main>
      </body>
    </html>`;
  return c.html(String(page), status, HEADERS);
}
