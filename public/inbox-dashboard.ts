import { createConversationPanel } from 'public/inbox-dashboard-conversation';
import { toErrorText, toPeopleQueries, waitForAnswer } from 'public/inbox-dashboard-methods';
import type { DashboardMethods } from 'public/inbox-dashboard-methods';
import { toFoundRow, toRecentRow } from 'public/inbox-dashboard-rows';
import type { FoundRow, RecentRow } from 'public/inbox-dashboard-rows';
import { createParticipantNames } from 'public/inbox-dashboard-names';
import { createUnreadEvents } from 'public/inbox-dashboard-unread';
import type { DashboardStorage } from 'public/inbox-dashboard-unread';
import { DASHBOARD_TEXTS } from 'public/inbox-dashboard-texts';
import type { DashboardTexts } from 'public/inbox-dashboard-texts';
import { createDraftStore } from 'public/inbox-dashboard-drafts';
import { createElementFinder } from 'public/inbox-element-finder';
import { isButton, isRepeater, isText, isTextInput, setText, toggle } from 'public/inbox-elements';
import type { PageSelector } from 'public/inbox-elements';
import { onEnter } from 'public/inbox-enter';
import { createFeed } from 'public/inbox-feed';
import type { RealtimePort } from 'public/inbox-feed';
import { watchIdentity } from 'public/inbox-identity';
import type { IdentityPort } from 'public/inbox-identity';
import { normalizeLanguage, normalizeText } from 'public/inbox-normalize';
import { isPageVisible } from 'public/inbox-page-visibility';
import { createRepeaterList } from 'public/inbox-repeater-list';
import type { FoundParticipant, RecentEvent } from 'public/inbox-shapes';
import type { StoragePort } from 'public/inbox-storage';
import { waitSeconds } from 'public/inbox-submit';

/** Options of `dashboard`. */
export interface DashboardOptions {
  readonly methods: DashboardMethods;
  /** Returns whether the user can be an Admin. If `false`, no web method is called. If it fails or is absent: `true`. */
  readonly isOwner?: () => Promise<boolean>;
  /** `realtime` of `@wix/site-realtime`. Without it, changes appear within 20 s. */
  readonly realtime?: RealtimePort;
  /**
   * `authentication` of `@wix/site-members`: the dashboard is cleared when the user logs in or out. If it is absent or
   * fails, the dashboard says that the page must be reloaded then.
   */
  readonly identity?: IdentityPort | undefined;
  /** `local` of `@wix/site-storage`: stores the time of the last look. Without it, unread events are counted from the
   * opening of the page. */
  readonly storage?: DashboardStorage;
  /**
   * `session` of `@wix/site-storage`: stores the drafts of replies, for the same person in the same browser tab. Needs
   * `memberId`. Without it, they are lost when the page is left.
   */
  readonly draftStorage?: StoragePort;
  /** Returns the id of the logged-in member, as `currentMember.getMember()` of `@wix/site-members` has it. */
  readonly memberId?: () => Promise<string | undefined>;
  /** Language of the dashboard's texts and dates (`en`, `de-AT`). Default: `en`. */
  readonly language?: string;
  /** Selectors that are not `#<name>`, by name. */
  readonly elements?: Readonly<Record<string, string>>;
  /** Texts that replace those of `DASHBOARD_TEXTS`. */
  readonly texts?: Partial<DashboardTexts>;
  /** Replaces `setTimeout` in tests: resolves after a number of seconds. */
  readonly wait?: (seconds: number) => Promise<void>;
  /** Returns whether the page is visible, or `undefined` if it is not known, as in Wix's page code. */
  readonly isVisible?: () => boolean | undefined;
}

/** Rows of the list of recent events. */
const RECENT_ROWS = 20;
/** The Realtime channel of all conversations of the site, for Admins. */
const ADMIN_CHANNEL = { name: 'inbox-admin' } as const;

/**
 * Adds a dashboard to the page's elements: recent activity, a search for people, and one conversation with a
 * reply. Call it in `$w.onReady`, in the browser only (`rendering.env()`).
 *
 * Elements (missing ones are ignored): `#recentList` (a repeater: `#recentWho`, `#recentWhat`, `#recentTime`,
 * `#recentUnread`, `#recentOpen`), `#recentStatus`, `#findInput`, `#findButton`, `#findStatus`, `#foundList` (a repeater: `#foundName`,
 * `#foundAddress`, `#foundOpen`), and those of `createConversationPanel`. The recent events are loaded from the
 * site's collection. Inbox is called only when you open a conversation or search, and for the names of participants if
 * the rows have `#recentWho`.
 *
 * @example
 * $w.onReady(() => dashboard($w, { methods: { recent: listRecent, find: findParticipants, open: openConversation,
 *   conversation: getConversation, messages: listAllMessages, send: sendMessageTo } }));
 */
export function dashboard($w: PageSelector, options: DashboardOptions): void {
  const { methods, elements = {}, wait = waitSeconds } = options;
  const language = normalizeLanguage(options.language ?? '') || 'en';
  const { isOwner = () => Promise.resolve(true), isVisible = isPageVisible } = options;
  const defaults = language.split('-')[0] === 'de' ? DASHBOARD_TEXTS.de : DASHBOARD_TEXTS.en;
  const texts = { ...defaults, ...options.texts };
  const { find, reportMissing } = createElementFinder($w, elements, 'dashboard');
  const recentStatus = find('recentStatus', isText);
  const findInput = find('findInput', isTextInput, { isOptional: true });
  const findButton = find('findButton', isButton, { isOptional: true });
  const findStatus = find('findStatus', isText, { isOptional: true });
  const drafts = createDraftStore(
    options.draftStorage,
    options.memberId ?? (async () => undefined),
  );
  const panel = createConversationPanel({
    ...{ methods, drafts, find },
    elements,
    texts,
    language,
    wait,
  });
  const recentList = createRepeaterList(find('recentList', isRepeater), fillRecentItem);
  const foundList = createRepeaterList(
    find('foundList', isRepeater, { isOptional: true }),
    fillFoundItem,
  );
  reportMissing();
  let status = '';
  /** Shown after the status. */
  let notice = '';
  const names = createParticipantNames(methods.conversation, showRecent);
  const unread = createUnreadEvents(options.storage);
  let recent: readonly RecentEvent[] = [];
  /** Whether the rows show names. */
  let areNamesShown = false;
  /** Incremented on every log-in and log-out, to ignore the results of earlier requests. */
  let generation = 0;
  /** Incremented on every search, log-in and log-out, to ignore the results of earlier searches. */
  let searches = 0;

  const feed = createFeed({
    realtime: options.realtime,
    // Always poll: Realtime can be turned off in the settings.
    isAlwaysPolling: true,
    read: async () => {
      await Promise.all([readRecent(), panel.refresh()]);
    },
    wait,
    isVisible,
    onConnection: () => {},
  });

  function setStatus(text: string): void {
    status = text;
    setText(recentStatus, [text, notice].filter(Boolean).join(' '));
  }

  async function readRecent(): Promise<void> {
    const startedIn = generation;
    const answer = await waitForAnswer(methods.recent({ limit: RECENT_ROWS }));
    if (startedIn !== generation) return;
    if (!answer?.ok) return setStatus(answer?.error.message ?? texts.loadFailed);
    ({ recent } = answer);
    await unread.update(recent, panel.openId());
    if (startedIn !== generation) return;
    showRecent();
    setStatus(recent.length === 0 ? texts.noActivity : '');
    if (areNamesShown) void names.load(recent);
  }

  function showRecent(): void {
    recentList.show(
      recent.map((event) => {
        const who = names.get(event.conversationId ?? '') ?? '';
        return toRecentRow(event, { who, isUnread: unread.isUnread(event), texts, language });
      }),
    );
  }

  function fillRecentItem($item: PageSelector, row: RecentRow, isNew: boolean): void {
    const { who, what, when, isUnread, conversationId } = row;
    const item = createElementFinder($item, elements, 'dashboard, in an item of #recentList');
    const whoText = item.find('recentWho', isText, { isOptional: true });
    areNamesShown ||= whoText !== undefined;
    setText(whoText, who);
    toggle(whoText, who !== '');
    setText(item.find('recentWhat', isText), what);
    setText(item.find('recentTime', isText, { isOptional: true }), when);
    const unreadText = item.find('recentUnread', isText, { isOptional: true });
    setText(unreadText, isUnread ? texts.unread : '');
    toggle(unreadText, isUnread);
    const button = item.find('recentOpen', isButton, { isOptional: true });
    toggle(button, conversationId !== undefined);
    if (isNew && conversationId !== undefined) button?.onClick(() => openRecent(conversationId));
  }

  function openRecent(conversationId: string): void {
    unread.markSeen(conversationId);
    showRecent();
    void panel.open(methods.conversation(conversationId), conversationId);
  }

  function fillFoundItem($item: PageSelector, row: FoundRow, isNew: boolean): void {
    const { name, address, participant } = row;
    const item = createElementFinder($item, elements, 'dashboard, in an item of #foundList');
    setText(item.find('foundName', isText), name);
    setText(item.find('foundAddress', isText, { isOptional: true }), address);
    const button = item.find('foundOpen', isButton, { isOptional: true });
    if (isNew) button?.onClick(() => void panel.open(methods.open(participant)));
  }

  async function search(): Promise<void> {
    const text = normalizeText(findInput?.value ?? '');
    if (text === '') return;
    setText(findStatus, texts.loading);
    searches += 1;
    const startedAs = searches;
    let found: readonly FoundParticipant[] = [];
    for (const query of toPeopleQueries(text)) {
      if (found.length > 0) break;
      const answer = await waitForAnswer(methods.find(query));
      if (startedAs !== searches) return;
      if (!answer?.ok) {
        return setText(findStatus, answer ? toErrorText(answer.error) : texts.loadFailed);
      }
      found = answer.participants;
    }
    foundList.show(found.map(toFoundRow));
    setText(findStatus, found.length === 0 ? texts.noResults : '');
  }

  async function start(): Promise<void> {
    const startedIn = generation;
    // If it is not known, the web methods decide.
    const mayBeOwner = await Promise.resolve()
      .then(isOwner)
      .catch(() => true);
    if (startedIn !== generation) return;
    if (!mayBeOwner) return setStatus(texts.loginRequired);
    setStatus(texts.loading);
    await readRecent();
    if (startedIn === generation) feed.start(ADMIN_CHANNEL);
  }

  /** Clears the dashboard, ends the subscription, and starts again. */
  function restart(): void {
    generation += 1;
    feed.stop();
    panel.close();
    clear();
    void start();
  }

  async function watchLogins(): Promise<void> {
    const handlers = { onLogin: restart, onLogout: restart };
    if ((await watchIdentity(options.identity, handlers)) || !('identity' in options)) return;
    notice = texts.loginNotSeen;
    setStatus(status);
  }

  function clear(): void {
    recent = [];
    searches += 1;
    names.clear();
    recentList.show([]);
    foundList.show([]);
    setText(findStatus, '');
    if (findInput) findInput.value = '';
  }

  findButton?.onClick(() => void search());
  onEnter(findInput, { act: () => void search(), wait });
  void watchLogins();
  clear();
  void start();
}
