// The bar's buttons: who visits the site, and what happens to it from outside. On Wix people do these things elsewhere.
import { tellOtherTabs } from './identity.ts';
import type { PageSession } from './session.ts';

type Data = Readonly<Record<string, unknown>>;

/** Brings the bar of a page to life; answers what to call when something changed in the emulator. */
export function startSessionBar(bar: ShadowRoot, session: PageSession): () => void {
  const status = bar.getElementById('said');

  function say(text: string): void {
    if (status) status.textContent = text;
  }

  async function run(action: string, form: Data): Promise<void> {
    try {
      const said = (await ACTIONS[action]?.(form, session)) ?? '';
      // What is said stands below the panel.
      for (const panel of bar.querySelectorAll('details[open]')) panel.removeAttribute('open');
      say(said);
      await showEvents(bar);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  }

  bar.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-do]') : null;
    const action = button?.getAttribute('data-do');
    if (action) void run(action, {});
  });
  bar.addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    void run(form.dataset['submit'] ?? '', Object.fromEntries(new FormData(form)));
  });
  // A field that gets the focus is not to lie behind the bar.
  document.documentElement.style.scrollPaddingTop = '6rem';
  void showEvents(bar);
  return () => void showEvents(bar);
}

/** What each button does; answers what to say, and loads the page again where the session changed. */
const ACTIONS: Readonly<Record<string, (form: Data, session: PageSession) => Promise<string>>> = {
  visitor: () => actAs({ as: 'visitor' }),
  owner: async () => {
    // Out of a session of his own: what a visitor wrote here is not to become the owner's.
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
    if (!liker) return 'A visitor or a member can like the post; you are neither.';
    await send('/_emulator/events/post-liked', liker);
    return 'You liked the post.';
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
    return source === 'owner' ? 'The owner added a contact.' : 'The site form made a contact.';
  },
};

async function actAs(as: Data): Promise<string> {
  await send('/_emulator/act-as', as);
  tellOtherTabs();
  location.reload();
  return 'One moment…';
}

async function send(path: string, body: Data): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await reasonOf(response));
}

async function reasonOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? String(body['error'] ?? body['message'] ?? text) : text;
  } catch {
    return text.slice(0, 200) || `Refused with status ${String(response.status)}.`;
  }
}

/** How many of the newest events the bar shows. */
const EVENTS_SHOWN = 6;

async function showEvents(bar: ShadowRoot): Promise<void> {
  const list = bar.getElementById('events');
  if (!list) return;
  await send('/_emulator/settle', {});
  const answer: unknown = await (await fetch('/_emulator/events')).json();
  const events = isRecord(answer) && Array.isArray(answer['events']) ? answer['events'] : [];
  const items = events.slice(-EVENTS_SHOWN).reverse().filter(isRecord).map(toItem);
  if (items.length > 0) list.replaceChildren(...items);
}

/** What became of an event, as the bar says it. */
const OUTCOMES: Readonly<Record<string, string>> = {
  delivered: 'handled',
  'no-handler': 'no handler',
  waiting: 'waiting',
  failed: 'failed',
};

function toItem({ name, outcome, error, eventTime }: Data): HTMLElement {
  const item = document.createElement('li');
  const what = document.createElement('strong');
  what.textContent = String(name).replaceAll('-', ' ');
  const became = document.createElement('span');
  became.className = `outcome ${String(outcome)}`;
  became.textContent = OUTCOMES[String(outcome)] ?? String(outcome);
  const when = document.createElement('time');
  when.textContent = new Date(String(eventTime)).toLocaleTimeString();
  item.append(when, what, became, ...(error === undefined ? [] : [`: ${String(error)}`]));
  return item;
}

function isRecord(value: unknown): value is Data {
  return typeof value === 'object' && value !== null;
}
