import { createDraft } from 'public/inbox-chat-draft';
import type { DraftContent } from 'public/inbox-chat-draft';
import { findArrived, isBefore, toQueuedText } from 'public/inbox-chat-history';
import type { Chat, ChatPageOptions } from 'public/inbox-chat-options';
import { createOutbox, isUnconfirmed } from 'public/inbox-chat-outbox';
import type { QueuedMessage } from 'public/inbox-chat-outbox';
import { createChatReader } from 'public/inbox-chat-reader';
import type { ReadResult } from 'public/inbox-chat-reader';
import { createChatStore } from 'public/inbox-chat-store';
import { toChatTexts } from 'public/inbox-chat-texts';
import { createChatView } from 'public/inbox-chat-view';
import type { ChatSession } from 'public/inbox-chat-view';
import { createCaptcha } from 'public/inbox-captcha';
import { createElementFinder } from 'public/inbox-element-finder';
import { toggle } from 'public/inbox-elements';
import type { PageSelector } from 'public/inbox-elements';
import { createFeed } from 'public/inbox-feed';
import { watchIdentity } from 'public/inbox-identity';
import { normalizeLanguage } from 'public/inbox-normalize';
import { isPageVisible } from 'public/inbox-page-visibility';
import type { SubmitRefusal } from 'public/inbox-send-policy';
import { explainRefusal, insertTime } from 'public/inbox-send-texts';
import { createSentMessages } from 'public/inbox-sent-messages';
import type { Sent } from 'public/inbox-shapes';
import { toPersonKey } from 'public/inbox-storage';
import { waitSeconds } from 'public/inbox-submit';

/** Errors that mean that the user is not allowed to read the conversation: the page stops reading. */
const NOT_READABLE_CODES = ['HISTORY_NOT_AVAILABLE', 'IDENTITY_UNKNOWN', 'NOT_A_PARTICIPANT'];

/**
 * Adds a chat to the page's elements, in a page, a lightbox or `masterPage`. Call it in `$w.onReady`.
 *
 * Elements (missing ones are ignored): `#chatMessages` (a repeater; its item: see `createMessageList`), `#chatInput`
 * (a text box or text input), `#chatCount` (a text: the characters that are left), `#chatSend`, `#chatOlder` and
 * `#chatOpen` (buttons), `#chatAddImage` and `#chatAddFile` (upload buttons), `#chatFiles` (a repeater: the chosen files,
 * see `createUploads`), `#chatStatus` (a text: the state of the chat, and errors), `#captcha` (a reCAPTCHA, shown if
 * the site requires it; the message is sent when it is solved) and `#chatForm` (a box with a link to the contact form,
 * expanded if the user is not allowed to read the conversation).
 *
 * Loads the conversation on the first user action, not when the page loads: a click on `#chatOpen` or `#chatOlder`,
 * focus in `#chatInput`, typing or sending; or with `open()`. With a stored draft, it is loaded at once. A user who is not
 * allowed to read the conversation can still write, and sees what they sent from this browser tab.
 *
 * @example
 * $w.onReady(() => chat($w, { list: listMessages, send: sendBasicMessage, realtime, identity: authentication }));
 */
export function chat($w: PageSelector, options: ChatPageOptions): Chat {
  const { list, identity, elements = {} } = options;
  const { wait = waitSeconds, isVisible = isPageVisible, sendsOnEnter = true } = options;
  const language = normalizeLanguage(options.language ?? '') || 'en';
  const texts = { ...toChatTexts(language), ...options.texts };
  const { find, reportMissing } = createElementFinder($w, elements, 'chat');
  const view = createChatView({ find, elements, texts, language, wait, onSendAgain });
  const captcha = createCaptcha({
    find,
    onVerified: () => session.outbox.retry(),
    onUnavailable: (seconds) => view.setNotice(insertTime(texts.tooMany, seconds)),
  });
  const draft = createDraft({
    ...{ find, elements, texts, wait, sendsOnEnter, onSend },
    input: view.input,
    sendButton: view.sendButton,
    setNotice: view.setNotice,
    onActivity: () => {
      open();
      feed.recordActivity();
      save();
    },
  });
  const store = createChatStore(options.storage);
  const sentMessages = createSentMessages(options.storage);
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
      onChange: () => {
        view.showMessages(session);
        save();
      },
      onSent,
      onFailed,
      onUploadFailed: ({ text }) => draft.putBack(text, texts.uploadFailed),
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
      sent: [],
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
    const received = from.reader.messages().filter((message) => message.from === 'business');
    view.announce(received.filter((message) => isBefore({ _id: newestId }, message)));
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
    const resourceId = result.ok ? result.channel?.resourceId : undefined;
    if (!recognize(from, resourceId ?? result.session)) return;
    if (!result.ok) return applyFailure(result);
    from.isReadable = true;
    const arrived = findArrived(from.outbox.messages(), from.reader.messages(), from.rowIds);
    from.outbox.remove([...delivered, ...arrived]);
    const isEmpty = from.reader.messages().length + from.outbox.messages().length === 0;
    view.setState(result.preview ? texts.preview : isEmpty ? texts.empty : '');
    view.toggleForm(false);
    view.showMessages(from);
    if (!result.preview) feed.start(result.channel);
  }

  function applyFailure({ code = '', message = '' }: ReadResult & { readonly ok: false }): void {
    const isExpired = code === 'SESSION_EXPIRED';
    const isReadable = !NOT_READABLE_CODES.includes(code);
    session.isReadable = isReadable;
    view.setState(((!isReadable || isExpired) && message) || texts.loadFailed, !isReadable);
    view.toggleForm(!isReadable);
    if (isReadable && !isExpired) feed.start();
    else feed.stop();
    if (!isReadable) void showSent();
  }

  /** Shows what the user sent from this tab, if they are not allowed to read the conversation. */
  async function showSent(): Promise<void> {
    const from = session;
    if (from.resourceId === undefined) return;
    const sent = await sentMessages.list(toPersonKey(from.resourceId));
    if (from !== session) return;
    from.sent = sent;
    view.showMessages(from);
  }

  /** Returns `false` if the resource is another user's: the chat was cleared, and starts again. */
  function recognize(from: ChatSession, resourceId: string | undefined): boolean {
    if (resourceId === undefined || from.resourceId === resourceId) return true;
    // A different channel means a different user, or a new secret: clear the messages.
    if (from.resourceId !== undefined) {
      reset(true);
      return false;
    }
    from.resourceId = resourceId;
    void restore(from, toPersonKey(resourceId));
    return true;
  }

  async function restore(from: ChatSession, person: string): Promise<void> {
    const stored = await store.open(person);
    if (from !== session) return;
    const { draft: text = '', queue = [] } = stored ?? {};
    // A browser can restore the text of an input itself.
    if (text !== '' && text !== draft.text()) draft.putBack(text);
    const lost = queue.filter(({ state }) => state === 'uploading');
    for (const message of [...lost].reverse()) draft.putBack(message.text, texts.uploadLost);
    from.outbox.restore(queue.filter((message) => !lost.includes(message)));
  }

  /** Continues after the page was left. */
  async function openIfStored(): Promise<void> {
    const from = session;
    if ((await store.hasState()) && from === session) open();
  }

  function save(): void {
    store.save({ draft: draft.text(), queue: session.outbox.toStored() });
  }

  function open(): void {
    if (session.isOpen) return;
    session.isOpen = true;
    watchLogins();
    view.setState(texts.loading);
    toggle(view.openButton, false);
    feed.refresh();
  }

  function onSend({ text, files, uploaded }: DraftContent, byKey: boolean): void {
    open();
    feed.recordActivity();
    const { outbox, reader } = session;
    if (!byKey) view.focusInput();
    if (text === '' && !uploaded) {
      // A held Enter must not send again.
      if (!byKey) outbox.retry();
      return;
    }
    outbox.add({ text, files, uploaded, after: reader.newestId() });
    view.showNewest();
    if (view.state() === texts.empty) view.setState('');
  }

  function onSent(message: QueuedMessage, answer: Sent): void {
    if (answer.preview) {
      session.outbox.remove([message]);
      return draft.putBack(message.text, texts.preview);
    }
    const { resourceId, isReadable } = session;
    if (resourceId) void sentMessages.add(toPersonKey(resourceId), toQueuedText(message));
    options.onSent?.(answer);
    if (isReadable) feed.refresh();
  }

  function onFailed(message: QueuedMessage, error: SubmitRefusal['error']): string {
    // The conversation shows whether the message arrived.
    if (isUnconfirmed(message) && session.isReadable) feed.refresh();
    if (error.code === 'IDENTITY_UNKNOWN') view.toggleForm(true);
    // The error of a field is more precise than the message of the error.
    const reason = Object.values(error.fields ?? {})[0] ?? explainRefusal(error, texts);
    if (!view.hasList && !isUnconfirmed(message) && message.attachments.length === 0) {
      session.outbox.remove([message]);
      draft.putBack(message.text, reason);
    }
    return reason;
  }

  /** Sends a message again, or moves a refused one back into the input. */
  function onSendAgain(id: string): void {
    const { outbox } = session;
    const message = outbox.messages().find((queued) => queued.id === id);
    if (message?.state !== 'refused') return outbox.retry(id);
    outbox.remove([message]);
    draft.putBack(message.text);
  }

  /** Adds the log-in handlers when the chat is opened, once. */
  function watchLogins(): void {
    if (isWatchingIdentity) return;
    isWatchingIdentity = true;
    void watchIdentity(identity, { onLogin: () => reset(true), onLogout: () => reset(false) });
  }

  /** Clears the chat: messages, subscription, queue, draft, files, and what is stored. */
  function reset(isToOpen: boolean): void {
    feed.stop();
    session.outbox.discard();
    session.reader.stop();
    store.close();
    void sentMessages.remove();
    session = createSession();
    draft.clear();
    view.setState('');
    view.toggleForm(false);
    view.clearNews();
    view.showMessages(session);
    if (isToOpen) open();
  }

  view.olderButton?.onClick(() => void readOlder());
  view.openButton?.onClick(() => {
    view.focusInput();
    open();
  });
  view.toggleForm(false);
  view.showMessages(session);
  void openIfStored();
  return { open, refresh: () => session.isOpen && feed.refresh() };
}
