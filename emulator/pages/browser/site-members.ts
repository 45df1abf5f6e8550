// Emulates the page's part of `@wix/site-members`, with logins in other tabs of the browser. Not emulated: login
// dialogs, roles, profile privacy.
import { withFailureReport } from './emulator-failures.ts';
import type { HostMethods } from './host-methods.ts';
import { runHandler } from './run-handler.ts';
import { changeSession, isSession, readSession } from './session.ts';

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
    changeSession(session);
    const isMember = session.identity.kind === 'member';
    const member = isMember ? { getMember, getRoles: () => Promise.resolve([]) } : undefined;
    if (isMember || previous.identity.kind === 'member') {
      for (const handler of isMember ? handlers.login : handlers.logout) {
        runHandler(handler, member);
      }
    }
  }

  const current: HostMethods = [['members.currentMember.getMember', getMember]];
  const { siteMembers = 'works' } = readSession();
  if (siteMembers !== 'works') {
    return [...AUTHENTICATION.map((name) => brokenMethod(name, siteMembers)), ...current];
  }
  return [
    ['members.authentication.loggedIn', async () => readSession().identity.kind === 'member'],
    ['members.authentication.logout', logOut],
    ['members.authentication.onLogin', async (handler) => void handlers.login.push(handler)],
    ['members.authentication.onLogout', async (handler) => void handlers.logout.push(handler)],
    ...current,
  ];
}

const AUTHENTICATION = ['loggedIn', 'logout', 'onLogin', 'onLogout'] as const;

/** Makes the browser's session a new visitor's. The page loads again (assumed). */
async function logOut(): Promise<void> {
  const response = await fetch('/_emulator/act-as', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ as: 'visitor' }),
  });
  if (!response.ok) {
    throw new Error(`Failed to log out (status ${String(response.status)})`);
  }
  notifyOtherTabs();
  location.reload();
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

/**
 * Renames a member's fields to the SDK's names (`_id`, `_createdDate`). The packages do not rename results of host calls.
 */
function toSiteMember(member: unknown): object | undefined {
  if (typeof member !== 'object' || member === null) return undefined;
  const { id, createdDate, updatedDate, ...rest }: Record<string, unknown> = { ...member };
  return {
    _id: id,
    ...rest,
    ...(createdDate === undefined ? {} : { _createdDate: new Date(String(createdDate)) }),
    ...(updatedDate === undefined ? {} : { _updatedDate: new Date(String(updatedDate)) }),
  };
}
