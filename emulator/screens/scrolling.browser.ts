// Where the conversation is scrolled to: it follows the newest message, or stays where somebody reads. Stands for nothing of Wix's.

/** Closer to the end than this many pixels, one is reading the newest messages. */
const NEAR_END_PX = 80;

/** Whether the newest messages are read: then they stay in sight while the window, or the reply, changes its height. */
let pinned = true;
const whenResized = new ResizeObserver(() => {
  if (pinned) scrollToEnd();
});

/** The message that somebody reads, and where it stands in the window. */
export interface Anchor {
  readonly id: string;
  readonly top: number;
}

/** Tells whether the newest messages are in sight. */
export function isAtEnd(log: Element): boolean {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
}

/** Shows the newest messages. */
export function scrollToEnd(): void {
  const log = document.getElementById('log');
  if (log) log.scrollTop = log.scrollHeight;
  pinned = true;
  tellNewer(false);
}

/** Shows or hides the button that says that there are newer messages below. */
export function tellNewer(isThere: boolean): void {
  const button = document.getElementById('newer');
  if (button) button.hidden = !isThere;
}

/** The first message in sight: what must not jump while others come and go. */
export function anchorOf(log: Element): Anchor | undefined {
  const top = log.getBoundingClientRect().top;
  for (const message of log.querySelectorAll('#messages > li')) {
    const place = message.getBoundingClientRect();
    if (place.bottom > top) return { id: message.id, top: place.top };
  }
  return undefined;
}

/** Puts the message back to where it stood. */
export function holdAnchor(log: Element, anchor: Anchor | undefined): void {
  const message = anchor && document.getElementById(anchor.id);
  if (anchor && message) log.scrollTop += message.getBoundingClientRect().top - anchor.top;
}

/** Begins a conversation at its end, and follows it from there. */
export function startAtEnd(): void {
  whenResized.disconnect();
  const log = document.getElementById('log');
  if (log) whenResized.observe(log);
  scrollToEnd();
}

/** Notices where somebody scrolls to. */
export function watchScrolling(): void {
  document.addEventListener(
    'scroll',
    ({ target }) => {
      if (!(target instanceof Element) || target.id !== 'log') return;
      pinned = isAtEnd(target);
      if (pinned) tellNewer(false);
    },
    { capture: true },
  );
}
