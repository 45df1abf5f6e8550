// Emulates Wix's login for browsers: a cookie stores the session's token, and the session bar replaces the
// session. Not emulated: passwords.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
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

/**
 * Creates the store of browser sessions. The cookie's name contains the port, because all ports of a host share
 * cookies.
 */
export function createBrowserSessions({ wix, port }: { readonly wix: Wix; port(): number }) {
  const cookieName = () => `velo_session_${String(port())}`;
  const options = { httpOnly: true, sameSite: 'Strict', path: '/' } as const;

  function current(c: Context): BrowserSession | undefined {
    const caller = wix.authenticate(getCookie(c, cookieName()));
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
    /** Returns the browser's session, if it has one that has not expired. */
    current,
    /** Returns the browser's session; starts a visitor's session if it has none. */
    getOrCreate: async (c: Context): Promise<BrowserSession> =>
      current(c) ?? (await actAs(c, { as: 'visitor' })),
    /** Replaces the browser's session: logs in or out. */
    actAs,
  };
}

function toSession(token: string, identity: Identity): BrowserSession {
  return { token, identity, mode: isPreview(identity) ? 'preview' : 'live' };
}
