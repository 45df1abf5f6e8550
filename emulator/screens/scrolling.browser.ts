// Emulates the scrolling of Wix Inbox: the conversation follows the newest message, or stays while the user reads
// older ones.

/** Distance from the end, in pixels, that counts as the end. */
const NEAR_END_PX = 80;

/**
 * Whether the conversation is scrolled to the end. It then stays there while the window or the reply form changes
 * its height.
 */
let isPinnedToEnd = true;
const resizeObserver = new ResizeObserver(() => {
  if (isPinnedToEnd) scrollToEnd();
});

/** A visible message and its position in the window, in pixels. */
export interface ScrollAnchor {
  readonly id: string;
  readonly top: number;
}

/** Whether the conversation is scrolled to the end. */
export function isAtEnd(log: Element): boolean {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
}

/** Scrolls to the newest messages. */
export function scrollToEnd(): void {
  const log = document.getElementById('log');
  if (log) log.scrollTop = log.scrollHeight;
  isPinnedToEnd = true;
  showNewerButton(false);
}

/** Shows or hides the "New messages" button. */
export function showNewerButton(isVisible: boolean): void {
  const button = document.getElementById('newer');
  if (button) button.hidden = !isVisible;
}

/** Finds the first visible message, whose position must not change when other messages are added or removed. */
export function findScrollAnchor(log: Element): ScrollAnchor | undefined {
  const top = log.getBoundingClientRect().top;
  for (const message of log.querySelectorAll('#messages > li')) {
    const box = message.getBoundingClientRect();
    if (box.bottom > top) return { id: message.id, top: box.top };
  }
  return undefined;
}

/** Scrolls so that the message is at its previous position. */
export function restoreScrollAnchor(log: Element, anchor: ScrollAnchor | undefined): void {
  const message = anchor && document.getElementById(anchor.id);
  if (anchor && message) log.scrollTop += message.getBoundingClientRect().top - anchor.top;
}

/** Scrolls a newly opened conversation to its end, and keeps it there while its height changes. */
export function followNewestMessages(): void {
  resizeObserver.disconnect();
  const log = document.getElementById('log');
  if (log) resizeObserver.observe(log);
  scrollToEnd();
}

/** Tracks whether the conversation is scrolled to the end. */
export function listenToScrolling(): void {
  document.addEventListener(
    'scroll',
    ({ target }) => {
      if (!(target instanceof Element) || target.id !== 'log') return;
      isPinnedToEnd = isAtEnd(target);
      if (isPinnedToEnd) showNewerButton(false);
    },
    { capture: true },
  );
}
