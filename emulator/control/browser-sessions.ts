// Emulates Wix's login for browsers: a cookie stores the session's token, and the session bar replaces the
// session. Not emulated: passwords.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import { InputError } from '../http/input-error.ts';
import { findTextProblem } from '../http/json-input.ts';
import { mayStartSession, toRequestOrigin } from '../http/request-origin.ts';
import { isPreview, type Identity } from '../wix/core/context.ts';
import type { Wix } from '../wix/server.ts';
import { openSession, type SessionInput } from './sessions.ts';

/** The session of a page of the site. */
export interface BrowserSession {
  readonly token: string;
  readonly identity: Identity;
  /** `preview` for a Wix user, who sees the site as in the editor's preview; `live` for everyone else. */
  readonly mode: 'live' | 'preview';
}

/** Input of `POST /_emulator/act-as`. */
export const ActAsInput = v.strictObject({
  as: v.picklist(['visitor', 'member', 'user']),
  email: v.optional(v.pipe(v.string(), v.email(), v.maxLength(320))),
  name: v.optional(v.pipe(v.string(), v.maxLength(100))),
  /** `Admin` makes the member a site owner on the live site. */
  roles: v.optional(v.array(v.picklist(['Admin']))),
});

/** The sessions of browsers. */
export interface BrowserSessions {
  /** Returns the browser's session, if it has one that has not expired. */
  current(context: Context): BrowserSession | undefined;
  /**
   * Returns the browser's session; starts a visitor's session if it has none. Returns undefined if it has none and
   * the request may not start one.
   */
  getOrCreate(context: Context): Promise<BrowserSession | undefined>;
  /** Replaces the browser's session: logs in or out. */
  actAs(context: Context, input: SessionInput): Promise<BrowserSession>;
}

/**
 * Creates the store of browser sessions. The cookie's name contains the port, because all ports of a host share
 * cookies.
 */
export function createBrowserSessions({
  wix,
  port,
}: {
  readonly wix: Wix;
  port(): number;
}): BrowserSessions {
  const cookieName = () => `velo_session_${String(port())}`;
  const options = { httpOnly: true, sameSite: 'Strict', path: '/' } as const;

  function current(c: Context): BrowserSession | undefined {
    const token = getCookie(c, cookieName());
    const problem = token === undefined ? undefined : findTextProblem(token);
    if (problem !== undefined) {
      // Otherwise the browser would send it again with every request.
      deleteCookie(c, cookieName(), options);
      throw new InputError(
        `The cookie ${cookieName()} ${problem}. It is deleted; reload the page.`,
      );
    }
    const caller = wix.authenticate(token);
    return caller && toSession(caller.token, caller.identity);
  }

  async function actAs(c: Context, input: SessionInput): Promise<BrowserSession> {
    const from = current(c)?.token;
    const { token, identity } = await openSession(wix, {
      ...input,
      ...(from === undefined ? {} : { from }),
    });
    setCookie(c, cookieName(), token, options);
    return toSession(token, identity);
  }

  return {
    current,
    getOrCreate: async (c) =>
      current(c) ??
      (mayStartSession(toRequestOrigin(c.req.method, (name) => c.req.header(name)))
        ? await actAs(c, { as: 'visitor' })
        : undefined),
    actAs,
  };
}

function toSession(token: string, identity: Identity): BrowserSession {
  return { token, identity, mode: isPreview(identity) ? 'preview' : 'live' };
}
