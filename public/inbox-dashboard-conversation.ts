import type { DraftStore } from 'public/inbox-dashboard-drafts';
import { toErrorText, waitForAnswer } from 'public/inbox-dashboard-methods';
import type { DashboardMethods } from 'public/inbox-dashboard-methods';
import { joinNewestPage, joinOlderPage, omit } from 'public/inbox-dashboard-history';
import type { MessageHistory } from 'public/inbox-dashboard-history';
import { toName } from 'public/inbox-dashboard-names';
import { createReplies, toParticipant } from 'public/inbox-dashboard-replies';
import type { Reply } from 'public/inbox-dashboard-replies';
import { toMessageRows } from 'public/inbox-dashboard-rows';
import type { DashboardTexts } from 'public/inbox-dashboard-texts';
import type { Find } from 'public/inbox-element-finder';
import {
  isButton,
  isCollapsible,
  isDropdown,
  isRepeater,
  isScrollTarget,
  isText,
  isTextInput,
  setText,
  toggle,
} from 'public/inbox-elements';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import { createMessageList } from 'public/inbox-message-list';
import { normalizeText } from 'public/inbox-normalize';
import type { MessageRow } from 'public/inbox-message-rows';
import { createNewMessages } from 'public/inbox-new-messages';
import type { Answer, Channel, Conversation, Message } from 'public/inbox-shapes';

/** Options of `createConversationPanel`. */
export interface ConversationPanelOptions {
  readonly methods: DashboardMethods;
  readonly drafts: DraftStore;
  readonly find: Find;
  readonly elements: Readonly<Record<string, string>>;
  readonly texts: DashboardTexts;
  readonly language: string;
  readonly wait: (seconds: number) => Promise<void>;
}

/** The panel of a dashboard that shows one conversation. */
export interface ConversationPanel {
  /**
   * Opens the conversation that a web method returns, scrolls to the panel and focuses the reply.
   *
   * @param requestedId - the id of the conversation that was asked for; Wix may have merged it into the returned one
   */
  open(
    call: Promise<Answer<{ readonly conversation: Conversation }>>,
    requestedId?: string,
  ): Promise<void>;
  /** Returns the id of the open conversation, if there is one. */
  openId(): string | undefined;
  /** Reads the newest messages of the open conversation, if there is one. */
  refresh(): Promise<void>;
  /** Closes the conversation, and clears its messages and all drafts. */
  close(): void;
}

interface OpenConversation {
  readonly conversation: Conversation;
  readonly reply: Reply;
  /** `undefined` before the first read. */
  history: MessageHistory | undefined;
  /** Whether the status shows that the last read failed. */
  hasFailed: boolean;
}

const CHANNELS = ['CHAT', 'EMAIL', 'SMS'] as const;

/**
 * Creates the conversation panel of a dashboard.
 *
 * It uses `#conversationBox` (a box), `#conversationName`, `#conversationStatus` (texts),
 * `#conversationMessages` (a repeater; its item has `#messageText`, `#messageImage`, `#messageLink`,
 * `#messageFrom`, `#messageTime` and `#messageBubble`: see `createMessageList`), `#conversationOlder`,
 * `#conversationNew`, `#conversationSend` (buttons), `#conversationAnnouncement` (a text: see `createNewMessages`),
 * `#conversationInput` (an input) and `#conversationChannel` (a dropdown, expanded if the conversation has several
 * channels).
 *
 * Each conversation has its own draft and its own outcome of the last reply. If Wix merges the open conversation into
 * another one, the panel shows that one.
 */
export function createConversationPanel({
  methods,
  drafts,
  find,
  elements,
  texts,
  language,
  wait,
}: ConversationPanelOptions): ConversationPanel {
  const box = find('conversationBox', isCollapsible, { isOptional: true, formerName: 'talkBox' });
  const nameText = find('conversationName', isText, { isOptional: true, formerName: 'talkName' });
  const status = find('conversationStatus', isText, { formerName: 'talkStatus' });
  const olderButton = find('conversationOlder', isButton, {
    isOptional: true,
    formerName: 'talkOlder',
  });
  const input = find('conversationInput', isTextInput, { formerName: 'talkAnswer' });
  const sendButton = find('conversationSend', isButton, { formerName: 'talkSend' });
  const channelDropdown = find('conversationChannel', isDropdown, {
    isOptional: true,
    formerName: 'talkChannel',
  });
  const list = createMessageList({
    repeater: find('conversationMessages', isRepeater, { formerName: 'talkMessages' }),
    elements,
    prefix: 'message',
    formerPrefix: 'talk',
    component: 'dashboard, in an item of #conversationMessages',
    onRowVisible: (rowId) => news.markSeen(rowId),
  });
  const news = createNewMessages({
    button: find('conversationNew', isButton, { isOptional: true }),
    announcement: find('conversationAnnouncement', isText, { isOptional: true }),
    list,
    texts,
    wait,
    onFollow: () => input?.focus(),
  });
  const replies = createReplies({ methods, texts, drafts, wait, onStatus: showStatus });
  let current: OpenConversation | undefined;
  /** The id of the conversation that is loading. */
  let openingId: string | undefined;
  /** Incremented on every open and close, to ignore the results of earlier requests. */
  let generation = 0;

  function show(): MessageRow[] {
    const { conversation, history, reply } = current ?? {};
    const name = (conversation && toName(conversation)) ?? texts.visitor;
    const rows = (history?.messages ?? []).flatMap((message) =>
      toMessageRows(message, texts, name, language),
    );
    setText(nameText, conversation ? name : '');
    list.show(rows);
    toggle(olderButton, history?.cursor !== undefined);
    toggle(box, conversation !== undefined);
    if (reply?.isSending) sendButton?.disable();
    else sendButton?.enable();
    return rows;
  }

  function showStatus(reply: Reply): void {
    if (reply === current?.reply) setText(status, reply.status);
  }

  function setStatus(reply: Reply, newStatus: string): void {
    reply.status = newStatus;
    showStatus(reply);
  }

  async function read(from: OpenConversation, cursor?: string): Promise<void> {
    const page = await waitForAnswer(
      methods.messages(from.conversation._id, cursor === undefined ? {} : { cursor }),
    );
    if (from !== current) return;
    if (!page?.ok) {
      const isMerged = page?.error.code === 'CONVERSATION_NOT_FOUND' && (await follow(from));
      from.hasFailed = !isMerged;
      if (from.hasFailed) setText(status, page?.error.message ?? texts.loadFailed);
      return;
    }
    if (from.hasFailed) showStatus(from.reply);
    from.hasFailed = false;
    const { history } = from;
    const isOlder = cursor !== undefined;
    from.history = (isOlder ? joinOlderPage : joinNewestPage)(history ?? { messages: [] }, page);
    // The button disappears after the last page.
    if (isOlder && from.history.cursor === undefined) input?.focus();
    const rows = show();
    if (history && !isOlder) announce(omit(page.messages, history.messages), rows);
  }

  function announce(messages: readonly Message[], rows: readonly MessageRow[]): void {
    const received = messages.filter(({ direction }) => direction === 'PARTICIPANT_TO_BUSINESS');
    const ids = new Set(received.flatMap(({ _id, sequence }) => [_id, sequence]));
    news.add(rows.filter(({ _id }) => ids.has(_id.replace(/-\d+$/, ''))));
  }

  /** Opens the conversation that Wix merged a conversation into. Returns `false` if there is none. */
  async function follow(from: OpenConversation): Promise<boolean> {
    const answer = await waitForAnswer(methods.conversation(from.conversation._id));
    if (from !== current) return true;
    if (!answer?.ok || answer.conversation._id === from.conversation._id) return false;
    keepDraft();
    await showConversation(answer.conversation, from.conversation._id);
    return true;
  }

  /** Keeps what was typed for the open or loading conversation, and empties the input. */
  function keepDraft(): void {
    const typed = input?.value ?? '';
    if (current) replies.setDraft(current.reply, typed);
    else if (openingId !== undefined) addDraft(replies.get(openingId), typed);
    if (input) input.value = '';
  }

  function addDraft(reply: Reply, typed: string): string {
    replies.setDraft(reply, [reply.draft, typed].filter((text) => text !== '').join('\n'));
    return reply.draft;
  }

  async function showConversation(conversation: Conversation, requestedId: string): Promise<void> {
    replies.move(requestedId, conversation._id);
    const reply = replies.get(conversation._id);
    const opened: OpenConversation = {
      conversation,
      reply,
      history: undefined,
      hasFailed: false,
    };
    current = opened;
    openingId = undefined;
    news.clear();
    // What was typed while the conversation was loading comes after the draft.
    if (input) input.value = addDraft(reply, input.value);
    showChannels(conversation.channels ?? []);
    show();
    await read(opened);
    if (!opened.hasFailed) showStatus(reply);
  }

  async function open(
    call: Promise<Answer<{ readonly conversation: Conversation }>>,
    requestedId?: string,
  ): Promise<void> {
    generation += 1;
    const startedIn = generation;
    keepDraft();
    // A reply that is typed while the conversation is loading is not for the previous one.
    current = undefined;
    openingId = requestedId;
    news.clear();
    show();
    toggle(box, true);
    setText(status, texts.loading);
    if (isScrollTarget(box)) void box.scrollTo();
    input?.focus();
    const [answer] = await Promise.all([waitForAnswer(call), replies.load()]);
    if (startedIn !== generation) return;
    if (!answer?.ok) return setText(status, answer?.error.message ?? texts.loadFailed);
    await showConversation(answer.conversation, requestedId ?? answer.conversation._id);
  }

  /** Shows the channels of a reply if there are several. */
  function showChannels(channels: readonly Channel[]): void {
    if (channelDropdown) {
      const values = ['', ...CHANNELS.filter((channel) => channels.includes(channel))] as const;
      channelDropdown.options = values.map((value) => ({ value, label: texts.channels[value] }));
      channelDropdown.value = '';
    }
    toggle(channelDropdown, channels.length > 1);
  }

  async function send(): Promise<void> {
    const { conversation, reply } = current ?? {};
    const text = normalizeText(input?.value ?? '');
    const to = conversation && toParticipant(conversation);
    if (!reply || !to || text === '' || reply.isSending) return;
    reply.isSending = true;
    // Before the focused button is disabled.
    input?.focus();
    show();
    const channel = CHANNELS.find((it) => it === channelDropdown?.value);
    const answer = await reply.submit({ to, text, channel });
    reply.isSending = false;
    const isOpen = reply === current?.reply;
    if (isOpen) show();
    setStatus(reply, answer.ok ? texts.sent : toErrorText(answer.error));
    if (!answer.ok) return;
    const typed = isOpen ? (input?.value ?? '') : reply.draft;
    if (normalizeText(typed) === text) replies.setDraft(reply, '');
    if (!isOpen || !current) return;
    if (input && normalizeText(typed) === text) input.value = '';
    await read(current);
  }

  if (input) input.maxLength = MESSAGE_LIMITS.MAX_TEXT_CHARS;
  input?.onInput(() => current && replies.setDraft(current.reply, input.value));
  sendButton?.onClick(() => void send());
  olderButton?.onClick(() => {
    const { cursor } = current?.history ?? {};
    if (current && cursor !== undefined) void read(current, cursor);
  });
  show();
  return {
    open,
    openId: () => current?.conversation._id,
    refresh: async () => current && read(current),
    close() {
      generation += 1;
      current = undefined;
      openingId = undefined;
      replies.clear();
      news.clear();
      if (input) input.value = '';
      setText(status, '');
      show();
    },
  };
}
