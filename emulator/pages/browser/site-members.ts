// Emulates the page's part of `@wix/site-members`, with logins in other tabs of the browser. Not emulated: passwords,
// registration, profile privacy, roles other than Admin.
import { withFailureReport } from './emulator-failures.ts';
import type { HostMethods } from './host-methods.ts';
import { askForLogin } from './login-dialog.ts';
import { runHandler } from './run-handler.ts';
import { toSiteMember } from '../site-member.ts';
import { changeSession, isSession, readSession, type PageSession } from './session.ts';

// One object for sending and receiving: a BroadcastChannel does not receive its own messages, but a second one would.
const tabs = new BroadcastChannel('velo-session');

/** Notifies the other tabs that the browser's session changed. The tab that changed it reloads its page. */
export function notifyOtherTabs(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no target
  tabs.postMessage('changed');
}

/**
 * Creates the methods of `authentication` and `currentMember`.
 *
 * When another tab of the browser logs in or out, this page continues with the new session and runs the handlers of
 * `onLogin` or `onLogout`; a page without such handlers reloads. That Wix notifies other tabs is assumed.
 * @param fetchAsPage fetches a path of Wix's REST API as the page's visitor or member
 */
export function memberMethods(fetchAsPage: (path: string) => Promise<Response>): HostMethods {
  const handlers: Record<'login' | 'logout', unknown[]> = { login: [], logout: [] };

  async function getMember(): Promise<object | undefined> {
    if (readSession().identity.kind !== 'member') return undefined;
    const response = await fetchAsPage('/members/v1/members/my?fieldsets=FULL');
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'member' in body
      ? toSiteMember(body.member)
      : undefined;
  }

  const onOtherTab = withFailureReport('The session changed in another tab', loadNewSession);
  tabs.addEventListener('message', () => void onOtherTab());

  async function loadNewSession(): Promise<void> {
    const response = await fetch('/_emulator/act-as');
    if (!response.ok) {
      throw new Error(`the new session was not loaded (status ${String(response.status)}).`);
    }
    const body: unknown = await response.json();
    const session =
      typeof body === 'object' && body !== null && 'session' in body ? body.session : undefined;
    const previous = readSession();
    const all = [...handlers.login, ...handlers.logout];
    if (!isSession(session) || session.mode !== previous.mode || all.length === 0) {
      location.reload();
      return;
    }
    continueAs(session, previous);
  }

  function continueAs(session: PageSession, previous: PageSession): void {
    changeSession(session);
    const isMember = session.identity.kind === 'member';
    const member = isMember ? { getMember, getRoles } : undefined;
    if (isMember || previous.identity.kind === 'member') {
      for (const handler of isMember ? handlers.login : handlers.logout) {
        runHandler(handler, member);
      }
    }
  }

  /** Shows the login dialog, and continues as the member without loading the page again. */
  async function promptLogin(): Promise<void> {
    const previous = readSession();
    // What the promises of these methods reject with is assumed; Wix documents that they do.
    if (previous.identity.kind !== 'visitor') throw new Error('The member is already logged in.');
    const email = await askForLogin();
    if (email === undefined) throw new Error('The login dialog was closed.');
    continueAs(await actAs({ as: 'member', email }), previous);
    notifyOtherTabs();
  }

  /** Logs out, runs the handlers of `onLogout` and loads the page again (assumed), as a new visitor. */
  async function logout(): Promise<void> {
    const previous = readSession();
    continueAs(await actAs({ as: 'visitor' }), previous);
    notifyOtherTabs();
    location.reload();
  }

  const current: HostMethods = [
    ['members.currentMember.getMember', getMember],
    ['members.currentMember.getRoles', getRoles],
  ];
  const { siteMembers = 'works' } = readSession();
  if (siteMembers !== 'works') {
    return [...AUTHENTICATION.map((name) => brokenMethod(name, siteMembers)), ...current];
  }
  return [
    ['members.authentication.loggedIn', async () => readSession().identity.kind === 'member'],
    ['members.authentication.onLogin', async (handler) => void handlers.login.push(handler)],
    ['members.authentication.onLogout', async (handler) => void handlers.logout.push(handler)],
    ['members.authentication.promptLogin', promptLogin],
    ['members.authentication.logout', logout],
    ...current,
  ];
}

const AUTHENTICATION = ['loggedIn', 'onLogin', 'onLogout', 'promptLogin', 'logout'] as const;

/** Returns the roles of the member. The emulator has one: Admin. Rejects for a visitor. */
async function getRoles(): Promise<readonly { readonly title: string }[]> {
  const { identity } = readSession();
  if (identity.kind !== 'member') throw new Error('No member is logged in.');
  return (identity.roles ?? []).map((title) => ({ title }));
}

/** Changes the browser's session. @throws Error with the emulator's message if it is refused, such as for an invalid address */
async function actAs(input: object): Promise<PageSession> {
  const response = await fetch('/_emulator/act-as', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(input),
  });
  const body: unknown = await response.json();
  const { session, error }: Record<string, unknown> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  if (!isSession(session)) throw new Error(`The session was not changed: ${String(error)}`);
  return session;
}

/** Creates a method of `authentication` that no longer exists, or that rejects. */
function brokenMethod(name: string, kind: 'removed' | 'rejects'): HostMethods[number] {
  return [
    `members.authentication.${name}`,
    () => {
      if (kind === 'removed') throw new TypeError(`authentication.${name} is not a function`);
      return Promise.reject(new Error(`Failed to call authentication.${name}`));
    },
  ];
}
