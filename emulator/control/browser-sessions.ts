// The session of a browser on the emulated site: a cookie that names a token, changed by the bar. Stands in for Wix's log-in.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import type { Identity } from '../wix/core/context.ts';
import type { Wix } from '../wix/server.ts';
import { openSession, type SessionInput } from './sessions.ts';

/** The session that a page of the site runs under. */
export interface BrowserSession {
  readonly token: string;
  readonly identity: Identity;
  /** `preview` for a Wix user, who sees the site as the editor shows it; else `live`. */
  readonly mode: 'live' | 'preview';
}

/** Input of `POST /_emulator/act-as`. */
export const ActAsInput = v.strictObject({
  as: v.picklist(['visitor', 'member', 'user']),
  email: v.optional(v.pipe(v.string(), v.email(), v.maxLength(320))),
  name: v.optional(v.pipe(v.string(), v.maxLength(100))),
  /** `Admin` makes a live site owner. */
  roles: v.optional(v.array(v.picklist(['Admin']))),
});

/** The sessions of browsers, kept in a cookie of this port's own (cookies are shared by all ports of a host). */
export function createBrowserSessions({ wix, port }: { readonly wix: Wix; port(): number }) {
  const cookie = () => `velo_session_${String(port())}`;
  const options = { httpOnly: true, sameSite: 'Strict', path: '/' } as const;

  function current(c: Context): BrowserSession | undefined {
    const token = getCookie(c, cookie());
    const state = token === undefined ? undefined : wix.readToken(token);
    return token !== undefined && state?.active ? toSession(token, state.identity) : undefined;
  }

  async function change(c: Context, as: SessionInput): Promise<BrowserSession> {
    const from = current(c)?.token;
    const { token, identity } = await openSession(wix, {
      ...as,
      ...(from === undefined ? {} : { from }),
    });
    setCookie(c, cookie(), token, options);
    return toSession(token, identity);
  }

  return {
    /** The session of the browser that asks, if it has one. */
    current,
    /** The session of the browser that asks; a new visitor where it has none. */
    of: async (c: Context): Promise<BrowserSession> =>
      current(c) ?? (await change(c, { as: 'visitor' })),
    /** Changes who this browser is: logs in or out of its session. */
    actAs: change,
  };
}

function toSession(token: string, identity: Identity): BrowserSession {
  return { token, identity, mode: identity.kind === 'user' ? 'preview' : 'live' };
}
