// What @wix/site-members asks of the page, and how tabs of one browser hear of each other's log-ins. Leaves out: log-in dialogs, roles, profile privacy.
import type { HostMethods } from './host-methods.ts';
import { runHandler } from './run-handler.ts';
import { changeSession, isSession, readSession } from './session.ts';
import type { PageSession } from './session.ts';

// One object to send and to hear: a channel tells all others of its name, in the same page too.
const tabs = new BroadcastChannel('velo-session');

/** Tells the browser's other tabs that its session changed; the tab that did it loads its page again. */
export function tellOtherTabs(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no target
  tabs.postMessage('changed');
}

/**
 * Makes the methods of `authentication` and `currentMember`.
 *
 * When another tab of the browser logs in or out, this page goes on with the new session and runs the handlers
 * of `onLogin` or `onLogout`; a page that has none is loaded again. That Wix tells other tabs is assumed.
 * @param fetchAsPage fetches a path of Wix's REST API as the page's visitor or member
 */
export function memberMethods(fetchAsPage: (path: string) => Promise<Response>): HostMethods {
  const handlers: Record<'login' | 'logout', unknown[]> = { login: [], logout: [] };

  async function getMember(): Promise<object | undefined> {
    if (readSession().identity.kind !== 'member') return undefined;
    const response = await fetchAsPage('/members/v1/members/my?fieldsets=FULL');
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null && 'member' in answer
      ? toSiteMember(answer.member)
      : undefined;
  }

  tabs.addEventListener('message', () => void hear());

  async function hear(): Promise<void> {
    const answer: unknown = await (await fetch('/_emulator/act-as')).json();
    const session =
      typeof answer === 'object' && answer !== null && 'session' in answer
        ? answer.session
        : undefined;
    const before = readSession();
    const all = [...handlers.login, ...handlers.logout];
    if (!isSession(session) || session.mode !== before.mode || all.length === 0) {
      location.reload();
      return;
    }
    changeSession(session);
    showWho(session);
    const isMember = session.identity.kind === 'member';
    const told = isMember ? { getMember, getRoles: () => Promise.resolve([]) } : undefined;
    if (isMember || before.identity.kind === 'member') {
      for (const handler of isMember ? handlers.login : handlers.logout) runHandler(handler, told);
    }
  }

  return [
    ['members.authentication.loggedIn', async () => readSession().identity.kind === 'member'],
    ['members.authentication.onLogin', async (handler) => void handlers.login.push(handler)],
    ['members.authentication.onLogout', async (handler) => void handlers.logout.push(handler)],
    ['members.currentMember.getMember', getMember],
  ];
}

/** The bar was made for who was here before. */
function showWho({ identity: { kind, id } }: PageSession): void {
  const who = document.querySelector('velo-bar')?.shadowRoot?.querySelector('.who');
  const [dot, name, note] = who?.children ?? [];
  if (dot) dot.className = `dot ${kind}`;
  if (name) name.textContent = `${kind === 'member' ? 'Member' : 'Visitor'} ${id.slice(0, 8)}`;
  if (note) note.textContent = 'changed in another tab';
}

/** The packages rename nothing on this road, so the host answers `_id` and dates as the SDK names them. */
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
