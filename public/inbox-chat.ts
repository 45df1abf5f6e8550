import { findArrived, isBefore } from 'public/inbox-chat-history';
import { createOutbox, isUnconfirmed } from 'public/inbox-chat-outbox';
import type { QueuedMessage, SendChat } from 'public/inbox-chat-outbox';
import { createChatReader } from 'public/inbox-chat-reader';
import type { ListChat, ReadResult } from 'public/inbox-chat-reader';
import { toChatTexts } from 'public/inbox-chat-texts';
import type { ChatTexts } from 'public/inbox-chat-texts';
import { createUploads } from 'public/inbox-chat-uploads';
import { createChatView } from 'public/inbox-chat-view';
import type { ChatSession } from 'public/inbox-chat-view';
import { createCaptcha } from 'public/inbox-captcha';
import { createElementFinder } from 'public/inbox-element-finder';
import { onEnter, toggle } from 'public/inbox-elements';
import type { PageSelector } from 'public/inbox-elements';
import { createFeed } from 'public/inbox-feed';
import type { RealtimePort } from 'public/inbox-feed';
import { watchIdentity } from 'public/inbox-identity';
import type { IdentityPort } from 'public/inbox-identity';
import { normalizeText } from 'public/inbox-normalize';
import { isPageVisible } from 'public/inbox-page-visibility';
import type { SubmitRefusal } from 'public/inbox-send-policy';
import { explainRefusal, insertTime } from 'public/inbox-send-texts';
import type { Sent } from 'public/inbox-shapes';
import { waitSeconds } from 'public/inbox-submit';

/** Options of `chat`. */
export interface ChatPageOptions {
  /** The web method `listMessages` of `backend/inbox.web`. */
  readonly list: ListChat;
  /** The web method `sendBasicMessage` of `backend/inbox.web`. */
  readonly send: SendChat;
  /** `realtime` of `@wix/site-realtime`; without it the page polls every 20 s while it is visible. */
  readonly realtime?: RealtimePort;
  /** `authentication` of `@wix/site-members`: the chat is cleared when the user logs in or out. It may be absent. */
  readonly identity?: IdentityPort | undefined;
  /** Language of the chat's texts and dates (`en`, `de-AT`). Default: `en`. */
  readonly language?: string;
  /** Selectors that are not `#<name>`, by name: `{ chatInput: '#input3', chatText: '#text7' }`. */
  readonly elements?: Readonly<Record<string, string>>;
  /** Texts that replace those of `toChatTexts`. */
  readonly texts?: Partial<ChatTexts>;
  /** Called when a message was sent, for example to count it. */
  readonly onSent?: (answer: Sent) => void;
  /** Replaces `setTimeout` in tests: resolves after a number of seconds. */
  readonly wait?: (seconds: number) => Promise<void>;
  /** Returns whether the page is visible, or `undefined` if it is not known, as in Wix's page code. */
  readonly isVisible?: () => boolean | undefined;
}

/** A chat on a page. */
export interface Chat {
  /** Opens the chat like a click on `#chatOpen`, for example when a lightbox opens. */
  open(): void;
  /** Reads new messages if the chat is open, for example after a form on the same page was sent. */
  refresh(): void;
}

/** Errors that a retry cannot fix: the text is put back into the input. */
const FINAL_CODES = ['INVALID_INPUT', 'INVALID_KEY', 'BLOCKED', 'IDENTITY_UNKNOWN'];
/** Errors that mean that the user is not allowed to read the conversation: the page stops reading. */
const NOT_READABLE_CODES = ['HISTORY_NOT_AVAILABLE', 'IDENTITY_UNKNOWN', 'NOT_A_PARTICIPANT'];

/**
 * Adds a chat to the page's elements, in a page, a lightbox or `masterPage`. Call it in `$w.onReady`.
 *
 * Elements (missing ones are ignored): `#chatMessages` (a repeater; its item: see `createMessageList`), `#chatInput`
 * (Enter sends in a text input), `#chatSend`, `#chatOlder` and `#chatOpen` (buttons), `#chatAddImage` and
 * `#chatAddFile` (upload buttons), `#chatStatus` (a text: the state of the chat, and errors), `#chatForm` (a box with a
 * link to the contact form, expanded if the user is not allowed to read the conversation) and `#captcha` (a reCAPTCHA,
 * shown if the site requires it; the message is sent when it is solved).
 *
 * Loads the conversation on the first user action, not when the page loads: a click on `#chatOpen` or `#chatOlder`,
 * focus in `#chatInput`, typing or sending; or with `open()`. A user who is not allowed to read the conversation can
 * still write.
 *
 * @example
 * $w.onReady(() => chat($w, { list: listMessages, send: sendBasicMessage, realtime, identity: authentication }));
 */
export function chat($w: PageSelector, options: ChatPageOptions): Chat {
  const { list, identity, language = 'en', elements = {} } = options;
  const { wait = waitSeconds, isVisible = isPageVisible } = options;
  const texts = { ...toChatTexts(language), ...options.texts };
  const { find, reportMissing } = createElementFinder($w, elements, 'chat');
  const onSendAgain = (id: string) => session.outbox.retry(id);
  const view = createChatView({ find, elements, texts, language, wait, onSendAgain });
  const { input } = view;
  const captcha = createCaptcha({
    find,
    onVerified: () => session.outbox.retry(),
    onUnavailable: (seconds) => view.setNotice(insertTime(texts.tooMany, seconds)),
  });
  const uploads = createUploads({ find, onChange: () => onActivity() });
  reportMissing();

  let isWatchingIdentity = false;
  let session = createSession();
  const feed = createFeed({
    realtime: options.realtime,
    read: readNewest,
    wait,
    isVisible,
    onConnection: (isConnected) => view.setState(isConnected ? '' : texts.disconnected),
  });

  function createSession(): ChatSession {
    const outbox = createOutbox({
      send: (text, sendOptions) =>
        captcha.send((token) => options.send(text, { ...sendOptions, ...token })),
      language,
      wait,
      onChange: () => view.showMessages(session),
      onSent,
      onFailed,
    });
    const reader = createChatReader({
      list,
      language,
      wait,
      // BUSY: other pages of this user have read a lot. The messages appear a little later.
      onRetry: ({ code }) => {
        if (code !== 'BUSY' && reader === session.reader) view.setState(texts.loadFailed);
      },
    });
    return {
      reader,
      outbox,
      rowIds: new Map(),
      isOpen: false,
      isReadable: true,
      resourceId: undefined,
    };
  }

  async function readNewest(isMerged: boolean): Promise<void> {
    const from = session;
    const delivered = from.outbox.messages().filter(({ state }) => state === 'sent');
    const newestId = from.reader.newestId();
    applyResult(from, await from.reader.readNewest(isMerged), delivered);
    if (from !== session || newestId === undefined) return;
    const arrived = from.reader
      .messages()
      .filter((message) => isBefore({ _id: newestId }, message));
    view.announce(arrived.filter((message) => message.from === 'business'));
  }

  async function readOlder(): Promise<void> {
    if (!session.isOpen) return open();
    feed.recordActivity();
    const from = session;
    const result = await from.reader.readOlder();
    // The button disappears after the last page.
    if (from === session && !from.reader.hasOlder()) view.focusInput();
    if (result) applyResult(from, result, []);
  }

  function applyResult(
    from: ChatSession,
    result: ReadResult,
    delivered: readonly QueuedMessage[],
  ): void {
    // The session changed in the meantime.
    if (from !== session) return;
    if (!result.ok) return applyFailure(result);
    const { resourceId = from.resourceId } = result.channel ?? {};
    // A different channel means a different user, or a new secret: clear the messages.
    if (from.resourceId !== undefined && resourceId !== from.resourceId) return reset(true);
    from.resourceId = resourceId;
    from.isReadable = true;
    const arrived = findArrived(from.outbox.messages(), from.reader.messages(), from.rowIds);
    from.outbox.remove([...delivered, ...arrived]);
    if (arrived.length > 0) view.setNotice('');
    const isEmpty = from.reader.messages().length + from.outbox.messages().length === 0;
    view.setState(result.preview ? texts.preview : isEmpty ? texts.empty : '');
    view.toggleForm(false);
    view.showMessages(from);
    if (!result.preview) feed.start(result.channel);
  }

  function applyFailure({ code = '', message = '' }: ReadResult & { readonly ok: false }): void {
    const isReadable = !NOT_READABLE_CODES.includes(code);
    session.isReadable = isReadable;
    view.setState((!isReadable && message) || texts.loadFailed);
    view.toggleForm(!isReadable);
    if (isReadable) feed.start();
    else feed.stop();
  }

  function open(): void {
    if (session.isOpen) return;
    session.isOpen = true;
    watchLogins();
    view.setState(texts.loading);
    toggle(view.openButton, false);
    feed.refresh();
  }

  function onActivity(): void {
    open();
    feed.recordActivity();
    const names = uploads.names();
    view.setNotice(names.length > 0 ? texts.attached.replace('{names}', names.join(', ')) : '');
  }

  async function send(): Promise<void> {
    if (!input || uploads.isUploading()) return;
    open();
    feed.recordActivity();
    const { outbox, reader } = session;
    if (uploads.names().length > 0) view.setNotice(texts.uploading);
    const attachments = await uploads.upload();
    if (outbox !== session.outbox) return;
    if (!attachments) return view.setNotice(texts.uploadFailed);
    view.setNotice('');
    const text = normalizeText(input.value);
    if (text === '' && attachments.length === 0) return outbox.retry();
    input.value = '';
    outbox.add({ text, attachments, after: reader.newestId() });
    view.showNewest();
    if (view.state() === texts.empty) view.setState('');
  }

  function onSent(message: QueuedMessage, answer: Sent): void {
    if (answer.preview) {
      session.outbox.remove([message]);
      return view.returnText(message.text, texts.preview);
    }
    if (view.notice()) view.setNotice('');
    options.onSent?.(answer);
    if (session.isReadable) feed.refresh();
  }

  /** Keeps the message for a retry if the input is not empty or it has files; otherwise puts the text back. */
  function onFailed(message: QueuedMessage, error: SubmitRefusal['error']): boolean {
    const { code } = error;
    // The error of a field is more precise than the message of the error.
    const reason = Object.values(error.fields ?? {})[0] ?? explainRefusal(error, texts);
    if (isUnconfirmed(message)) {
      view.setNotice(reason);
      // The conversation shows whether the message arrived.
      if (session.isReadable) feed.refresh();
      return true;
    }
    if (code === 'CAPTCHA_REQUIRED') {
      view.setNotice(reason);
      return true;
    }
    const cannotReturn = input?.value !== '' || message.attachments.length > 0;
    if (cannotReturn && !FINAL_CODES.includes(code)) {
      view.setNotice(`${reason} ${texts.retry}`);
      return true;
    }
    view.toggleForm(!session.isReadable || code === 'IDENTITY_UNKNOWN');
    view.returnText(message.text, reason);
    return false;
  }

  /** Adds the log-in handlers when the chat is opened, once. */
  function watchLogins(): void {
    if (isWatchingIdentity) return;
    isWatchingIdentity = true;
    void watchIdentity(identity, { onLogin: () => reset(true), onLogout: () => reset(false) });
  }

  /** Clears the chat: messages, subscription, queue, draft and files. */
  function reset(isToOpen: boolean): void {
    feed.stop();
    session.outbox.discard();
    session.reader.stop();
    session = createSession();
    uploads.clear();
    if (input) input.value = '';
    view.setState('');
    view.setNotice('');
    view.toggleForm(false);
    view.clearNews();
    view.showMessages(session);
    if (isToOpen) open();
  }

  input?.onFocus(open);
  input?.onInput(onActivity);
  // In a TextBox, Enter starts a new line.
  if (input?.type !== '$w.TextBox') onEnter(input, () => void send(), wait);
  view.sendButton?.onClick(() => {
    void send();
    view.focusInput();
  });
  view.olderButton?.onClick(() => void readOlder());
  view.openButton?.onClick(() => {
    view.focusInput();
    open();
  });
  view.toggleForm(false);
  view.showMessages(session);
  return { open, refresh: () => session.isOpen && feed.refresh() };
}
