// Emulates the live updates of Wix Inbox: follows `/_emulator/live` and updates the page without losing drafts,
// focus or scroll position.
import { startAddRowButtons } from './compose.browser.ts';
import { startButtonClicks } from './button-click.browser.ts';
import { reconcile, remember } from './reconcile.browser.ts';
import { restoreDraft, startReplyForm } from './reply.browser.ts';
import {
  findScrollAnchor,
  restoreScrollAnchor,
  isAtEnd,
  scrollToEnd,
  followNewestMessages,
  showNewerButton,
  listenToScrolling,
} from './scrolling.browser.ts';
import { searchedText, startSearch } from './search.browser.ts';

function byId(id: string, root: Document | Element = document): HTMLElement | null {
  return root.querySelector<HTMLElement>(`#${id}`);
}

function sequenceOf(message: Element | null | undefined): number {
  return message instanceof HTMLElement ? Number(message.dataset['sequence']) : 0;
}

/** Records the server's HTML for later updates, and scrolls to the newest message. */
function startConversation(): void {
  for (const id of [
    'conversation-list',
    'messages',
    'conversation-head',
    'event-list',
    'realtime-list',
    'webhook-list',
  ]) {
    const list = byId(id);
    if (list) remember(list);
  }
  followNewestMessages();
}

/** Makes the element with this ID equal to the server's HTML. */
function replaceById(id: string, from: Element, into: Element): void {
  const current = byId(id, into);
  const next = byId(id, from);
  if (current && next && current.outerHTML !== next.outerHTML) current.replaceWith(next);
  else if (current && !next) current.remove();
  else if (!current && next) into.append(next);
}

function updateList(panes: Element): void {
  const [list, wanted] = [byId('conversation-list'), byId('conversation-list', panes)];
  const [nav, wantedNav] = [byId('conversations'), byId('conversations', panes)];
  if (!list || !wanted || !nav || !wantedNav) return;
  reconcile(list, wanted);
  const [result, wantedResult] = [byId('search-result', nav), byId('search-result', wantedNav)];
  if (result && wantedResult && result.textContent !== wantedResult.textContent) {
    result.textContent = wantedResult.textContent;
  }
  replaceById('no-conversations', wantedNav, nav);
  replaceById('more-conversations', wantedNav, nav);
}

/** Updates the delivery log. It stays open or closed, and its lists keep their scroll positions. */
function updateDelivery(panes: Element): void {
  const log = byId('delivery');
  if (!log) return;
  replaceById('delivery-newest', panes, log);
  for (const id of ['event-list', 'realtime-list', 'webhook-list']) {
    const [list, wanted] = [byId(id), byId(id, panes)];
    if (list && wanted) reconcile(list, wanted);
  }
}

/** Updates the open conversation, changing only the elements that differ. */
function updateConversation(pane: HTMLElement, newPane: HTMLElement): void {
  pane.dataset['unread'] = newPane.dataset['unread'] ?? '0';
  const [head, wantedHead] = [byId('conversation-head', pane), byId('conversation-head', newPane)];
  if (head && wantedHead) reconcile(head, wantedHead);
  for (const id of ['reply-label', 'participant-heading']) {
    if (byId(id, newPane)) replaceById(id, newPane, pane);
  }
  const [log, wantedLog] = [byId('log', pane), byId('log', newPane)];
  const [messages, wanted] = [byId('messages', pane), byId('messages', newPane)];
  // A page of older messages is not updated: it has a link to the latest messages.
  if (!log || !wantedLog || !messages || !wanted || pane.dataset['olderPage'] === 'yes') return;
  const atEnd = isAtEnd(log);
  const anchor = findScrollAnchor(log);
  const oldest = sequenceOf(wanted.firstElementChild);
  const keepsOlder = sequenceOf(messages.firstElementChild) < oldest;
  const added = reconcile(messages, wanted, (message) => sequenceOf(message) < oldest);
  if (!keepsOlder) replaceById('older', wantedLog, log);
  replaceById('no-messages', wantedLog, log);
  if (atEnd) scrollToEnd();
  else {
    restoreScrollAnchor(log, anchor);
    if (added.includes(messages.lastElementChild?.id ?? '')) {
      showNewerButton(true);
    }
  }
}

/** Replaces the open conversation by another one: the first one, the target of a merge, or none. */
function replaceConversation(pane: HTMLElement, newPane: HTMLElement): void {
  const [composer, wanted] = [byId('reply', pane), byId('reply', newPane)];
  const focused = document.activeElement;
  if (composer && wanted) {
    // Keeps the draft.
    composer.dataset['conversation'] = wanted.dataset['conversation'];
    replaceById('reply-label', wanted, composer);
    wanted.replaceWith(composer);
  }
  pane.replaceWith(newPane);
  if (!composer) restoreDraft();
  if (focused instanceof HTMLElement && composer?.contains(focused)) focused.focus();
  const id = newPane.dataset['conversation'];
  if (id && location.pathname !== '/_emulator/inbox') {
    history.replaceState(null, '', `/_emulator/inbox/${id}${location.search}`);
  }
  startConversation();
}

function fragmentUrl(): string {
  const pane = byId('conversation');
  const query = new URLSearchParams();
  const chosen = pane?.dataset['conversation'] || location.pathname.split('/')[3];
  if (chosen) query.set('chosen', chosen);
  const list = new URLSearchParams(location.search).get('list');
  if (list) query.set('list', list);
  if (searchedText() !== '') query.set('q', searchedText());
  const from = sequenceOf(byId('messages')?.firstElementChild);
  if (from > 0) query.set('from', String(from));
  return `/_emulator/inbox/fragment?${query.toString()}`;
}

async function readHtml(url: string): Promise<Document> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Failed to read the inbox: status ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

async function refresh(): Promise<void> {
  const panes = byId('inbox', await readHtml(fragmentUrl()));
  const newPane = panes && byId('conversation', panes);
  const pane = byId('conversation');
  if (!panes || !pane || !newPane) return;
  document.title = panes.dataset['title'] ?? document.title;
  updateList(panes);
  updateDelivery(panes);
  const isSame = pane.dataset['conversation'] === newPane.dataset['conversation'];
  if (isSame) updateConversation(pane, newPane);
  else replaceConversation(pane, newPane);
  markRead();
}

const liveEvents = new EventSource('/_emulator/live');
let refreshing: Promise<void> | undefined;
let isStale = false;

/** Refreshes the panes, one request at a time. Changes during a request cause one more request. */
function update(): void {
  isStale = true;
  refreshing ??= (async () => {
    while (isStale) {
      isStale = false;
      try {
        await refresh();
        if (liveEvents.readyState === EventSource.OPEN) showLiveStatus('Live');
      } catch {
        showLiveStatus('Update failed');
      }
    }
    refreshing = undefined;
  })();
}

/** Marks the open conversation as read, if it is visible. */
function markRead(): void {
  const pane = byId('conversation');
  const id = pane?.dataset['conversation'];
  const isVisible = document.visibilityState === 'visible' && pane?.checkVisibility();
  if (!id || !isVisible || pane?.dataset['unread'] === '0') return;
  const request = fetch(`/_emulator/inbox/${id}/read`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  // On failure the conversation stays unread until the next change.
  request.catch(() => undefined);
}

async function showOlder(link: HTMLAnchorElement): Promise<void> {
  const [log, messages] = [byId('log'), byId('messages')];
  if (!log || !messages || link.ariaBusy === 'true') return;
  link.setAttribute('aria-busy', 'true');
  const page = await readHtml(link.href);
  const [older, wantedLog] = [
    byId('messages', page.documentElement),
    byId('log', page.documentElement),
  ];
  if (!older || !wantedLog) return;
  const anchor = findScrollAnchor(log);
  // Prevents screen readers from reading out the older messages.
  log.setAttribute('aria-live', 'off');
  remember(older);
  messages.prepend(...older.children);
  replaceById('older', wantedLog, log);
  restoreScrollAnchor(log, anchor);
  const next = byId('older');
  if (next instanceof HTMLAnchorElement) next.focus({ preventScroll: true });
  else log.focus({ preventScroll: true });
  setTimeout(() => log.setAttribute('aria-live', 'polite'), 500);
}

function showLiveStatus(text: string): void {
  const status = byId('live');
  if (!status || status.textContent === text) return;
  status.textContent = text;
  status.dataset['live'] = text === 'Live' ? 'yes' : 'no';
}

function followLiveEvents(): void {
  liveEvents.addEventListener('open', () => {
    showLiveStatus('Live');
    // Shows browser tests that the page receives changes.
    document.documentElement.dataset['veloReady'] = 'yes';
    // Changes from before the connection, or from while it was lost, were not received.
    update();
  });
  liveEvents.addEventListener('error', () => showLiveStatus('Reconnecting…'));
  liveEvents.addEventListener('change', update);
  liveEvents.addEventListener('reload', update);
  // Otherwise the browser reports a lost connection when the page is left.
  window.addEventListener('pagehide', () => liveEvents.close());
}

restoreDraft();
startConversation();
startAddRowButtons();
startButtonClicks();
startSearch(update);
startReplyForm(() => {
  scrollToEnd();
  update();
});
document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest('#newer')) scrollToEnd();
  const older = target?.closest('#older');
  if (older instanceof HTMLAnchorElement && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    // On failure, opens the link as a page, which shows the error.
    showOlder(older).catch(() => location.assign(older.href));
  }
});
listenToScrolling();
document.addEventListener('visibilitychange', markRead);
markRead();
followLiveEvents();
