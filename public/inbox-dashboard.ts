import type { IdentityPort } from 'public/inbox-chat';
import { createFeed } from 'public/inbox-chat-feed';
import type { RealtimePort } from 'public/inbox-chat-feed';
import type { DashboardMethods } from 'public/inbox-dashboard-methods';
import { toFoundRow, toRecentRow } from 'public/inbox-dashboard-rows';
import type { FoundRow, RecentRow } from 'public/inbox-dashboard-rows';
import { asked, createConversationPanel } from 'public/inbox-dashboard-conversation';
import { DASHBOARD_TEXTS } from 'public/inbox-dashboard-texts';
import type { DashboardTexts } from 'public/inbox-dashboard-texts';
import {
  createFinder,
  toggle,
  isButton,
  isRepeater,
  isText,
  isTyping,
  TYPING_DELAY,
} from 'public/inbox-elements';
import type { PageSelector } from 'public/inbox-elements';
import { isPageVisible } from 'public/inbox-page';
import { createRows } from 'public/inbox-rows';
import type { PeopleQuery } from 'public/inbox-shapes';
import { waitSeconds } from 'public/inbox-submit';

/** Options of `dashboard`. */
export interface DashboardOptions {
  readonly methods: DashboardMethods;
  /** Whether the person may be the owner: nobody else is asked anything about. Default: may be. */
  readonly isOwner?: () => Promise<boolean>;
  /** `realtime` of `@wix/site-realtime`: changes show at once; else within 20 s. */
  readonly realtime?: RealtimePort;
  /** `authentication` of `@wix/site-members`: on a log-in or log-out the dashboard empties itself. */
  readonly identity?: IdentityPort;
  readonly language?: string;
  /** Selectors that are not `#<name>`, by name. */
  readonly elements?: Readonly<Record<string, string>>;
  readonly texts?: Partial<DashboardTexts>;
  /** Takes the place of the page's clock, in seconds: for tests. */
  readonly wait?: (seconds: number) => Promise<void>;
  readonly isVisible?: () => boolean | undefined;
}

/** Rows of the list of what happened. */
const RECENT_ROWS = 20;
const ADMIN_CHANNEL = { name: 'inbox-admin' } as const;

/**
 * Makes a dashboard of the page's elements: what just happened, one conversation, answers.
 *
 * To be called in `$w.onReady`, in the browser only (`rendering.env()`). It uses, where the page has
 * them: `#recentList` (a repeater: `#recentWhat`, `#recentTime`, `#recentOpen`), `#recentStatus`,
 * `#findInput`, `#findButton`, `#findStatus`, `#foundList` (a repeater: `#foundName`, `#foundAddress`,
 * `#foundOpen`), and what `createTalk` names. Inbox is asked once somebody opens a conversation or looks
 * for one; the list of what happened is the site's own and is read at once.
 *
 * @example
 * $w.onReady(() => dashboard($w, { methods: { recent: listRecent, find: findParticipants, open: openConversation,
 *   conversation: getConversation, messages: listAllMessages, send: sendMessageTo } }));
 */
export function dashboard($w: PageSelector, options: DashboardOptions): void {
  const { methods, language = 'en', elements = {}, wait = waitSeconds } = options;
  const { isOwner = () => Promise.resolve(true), isVisible = isPageVisible } = options;
  const base = language.split('-')[0] === 'de' ? DASHBOARD_TEXTS.de : DASHBOARD_TEXTS.en;
  const texts = { ...base, ...options.texts };
  const { find, report } = createFinder($w, elements, 'dashboard');
  const recentStatus = find('recentStatus', isText);
  const findInput = find('findInput', isTyping, false);
  const findButton = find('findButton', isButton, false);
  const findStatus = find('findStatus', isText, false);
  const talk = createConversationPanel({ methods, find, elements, texts, language, wait });
  const recent = createRows(find('recentList', isRepeater), fillRecent);
  const found = createRows(find('foundList', isRepeater, false), fillFound);
  report();
  /** Changes with every log-in and log-out: what was asked before is not shown any more. */
  let era = 0;

  const feed = createFeed({
    realtime: options.realtime,
    // The site may publish no pings: what is asked every 20 s is seen all the same.
    isDoubtful: true,
    read: async () => {
      await Promise.all([readRecent(), talk.refresh()]);
    },
    wait,
    isVisible,
    onConnection: () => {},
  });

  async function readRecent(): Promise<void> {
    const begun = era;
    const answer = await asked(methods.recent({ limit: RECENT_ROWS }));
    if (begun !== era) return;
    if (answer?.ok) recent.show(answer.recent.map((event) => toRecentRow(event, texts, language)));
    if (!recentStatus) return;
    if (answer?.ok) recentStatus.text = answer.recent.length === 0 ? texts.nothing : '';
    else recentStatus.text = answer?.error.message ?? texts.notRead;
  }

  function fillRecent($item: PageSelector, row: RecentRow, isNew: boolean): void {
    const { what, when, conversationId } = row;
    const item = createFinder($item, elements, 'dashboard, in an item of #recentList');
    set(item.find('recentWhat', isText), what);
    set(item.find('recentTime', isText, false), when);
    const button = item.find('recentOpen', isButton, false);
    toggle(button, conversationId !== undefined);
    if (isNew && conversationId !== undefined) {
      button?.onClick(() => void talk.open(methods.conversation(conversationId)));
    }
  }

  function fillFound($item: PageSelector, row: FoundRow, isNew: boolean): void {
    const { name, address, participant } = row;
    const item = createFinder($item, elements, 'dashboard, in an item of #foundList');
    set(item.find('foundName', isText), name);
    set(item.find('foundAddress', isText, false), address);
    const button = item.find('foundOpen', isButton, false);
    if (isNew) button?.onClick(() => void talk.open(methods.open(participant)));
  }

  async function search(): Promise<void> {
    const text = findInput?.value.trim() ?? '';
    if (text === '') return;
    set(findStatus, texts.reading);
    const begun = era;
    const answer = await asked(methods.find(toQuery(text)));
    if (begun !== era) return;
    if (!answer?.ok) return set(findStatus, answer?.error.message ?? texts.notRead);
    found.show(answer.participants.map(toFoundRow));
    set(findStatus, answer.participants.length === 0 ? texts.nobody : '');
  }

  async function start(): Promise<void> {
    const begun = era;
    const mayAsk = await isOwner();
    if (begun !== era) return;
    if (!mayAsk) return set(recentStatus, texts.notOwner);
    set(recentStatus, texts.reading);
    await readRecent();
    if (begun === era) feed.listen(ADMIN_CHANNEL);
  }

  /** Nothing that the one who was here could see stays: no list, no conversation, no subscription. */
  function startAnew(): void {
    era += 1;
    feed.stop();
    talk.close();
    empty();
    void start();
  }

  function empty(): void {
    recent.show([]);
    found.show([]);
    set(findStatus, '');
    if (findInput) findInput.value = '';
  }

  findButton?.onClick(() => void search());
  findInput?.onKeyPress(({ key }) => {
    if (key === 'Enter') void wait(TYPING_DELAY).then(search);
  });
  void options.identity?.onLogin(startAnew);
  void options.identity?.onLogout(startAnew);
  empty();
  void start();
}

/** What was typed is an address, a telephone number, or a name. */
function toQuery(text: string): PeopleQuery {
  if (text.includes('@')) return { email: text };
  return /^[+\d\s()./-]+$/.test(text) ? { phone: text } : { name: text };
}

function set(element: { text: string } | undefined, text: string): void {
  if (element) element.text = text;
}
