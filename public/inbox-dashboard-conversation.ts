import { createChatList } from 'public/inbox-chat-list';
import { toMessageRows } from 'public/inbox-dashboard-rows';
import type { DashboardMethods } from 'public/inbox-dashboard-methods';
import type { DashboardTexts } from 'public/inbox-dashboard-texts';
import {
  toggle,
  isButton,
  isChoice,
  isCollapsible,
  isRepeater,
  isText,
  isTyping,
} from 'public/inbox-elements';
import type { Find } from 'public/inbox-elements';
import type { Answer, Channel, Conversation, Message, Participant } from 'public/inbox-shapes';
import { createSubmit } from 'public/inbox-submit';

/** What the open conversation of a dashboard needs of it. */
export interface ConversationPanelOptions {
  readonly methods: DashboardMethods;
  readonly find: Find;
  readonly elements: Readonly<Record<string, string>>;
  readonly texts: DashboardTexts;
  readonly language: string;
  readonly wait: (seconds: number) => Promise<void>;
}

/** The conversation that is open in a dashboard. */
export interface ConversationPanel {
  /** Opens a conversation that a web method answers. */
  open(asked: Promise<Answer<{ readonly conversation: Conversation }>>): Promise<void>;
  /** Reads the newest messages of the conversation that is open, if one is. */
  refresh(): Promise<void>;
  /** Nothing of what was read stays. */
  close(): void;
}

interface Open {
  readonly conversation: Conversation;
  messages: readonly Message[];
  cursor: string | undefined;
}

const CHANNELS = ['CHAT', 'EMAIL', 'SMS'] as const;

/**
 * Makes the open conversation of `#talkBox` (a box), `#talkName`, `#talkStatus` (texts), `#talkMessages`
 * (a repeater as a chat's, with `#talkText`, `#talkImage`, `#talkLink`, `#talkFrom`, `#talkTime`,
 * `#talkBubble`), `#talkOlder`, `#talkSend` (buttons), `#talkAnswer` (an input) and `#talkChannel` (a
 * dropdown, which is shown where Inbox offers more ways than one).
 */
export function createConversationPanel({
  methods,
  find,
  elements,
  texts,
  language,
  wait,
}: ConversationPanelOptions): ConversationPanel {
  const box = find('talkBox', isCollapsible, false);
  const name = find('talkName', isText, false);
  const status = find('talkStatus', isText);
  const older = find('talkOlder', isButton, false);
  const answer = find('talkAnswer', isTyping);
  const button = find('talkSend', isButton);
  const channel = find('talkChannel', isChoice, false);
  const list = createChatList(find('talkMessages', isRepeater), toNames(elements));
  let current: Open | undefined;
  let isSending = false;
  /** Counts what was opened and closed: only the last of it is shown. */
  let turn = 0;

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
    onStep: (step) => tell(texts[step]),
  });

  function tell(text: string): void {
    if (status) status.text = text;
  }

  function show(): void {
    const { conversation, messages = [], cursor } = current ?? {};
    const who = conversation?.participantDisplayData?.name ?? texts.somebody;
    if (name) name.text = conversation ? who : '';
    list.show(messages.flatMap((message) => toMessageRows(message, texts, who, language)));
    toggle(older, cursor !== undefined);
    toggle(box, conversation !== undefined);
  }

  async function read(at: Open, cursor?: string): Promise<void> {
    const page = await asked(
      methods.messages(at.conversation._id, cursor === undefined ? {} : { cursor }),
    );
    if (at !== current) return;
    if (!page?.ok) return tell(page?.error.message ?? texts.notRead);
    const found = [...page.messages].reverse();
    const known = new Set(found.map(({ _id }) => _id));
    const others = at.messages.filter(({ _id }) => !known.has(_id));
    if (cursor !== undefined) at.messages = [...found, ...others];
    else if (others.length === at.messages.length) at.messages = found;
    else at.messages = [...others, ...found];
    if (cursor !== undefined || at.messages.length === found.length) at.cursor = page.cursor;
    show();
  }

  async function open(
    opening: Promise<Answer<{ readonly conversation: Conversation }>>,
  ): Promise<void> {
    turn += 1;
    const mine = turn;
    toggle(box, true);
    tell(texts.reading);
    const opened = await asked(opening);
    if (mine !== turn) return;
    if (!opened?.ok) return tell(opened?.error.message ?? texts.notRead);
    const at: Open = { conversation: opened.conversation, messages: [], cursor: undefined };
    current = at;
    if (answer) answer.value = '';
    offer(opened.conversation.channels ?? []);
    show();
    await read(at);
    if (at === current) tell('');
  }

  /** Shows the ways to answer where there is a choice. */
  function offer(channels: readonly Channel[]): void {
    if (channel) {
      const values = ['', ...CHANNELS.filter((it) => channels.includes(it))] as const;
      channel.options = values.map((value) => ({ value, label: texts.channels[value] }));
      channel.value = '';
    }
    toggle(channel, channels.length > 1);
  }

  async function send(): Promise<void> {
    const at = current;
    const text = answer?.value.trim() ?? '';
    const to = at && toParticipant(at.conversation);
    if (!at || !to || text === '' || isSending) return;
    isSending = true;
    await button?.disable();
    const chosen = CHANNELS.find((it) => it === channel?.value);
    const sent = await submit({ to, text, channel: chosen });
    isSending = false;
    await button?.enable();
    if (at !== current) return;
    if (!sent.ok) return tell(sent.error.message);
    if (answer?.value.trim() === text) answer.value = '';
    tell(texts.sent);
    await read(at);
  }

  button?.onClick(() => void send());
  older?.onClick(() => {
    if (current?.cursor !== undefined) void read(current, current.cursor);
  });
  show();
  return {
    open,
    refresh: async () => current && read(current),
    close() {
      turn += 1;
      current = undefined;
      if (answer) answer.value = '';
      tell('');
      show();
    },
  };
}

/** Resolves to nothing where a web method did not answer: its caller may be no Admin, or offline. */
export async function asked<Result extends object>(
  answering: Promise<Answer<Result>>,
): Promise<Answer<Result> | undefined> {
  try {
    return await answering;
  } catch {
    return undefined;
  }
}

/** The list of a chat, under the names of a dashboard. */
function toNames(elements: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const parts = ['Bubble', 'From', 'Text', 'Image', 'Link', 'Time'];
  return Object.fromEntries(
    parts.map((part) => [`chat${part}`, elements[`talk${part}`] ?? `#talk${part}`]),
  );
}

/** Inbox knows a member by his member id, and a contact by his contact id. */
function toParticipant({ participant }: Conversation): Participant | undefined {
  const { memberId, contactId, anonymousVisitorId } = participant;
  if (memberId !== undefined) return { memberId };
  if (contactId !== undefined) return { contactId };
  return anonymousVisitorId === undefined ? undefined : { anonymousVisitorId };
}
