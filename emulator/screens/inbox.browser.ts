// The inbox screen in the browser: follows `/_emulator/live` and keeps what the person is doing. Stands for no transport of Wix's.
import { startRows } from './compose.browser.ts';
import { startPresses } from './press.browser.ts';
import { reconcile, remember } from './reconcile.browser.ts';
import { restoreDraft, startReplies } from './reply.browser.ts';
import {
  anchorOf,
  holdAnchor,
  isAtEnd,
  scrollToEnd,
  startAtEnd,
  tellNewer,
  watchScrolling,
} from './scrolling.browser.ts';

function byId(id: string, root: Document | Element = document): HTMLElement | null {
  return root.querySelector<HTMLElement>(`#${id}`);
}

function sequenceOf(message: Element | null | undefined): number {
  return message instanceof HTMLElement ? Number(message.dataset['sequence']) : 0;
}

/** Starts with what the server has just sent, at its end. */
function begin(): void {
  for (const id of [
    'conversation-list',
    'messages',
    'conversation-head',
    'event-list',
    'ping-list',
  ]) {
    const list = byId(id);
    if (list) remember(list);
  }
  startAtEnd();
}

/** Takes over the place of an element by its id, where the server sends another one, or none. */
function swap(id: string, from: Element, into: Element): void {
  const old = byId(id, into);
  const now = byId(id, from);
  if (old && now && old.outerHTML !== now.outerHTML) old.replaceWith(now);
  else if (old && !now) old.remove();
  else if (!old && now) into.append(now);
}

function updateList(panes: Element): void {
  const [list, wanted] = [byId('conversation-list'), byId('conversation-list', panes)];
  const [nav, wantedNav] = [byId('conversations'), byId('conversations', panes)];
  if (!list || !wanted || !nav || !wantedNav) return;
  reconcile(list, wanted);
  swap('no-conversations', wantedNav, nav);
  swap('more-conversations', wantedNav, nav);
}

/** The strip stays open or closed, and its lists where they are scrolled to. */
function updateDelivery(panes: Element): void {
  const strip = byId('delivery');
  if (!strip) return;
  swap('delivery-newest', panes, strip);
  for (const id of ['event-list', 'ping-list']) {
    const [list, wanted] = [byId(id), byId(id, panes)];
    if (list && wanted) reconcile(list, wanted);
  }
}

/** The same conversation as before: only what changed is touched. */
function updateConversation(pane: HTMLElement, now: HTMLElement): void {
  pane.dataset['unread'] = now.dataset['unread'] ?? '0';
  const [head, wantedHead] = [byId('conversation-head', pane), byId('conversation-head', now)];
  if (head && wantedHead) reconcile(head, wantedHead);
  for (const id of ['reply-label', 'participant-sees']) {
    if (byId(id, now)) swap(id, now, pane);
  }
  const [log, wantedLog] = [byId('log', pane), byId('log', now)];
  const [messages, wanted] = [byId('messages', pane), byId('messages', now)];
  // A page of older messages stays as it is: what is new is behind its link to the newest.
  if (!log || !wantedLog || !messages || !wanted || pane.dataset['olderPage'] === 'yes') return;
  const atEnd = isAtEnd(log);
  const anchor = anchorOf(log);
  const oldest = sequenceOf(wanted.firstElementChild);
  const keepsOlder = sequenceOf(messages.firstElementChild) < oldest;
  const added = reconcile(messages, wanted, (message) => sequenceOf(message) < oldest);
  if (!keepsOlder) swap('older', wantedLog, log);
  swap('no-messages', wantedLog, log);
  if (atEnd) scrollToEnd();
  else {
    holdAnchor(log, anchor);
    if (added.includes(messages.lastElementChild?.id ?? '')) {
      tellNewer(true);
    }
  }
}

/** Another conversation than before: the first one ever, one that was merged, or none any more. */
function replaceConversation(pane: HTMLElement, now: HTMLElement): void {
  const [composer, wanted] = [byId('reply', pane), byId('reply', now)];
  const focused = document.activeElement;
  if (composer && wanted) {
    // What is half written goes along.
    composer.dataset['conversation'] = wanted.dataset['conversation'];
    swap('reply-label', wanted, composer);
    wanted.replaceWith(composer);
  }
  pane.replaceWith(now);
  if (!composer) restoreDraft();
  if (focused instanceof HTMLElement && composer?.contains(focused)) focused.focus();
  const id = now.dataset['conversation'];
  if (id && location.pathname !== '/_emulator/inbox') {
    history.replaceState(null, '', `/_emulator/inbox/${id}`);
  }
  begin();
}

function fragmentUrl(): string {
  const pane = byId('conversation');
  const query = new URLSearchParams();
  const chosen = pane?.dataset['conversation'] || location.pathname.split('/')[3];
  if (chosen) query.set('chosen', chosen);
  const list = new URLSearchParams(location.search).get('list');
  if (list) query.set('list', list);
  const from = sequenceOf(byId('messages')?.firstElementChild);
  if (from > 0) query.set('from', String(from));
  return `/_emulator/inbox/fragment?${query.toString()}`;
}

async function readHtml(url: string): Promise<Document> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the inbox answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

async function refresh(): Promise<void> {
  const panes = byId('inbox', await readHtml(fragmentUrl()));
  const now = panes && byId('conversation', panes);
  const pane = byId('conversation');
  if (!panes || !pane || !now) return;
  document.title = panes.dataset['title'] ?? document.title;
  updateList(panes);
  updateDelivery(panes);
  if (pane.dataset['conversation'] === now.dataset['conversation']) updateConversation(pane, now);
  else replaceConversation(pane, now);
  markRead();
}

const live = new EventSource('/_emulator/live');
let refreshing: Promise<void> | undefined;
let again = false;

/** Reads the panes again, one reading at a time: changes that come meanwhile share the next one. */
function update(): void {
  again = true;
  refreshing ??= (async () => {
    while (again) {
      again = false;
      try {
        await refresh();
        if (live.readyState === EventSource.OPEN) tellLive('Live');
      } catch {
        tellLive('Not up to date');
      }
    }
    refreshing = undefined;
  })();
}

/** Opening a conversation reads it; one that nobody can see stays unread. */
function markRead(): void {
  const pane = byId('conversation');
  const id = pane?.dataset['conversation'];
  const seen = document.visibilityState === 'visible' && pane?.checkVisibility();
  if (!id || !seen || pane?.dataset['unread'] === '0') return;
  const reading = fetch(`/_emulator/inbox/${id}/read`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  // Unread is what it stays, until the next change.
  reading.catch(() => undefined);
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
  const anchor = anchorOf(log);
  // Nobody wants to hear thirty old messages read out.
  log.setAttribute('aria-live', 'off');
  remember(older);
  messages.prepend(...older.children);
  swap('older', wantedLog, log);
  holdAnchor(log, anchor);
  const next = byId('older');
  if (next instanceof HTMLAnchorElement) next.focus({ preventScroll: true });
  else log.focus({ preventScroll: true });
  setTimeout(() => log.setAttribute('aria-live', 'polite'), 500);
}

function tellLive(text: string): void {
  const status = byId('live');
  if (!status || status.textContent === text) return;
  status.textContent = text;
  status.dataset['live'] = text === 'Live' ? 'yes' : 'no';
}

function listen(): void {
  live.addEventListener('open', () => {
    tellLive('Live');
    // What drives a page from outside can tell that it follows what happens.
    document.documentElement.dataset['veloReady'] = 'yes';
    // What happened before the connection stood, or while it was lost, was not told.
    update();
  });
  live.addEventListener('error', () => tellLive('Reconnecting…'));
  live.addEventListener('change', update);
  live.addEventListener('reload', update);
  // Otherwise leaving the page is reported as a lost connection.
  window.addEventListener('pagehide', () => live.close());
}

restoreDraft();
begin();
startRows();
startPresses();
startReplies(() => {
  scrollToEnd();
  update();
});
document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest('#newer')) scrollToEnd();
  const older = target?.closest('#older');
  if (older instanceof HTMLAnchorElement && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    // What cannot be fetched is opened as a page, which says why.
    showOlder(older).catch(() => location.assign(older.href));
  }
});
watchScrolling();
document.addEventListener('visibilitychange', markRead);
markRead();
listen();
