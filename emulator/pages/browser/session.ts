// The session of a page: the token that Wix gives page code and who it stands for. Leaves out: Wix's signed instance.

/** Who the page runs as. `live` is the published site, `preview` the editor's preview. */
export interface PageSession {
  readonly token: string;
  readonly identity: { readonly kind: string; readonly id: string; readonly contactId?: string };
  readonly mode: 'live' | 'preview';
}

let current: PageSession | undefined;

/** The session as it is now: what the page's HTML carries, until the browser logs in or out. */
export function readSession(): PageSession {
  const session: unknown = current ?? readJson('velo-session');
  if (!isSession(session)) {
    throw new Error('The page carries no session: it was not served by the local Wix.');
  }
  return session;
}

/** Goes on under another session: the next call of a web method has its token. */
export function changeSession(session: PageSession): void {
  current = session;
}

/** Reads the JSON of a `<script type="application/json">`; `undefined` if there is none. */
export function readJson(id: string): unknown {
  const text = document.getElementById(id)?.textContent;
  return text ? JSON.parse(text) : undefined;
}

/** Tells a session from anything else. */
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
