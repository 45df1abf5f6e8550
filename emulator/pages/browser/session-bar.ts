// Adds the behaviour of the session bar: it changes the session and triggers events that happen outside the site
// (likes, new contacts).
import { onEmulatorFailure, toReason, withFailureReport } from './emulator-failures.ts';
import { onSessionChange } from './session.ts';
import type { PageSession } from './session.ts';
import { notifyOtherTabs } from './site-members.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * Adds the behaviour of the session bar of a page.
 * @returns a function that updates the bar after data changed in the emulator
 */
export function startSessionBar(bar: ShadowRoot, session: PageSession): () => void {
  const status = bar.getElementById('bar-status');
  const eventsPanel = bar.getElementById('bar-events')?.closest('details');

  function showStatus(text: string): void {
    if (status) status.textContent = text;
  }

  const refresh = createRefresh(
    withFailureReport('The events are not up to date', async () => {
      // A closed panel is read when it opens.
      if (eventsPanel?.open) await showEvents(bar);
    }),
  );

  async function run(action: string, form: Data): Promise<void> {
    try {
      const message = (await ACTIONS[action]?.(form, session)) ?? '';
      // An open panel would cover the status.
      for (const panel of bar.querySelectorAll('details[open]')) panel.removeAttribute('open');
      showStatus(message);
    } catch (error) {
      showStatus(`Failed: ${toReason(error)}`);
    }
  }

  onEmulatorFailure(showStatus);
  onSessionChange((changed) => showSession(bar, changed));
  bar.addEventListener('click', (event) => {
    const { target } = event;
    const button = target instanceof Element ? target.closest('button[data-action]') : null;
    const action = button?.getAttribute('data-action');
    if (action) void run(action, {});
  });
  bar.addEventListener('keydown', (event) => {
    // The browser submits a form on Enter, also with a modifier and again while it is held.
    const isEnter = event instanceof KeyboardEvent && event.key === 'Enter';
    if (!isEnter || !(event.target instanceof HTMLInputElement)) return;
    const { altKey, ctrlKey, metaKey, shiftKey, repeat, isComposing } = event;
    if (altKey || ctrlKey || metaKey || shiftKey || repeat || isComposing) event.preventDefault();
  });
  bar.addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    void run(form.dataset['action'] ?? '', Object.fromEntries(new FormData(form)));
  });
  // Keeps a focused field from being scrolled behind the bar.
  document.documentElement.style.scrollPaddingTop = '6rem';
  eventsPanel?.addEventListener('toggle', refresh);
  return refresh;
}

/**
 * Runs `work`, one run at a time. Calls during a run cause one more run. `work` must not reject: a rejection that
 * nothing handles would be shown as an error of the page.
 */
function createRefresh(work: () => Promise<void>): () => void {
  let isRunning = false;
  let isRequested = false;

  async function runAll(): Promise<void> {
    isRunning = true;
    while (isRequested) {
      isRequested = false;
      await work();
    }
    isRunning = false;
  }

  return () => {
    isRequested = true;
    if (!isRunning) void runAll();
  };
}

/** Shows a session that another tab changed, until the page is reloaded. */
function showSession(bar: ShadowRoot, { identity: { kind, id } }: PageSession): void {
  const [dot, name, note] = bar.querySelector('.session')?.children ?? [];
  if (dot) dot.className = `dot ${kind}`;
  if (name) name.textContent = `${kind === 'member' ? 'Member' : 'Visitor'} ${id.slice(0, 8)}`;
  if (note) note.textContent = 'Session changed in another tab';
}

/** The actions of the bar. Each returns the text for the status, or reloads the page if the session changed. */
const ACTIONS: Readonly<Record<string, (form: Data, session: PageSession) => Promise<string>>> = {
  visitor: () => actAs({ as: 'visitor' }),
  owner: async () => {
    // Starts a new session first, so that the current visitor's conversation does not become the owner's.
    await send('/_emulator/act-as', { as: 'visitor' });
    return actAs({
      as: 'member',
      email: 'owner@example.com',
      name: 'Site owner',
      roles: ['Admin'],
    });
  },
  user: () => actAs({ as: 'user' }),
  member: ({ email, name }) => actAs({ as: 'member', email, ...(name ? { name } : {}) }),
  like: async (_, { identity }) => {
    const liker =
      identity.kind === 'member'
        ? { memberId: identity.id }
        : identity.kind === 'visitor'
          ? { anonymousVisitorId: identity.id }
          : undefined;
    if (!liker) return 'Only visitors and members can like the post.';
    await send('/_emulator/events/post-liked', liker);
    return 'Post liked.';
  },
  contact: async ({ email, name, source }) => {
    const [first = '', ...rest] = String(name).trim().split(/\s+/u);
    await send('/_emulator/contacts', {
      info: {
        name: { first, ...(rest.length > 0 ? { last: rest.join(' ') } : {}) },
        emails: { items: [{ email }] },
      },
      ...(source === 'owner' ? { source: { sourceType: 'ADMIN' } } : {}),
    });
    return `Contact created (source: ${source === 'owner' ? 'site owner' : 'site form'}).`;
  },
};

async function actAs(as: Data): Promise<string> {
  await send('/_emulator/act-as', as);
  notifyOtherTabs();
  location.reload();
  return 'Loading…';
}

async function send(path: string, body: Data): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await readErrorMessage(response));
}

async function readErrorMessage(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? String(body['error'] ?? body['message'] ?? text) : text;
  } catch {
    return text.slice(0, 200) || `The request failed with status ${String(response.status)}.`;
  }
}

/** The number of events that the bar shows. */
const MAX_EVENTS = 6;

async function showEvents(bar: ShadowRoot): Promise<void> {
  const list = bar.getElementById('bar-events');
  if (!list) return;
  const response = await fetch('/_emulator/events');
  if (!response.ok) throw new Error(await readErrorMessage(response));
  const body: unknown = await response.json();
  const events = isRecord(body) && Array.isArray(body['events']) ? body['events'] : [];
  const items = events.slice(-MAX_EVENTS).reverse().filter(isRecord).map(renderEvent);
  if (items.length > 0) list.replaceChildren(...items);
}

/** The label of each outcome, the same as on the inbox screen. */
const OUTCOME_LABELS: Readonly<Record<string, string>> = {
  delivered: 'handled',
  'no-handler': 'no handler',
  waiting: 'waiting',
  failed: 'failed',
  'timed-out': 'timed out',
  withheld: 'not delivered to the site',
};

function renderEvent({ name, outcome, error, eventTime }: Data): HTMLElement {
  const item = document.createElement('li');
  const eventName = document.createElement('strong');
  eventName.textContent = String(name).replaceAll('-', ' ');
  const outcomeLabel = document.createElement('span');
  outcomeLabel.className = `outcome ${String(outcome)}`;
  outcomeLabel.textContent = OUTCOME_LABELS[String(outcome)] ?? String(outcome);
  const time = document.createElement('time');
  time.textContent = new Date(String(eventTime)).toLocaleTimeString();
  const details = error === undefined ? [] : [`: ${String(error)}`];
  item.append(time, eventName, outcomeLabel, ...details);
  return item;
}

function isRecord(value: unknown): value is Data {
  return typeof value === 'object' && value !== null;
}
