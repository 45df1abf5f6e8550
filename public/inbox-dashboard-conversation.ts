import { waitForAnswer } from 'public/inbox-dashboard-methods';
import type { DashboardMethods } from 'public/inbox-dashboard-methods';
import { toMessageRows } from 'public/inbox-dashboard-rows';
import type { DashboardTexts } from 'public/inbox-dashboard-texts';
import type { Find } from 'public/inbox-element-finder';
import {
  isButton,
  isCollapsible,
  isDropdown,
  isRepeater,
  isText,
  isTextInput,
  setText,
  toggle,
} from 'public/inbox-elements';
import { createMessageList } from 'public/inbox-message-list';
import { normalizeText } from 'public/inbox-normalize';
import { insertTime } from 'public/inbox-send-texts';
import type { Answer, Channel, Conversation, Message, Participant } from 'public/inbox-shapes';
import { createSubmit } from 'public/inbox-submit';

/** Options of `createConversationPanel`. */
export interface ConversationPanelOptions {
  readonly methods: DashboardMethods;
  readonly find: Find;
  readonly elements: Readonly<Record<string, string>>;
  readonly texts: DashboardTexts;
  readonly language: string;
  readonly wait: (seconds: number) => Promise<void>;
}

/** The panel of a dashboard that shows one conversation. */
export interface ConversationPanel {
  /** Opens the conversation that a web method returns. */
  open(call: Promise<Answer<{ readonly conversation: Conversation }>>): Promise<void>;
  /** Reads the newest messages of the open conversation, if there is one. */
  refresh(): Promise<void>;
  /** Closes the conversation and clears its messages. */
  close(): void;
}

interface OpenConversation {
  readonly conversation: Conversation;
  /** Oldest first. */
  messages: readonly Message[];
  /** Cursor of the older messages; absent if there are none. */
  cursor: string | undefined;
}

const CHANNELS = ['CHAT', 'EMAIL', 'SMS'] as const;

/**
 * Creates the conversation panel of a dashboard.
 *
 * It uses `#conversationBox` (a box), `#conversationName`, `#conversationStatus` (texts),
 * `#conversationMessages` (a repeater; its item has `#messageText`, `#messageImage`, `#messageLink`,
 * `#messageFrom`, `#messageTime` and `#messageBubble`: see `createMessageList`), `#conversationOlder`,
 * `#conversationSend` (buttons), `#conversationInput` (an input) and `#conversationChannel` (a dropdown,
 * expanded if the conversation has several channels).
 */
export function createConversationPanel({
  methods,
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
  });
  let current: OpenConversation | undefined;
  let isSending = false;
  /** Incremented on every open and close, to ignore the results of earlier requests. */
  let generation = 0;

  const submit = createSubmit({
    send: (
      content: {
        readonly to: Participant;
        readonly text: string;
        readonly channel: Channel | undefined;
      },
      options,
    ) =>
      methods.send(
        content.to,
        { basic: { items: [{ text: content.text }] } },
        { ...options, ...(content.channel && { channel: content.channel }) },
      ),
    wait,
    onStep: (step, seconds) => setText(status, insertTime(texts[step], seconds)),
  });

  function show(): void {
    const { conversation, messages = [], cursor } = current ?? {};
    const name = conversation?.participantDisplayData?.name ?? texts.visitor;
    setText(nameText, conversation ? name : '');
    list.show(messages.flatMap((message) => toMessageRows(message, texts, name, language)));
    toggle(olderButton, cursor !== undefined);
    toggle(box, conversation !== undefined);
  }

  async function read(from: OpenConversation, cursor?: string): Promise<void> {
    const page = await waitForAnswer(
      methods.messages(from.conversation._id, cursor === undefined ? {} : { cursor }),
    );
    if (from !== current) return;
    if (!page?.ok) return setText(status, page?.error.message ?? texts.loadFailed);
    const messages = [...page.messages].reverse();
    const ids = new Set(messages.map(({ _id }) => _id));
    const others = from.messages.filter(({ _id }) => !ids.has(_id));
    if (cursor !== undefined) from.messages = [...messages, ...others];
    else if (others.length === from.messages.length) from.messages = messages;
    else from.messages = [...others, ...messages];
    if (cursor !== undefined || from.messages.length === messages.length) from.cursor = page.cursor;
    show();
  }

  async function open(
    call: Promise<Answer<{ readonly conversation: Conversation }>>,
  ): Promise<void> {
    generation += 1;
    const startedIn = generation;
    toggle(box, true);
    setText(status, texts.loading);
    const answer = await waitForAnswer(call);
    if (startedIn !== generation) return;
    if (!answer?.ok) return setText(status, answer?.error.message ?? texts.loadFailed);
    const { conversation } = answer;
    const opened: OpenConversation = { conversation, messages: [], cursor: undefined };
    current = opened;
    if (input) input.value = '';
    showChannels(conversation.channels ?? []);
    show();
    await read(opened);
    if (opened === current) setText(status, '');
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
    const from = current;
    const text = normalizeText(input?.value ?? '');
    const to = from && toParticipant(from.conversation);
    if (!from || !to || text === '' || isSending) return;
    isSending = true;
    await sendButton?.disable();
    const channel = CHANNELS.find((it) => it === channelDropdown?.value);
    const answer = await submit({ to, text, channel });
    isSending = false;
    await sendButton?.enable();
    if (from !== current) return;
    if (!answer.ok) return setText(status, answer.error.message);
    if (input && normalizeText(input.value) === text) input.value = '';
    setText(status, texts.sent);
    await read(from);
  }

  sendButton?.onClick(() => void send());
  olderButton?.onClick(() => {
    if (current?.cursor !== undefined) void read(current, current.cursor);
  });
  show();
  return {
    open,
    refresh: async () => current && read(current),
    close() {
      generation += 1;
      current = undefined;
      if (input) input.value = '';
      setText(status, '');
      show();
    },
  };
}

/** Returns the id that Inbox expects: the member id, or the contact id if the contact is not a member. */
function toParticipant({ participant }: Conversation): Participant | undefined {
  const { memberId, contactId, anonymousVisitorId } = participant;
  if (memberId !== undefined) return { memberId };
  if (contactId !== undefined) return { contactId };
  return anonymousVisitorId === undefined ? undefined : { anonymousVisitorId };
}
