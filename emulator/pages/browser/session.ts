// Emulates the session of a page on Wix: the token of page code and its identity. Not emulated: Wix's signed
// instance.

/** The session of a page. The mode is `live` on the published site, `preview` in the editor's preview. */
export interface PageSession {
  readonly token: string;
  readonly identity: {
    readonly kind: string;
    readonly id: string;
    readonly contactId?: string;
    /** A member's roles; `Admin` marks the site owner on the live site. */
    readonly roles?: readonly string[];
  };
  readonly mode: 'live' | 'preview';
  /** How `authentication` of @wix/site-members behaves: the assumption `siteMembers`. Default: `works`. */
  readonly siteMembers?: 'works' | 'removed' | 'rejects';
}

let current: PageSession | undefined;
const listeners = new Set<(session: PageSession) => void>();

/** Returns the current session: the one in the page's HTML, until the browser logs in or out. */
export function readSession(): PageSession {
  const session: unknown = current ?? readJson('velo-session');
  if (!isSession(session)) {
    throw new Error('The page has no session: open it at the address of the emulator.');
  }
  return session;
}

/** Sets the session; the next call of a web method sends its token. */
export function changeSession(session: PageSession): void {
  current = session;
  for (const listener of listeners) listener(session);
}

/** Calls the listener each time the session changes without a reload of the page. */
export function onSessionChange(listener: (session: PageSession) => void): void {
  listeners.add(listener);
}

/** Reads the JSON of the `<script type="application/json">` with an id; `undefined` if there is none. */
export function readJson(id: string): unknown {
  const text = document.getElementById(id)?.textContent;
  return text ? JSON.parse(text) : undefined;
}

/** Returns whether a value is a session. */
export function isSession(value: unknown): value is PageSession {
  return (
    typeof value === 'object' &&
    value !== null &&
    'token' in value &&
    typeof value.token === 'string' &&
    'identity' in value &&
    typeof value.identity === 'object' &&
    value.identity !== null &&
    'mode' in value
  );
}
