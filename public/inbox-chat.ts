import { createFeed } from 'public/inbox-chat-feed';
import type { RealtimePort } from 'public/inbox-chat-feed';
import { notYetAmong } from 'public/inbox-chat-history';
import { createChatList } from 'public/inbox-chat-list';
import { createOutbox } from 'public/inbox-chat-outbox';
import type { Outbox, Outgoing, SendChat } from 'public/inbox-chat-outbox';
import { createReader } from 'public/inbox-chat-reader';
import type { ListChat, Reading } from 'public/inbox-chat-reader';
import { outgoingRows, toRows } from 'public/inbox-chat-rows';
import { CHAT_TEXTS } from 'public/inbox-chat-texts';
import type { ChatTexts } from 'public/inbox-chat-texts';
import { createUploads } from 'public/inbox-chat-uploads';
import {
  createFinder,
  toggle,
  isButton,
  isCollapsible,
  isRepeater,
  isText,
  isTyping,
  TYPING_DELAY,
} from 'public/inbox-elements';
import type { PageSelector } from 'public/inbox-elements';
import { isPageVisible } from 'public/inbox-page';
import type { Sent } from 'public/inbox-shapes';
import { waitSeconds } from 'public/inbox-submit';
import type { SubmitRefusal } from 'public/inbox-submit';

/** The part of `authentication` of `@wix/site-members` that a page needs. */
export interface IdentityPort {
  onLogin(handler: () => void): unknown;
  onLogout(handler: () => void): unknown;
}

/** Options of `chat`. */
export interface ChatPageOptions {
  /** The web method: `listMessages` of `backend/inbox.web`. */
  readonly list: ListChat;
  /** The web method: `sendBasicMessage` of `backend/inbox.web`. */
  readonly send: SendChat;
  /** `realtime` of `@wix/site-realtime`; without it the page asks every 20 s while it is visible. */
  readonly realtime?: RealtimePort;
  /** `authentication` of `@wix/site-members`: on a log-in or log-out the chat empties itself. */
  readonly identity?: IdentityPort;
  /** Language of the chat's own texts and of dates, as the page has it (`en`, `de-AT`). */
  readonly language?: string;
  /** Selectors that are not `#<name>`, by name: `{ chatInput: '#input3', chatText: '#text7' }`. */
  readonly elements?: Readonly<Record<string, string>>;
  readonly texts?: Partial<ChatTexts>;
  /** Called when a message has arrived, for example to count it. */
  readonly onSent?: (answer: Sent) => void;
  /** Takes the place of the page's clock, in seconds: for tests. */
  readonly wait?: (seconds: number) => Promise<void>;
  /** Tells whether the page can be seen; `undefined` where that is not known, as in Wix's page code. */
  readonly isVisible?: () => boolean | undefined;
}

/** A chat that a page has. */
export interface Chat {
  /** Begins to read, as the person's first act does: for a lightbox, which somebody has opened. */
  open(): void;
  /** Reads again, if the chat is open: after a form was sent beside it. */
  refresh(): void;
}

/** Answers that a person cannot mend by trying again: the text goes back to where it was typed. */
const FINAL = ['INVALID_INPUT', 'INVALID_KEY', 'BLOCKED', 'IDENTITY_UNKNOWN'];
/** Answers that are the chat's state, and no reason to ask again. */
const NOT_READABLE = ['HISTORY_NOT_AVAILABLE', 'IDENTITY_UNKNOWN', 'NOT_A_PARTICIPANT'];

/**
 * Makes a chat of the page's elements: one line in a page, a lightbox or `masterPage`.
 *
 * To be called in `$w.onReady`. It uses, where the page has them: `#chatMessages` (a repeater; its item:
 * see `createChatList`), `#chatInput` (Enter sends in a one-line input), `#chatSend`, `#chatOlder` and
 * `#chatOpen` (buttons), `#chatPicture` and `#chatFile` (upload buttons), `#chatStatus` (a text: what is
 * going on, and why something failed), `#chatForm` (a box: the way by e-mail, unfolded where the
 * conversation cannot be read).
 *
 * Nothing is asked when the page loads, on the server or in the browser. Reading begins with the
 * person's first act: a click on `#chatOpen` or `#chatOlder`, the focus in `#chatInput`, typing, sending;
 * or with `open()`. A person who may not read can write all the same.
 *
 * @example
 * $w.onReady(() => chat($w, { list: listMessages, send: sendBasicMessage, realtime, identity: authentication }));
 */
export function chat($w: PageSelector, options: ChatPageOptions): Chat {
  const {
    list,
    language = 'en',
    elements = {},
    wait = waitSeconds,
    isVisible = isPageVisible,
  } = options;
  const texts = { ...textsIn(language), ...options.texts };
  const { find, report } = createFinder($w, elements, 'chat');
  const rows = createChatList(find('chatMessages', isRepeater), elements);
  const input = find('chatInput', isTyping);
  const sendButton = find('chatSend', isButton);
  const status = find('chatStatus', isText);
  const older = find('chatOlder', isButton, false);
  const opener = find('chatOpen', isButton, false);
  const form = find('chatForm', isCollapsible, false);
  const uploads = createUploads({ find, onChange: () => touch() });
  report();

  let isOpen = false;
  let isHooked = false;
  let isReadable = true;
  /** The resource of the channel that belongs to whoever is here; only he is told it. */
  let whose: string | undefined;
  let reader = createReader(list, language);
  let outbox = newOutbox();
  /** What the chat's state is, and what just happened; the newer word stands before the state. */
  let state = '';
  let news = '';

  const feed = createFeed({
    realtime: options.realtime,
    read,
    wait,
    isVisible,
    onConnection: (isConnected) => tell({ state: isConnected ? '' : texts.lost }),
  });

  function tell(said: { readonly state?: string; readonly news?: string }): void {
    state = said.state ?? state;
    news = said.news ?? news;
    if (status) status.text = news || state;
  }

  function show(): void {
    rows.show([
      ...reader.messages().flatMap((message) => toRows(message, texts, language)),
      ...notYetAmong(outbox.messages(), reader.messages()).flatMap((message) =>
        outgoingRows(message, texts),
      ),
    ]);
    toggle(older, reader.hasOlder());
    toggle(opener, !isOpen);
  }

  async function read(isMerged: boolean): Promise<void> {
    const [from, at] = [reader, outbox];
    const delivered = at.messages().filter(({ state: became }) => became === 'sent');
    take(from, await from.readNewest(isMerged), at, delivered);
  }

  function take(
    from: typeof reader,
    reading: Reading,
    at: Outbox,
    delivered: readonly Outgoing[],
  ): void {
    // Somebody else is here by now.
    if (from !== reader) return;
    const { resourceId = whose } = (reading.ok && reading.channel) || {};
    // Another person's channel, without a word of a log-in: what stands here is not his. (Or the site's secret changed.)
    if (whose !== undefined && resourceId !== whose) return empty(true);
    whose = resourceId;
    isReadable = reading.ok || !NOT_READABLE.includes(reading.code ?? '');
    if (reading.ok) {
      at.forget(delivered);
      const isEmpty = reader.messages().length + outbox.messages().length === 0;
      tell({ state: reading.preview ? texts.preview : isEmpty ? texts.empty : '' });
      toggle(form, false);
      show();
      if (!reading.preview) feed.listen(reading.channel);
      return;
    }
    tell({ state: (!isReadable && reading.message) || texts.notRead });
    toggle(form, !isReadable);
    if (isReadable) feed.listen();
    else feed.stop();
  }

  function begin(): void {
    if (isOpen) return;
    isOpen = true;
    hook();
    tell({ state: texts.reading });
    toggle(opener, false);
    feed.refresh();
  }

  function touch(): void {
    begin();
    feed.touch();
    const names = uploads.names();
    tell({ news: names.length > 0 ? texts.attached.replace('{names}', names.join(', ')) : '' });
  }

  async function submit(): Promise<void> {
    if (!input || uploads.isBusy()) return;
    begin();
    feed.touch();
    const at = outbox;
    if (uploads.names().length > 0) tell({ news: texts.uploading });
    const attachments = await uploads.take();
    if (at !== outbox) return;
    if (!attachments) return tell({ news: texts.notUploaded });
    tell({ news: '' });
    const text = input.value.trim();
    if (text === '' && attachments.length === 0) return outbox.retry();
    input.value = '';
    const newest = reader.messages().slice(-1)[0];
    outbox.add({ text, attachments, ...(newest && { after: newest._id }) });
    if (state === texts.empty) tell({ state: '' });
  }

  function newOutbox(): Outbox {
    return createOutbox({
      send: options.send,
      language,
      wait,
      onChange: () => show(),
      onSent: (message, answer) => {
        if (answer.preview) {
          outbox.forget([message]);
          return giveBack(message.text, texts.preview);
        }
        if (news) tell({ news: '' });
        options.onSent?.(answer);
        if (isReadable) feed.refresh();
      },
      onFailed,
    });
  }

  /** Keeps a message in the list where the person goes on typing, and gives its text back where he does not. */
  function onFailed(message: Outgoing, error: SubmitRefusal['error']): boolean {
    const { code } = error;
    // What is wrong with a text says more than that something is.
    const why = Object.values(error.fields ?? {})[0] ?? error.message;
    const isTypedOver = input?.value !== '' || message.attachments.length > 0;
    if (isTypedOver && !FINAL.includes(code)) {
      tell({ news: `${why} ${texts.again}` });
      return true;
    }
    toggle(form, !isReadable || code === 'IDENTITY_UNKNOWN');
    giveBack(message.text, why);
    return false;
  }

  function giveBack(text: string, why: string): void {
    if (input) input.value = [text, input.value].filter((part) => part !== '').join(' ');
    tell({ news: why });
  }

  async function readOlder(): Promise<void> {
    if (!isOpen) return begin();
    feed.touch();
    const from = reader;
    const reading = await from.readOlder();
    if (reading) take(from, reading, outbox, []);
  }

  /** Asked once, and not before somebody is there: what hears of nothing needs no ear. */
  function hook(): void {
    if (isHooked) return;
    isHooked = true;
    void options.identity?.onLogin(() => empty(true));
    void options.identity?.onLogout(() => empty(false));
  }

  /** Nothing of the one who was here stays: no message, no subscription, no queue, no draft. */
  function empty(isToRead: boolean): void {
    feed.stop();
    outbox.drop();
    outbox = newOutbox();
    reader = createReader(list, language);
    uploads.drop();
    if (input) input.value = '';
    isOpen = false;
    isReadable = true;
    whose = undefined;
    tell({ state: '', news: '' });
    toggle(form, false);
    show();
    if (isToRead) begin();
  }

  input?.onFocus(begin);
  input?.onInput(touch);
  // Enter begins a new line in a TextBox.
  if (input && input.type !== '$w.TextBox') {
    input.onKeyPress(({ key }) => {
      if (key === 'Enter') void wait(TYPING_DELAY).then(submit);
    });
  }
  sendButton?.onClick(() => void submit());
  older?.onClick(() => void readOlder());
  opener?.onClick(begin);
  toggle(form, false);
  show();
  return { open: begin, refresh: () => isOpen && feed.refresh() };
}

function textsIn(language: string): ChatTexts {
  return language.split('-')[0] === 'de' ? CHAT_TEXTS.de : CHAT_TEXTS.en;
}
