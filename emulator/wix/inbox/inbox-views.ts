// Reads the data of the inbox screen: the list of conversations and one open conversation.
import { getEmails, getPhones } from '../contacts/contact-document.ts';
import { readContact } from '../contacts/contact-store.ts';
import type { OperationContext } from '../core/context.ts';
import {
  findCurrentConversation,
  listConversations,
  toConversation,
  type ConversationRow,
} from './conversations.ts';
import { describeSender, type Sender } from './describe-sender.ts';
import { createPersonMatcher, type SearchedPerson } from './match-person.ts';
import { selectMessages, toMessage } from './messages.ts';
import { getParticipantDisplayData, type Participant } from './participants.ts';
import type { InboxMessage } from './send-message.ts';
import { readInboxSettings } from './settings.ts';

/** The number of messages on one page of a conversation. */
const MESSAGES_PAGE = 30;
/** The most messages that a live update reads again. Only a page that loaded many older messages shows more. */
const MESSAGES_UPDATE_LIMIT = 200;
/** The most conversations that a search looks at, newest first. */
const SEARCH_LIMIT = 10_000;
/** Number of newest messages that are searched for a non-silent one (the summary). */
const SUMMARY_MESSAGES_LIMIT = 20;

/** The participant of a conversation, as the business sees them. */
export interface ParticipantView {
  readonly kind: Participant['kind'];
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  /** The ids that Inbox returns for this participant, with their field names in the API. */
  readonly ids: readonly (readonly [name: string, id: string])[];
}

/** An entry of the list of conversations. */
export interface ConversationSummary {
  readonly id: string;
  readonly participant: ParticipantView;
  readonly unread: number;
  /** The newest message that is not silent; absent if there is none. */
  readonly newest?: MessageView;
}

/** A message with its sender and display data. */
export interface MessageView {
  /** The order of the message on the site, in microseconds. */
  readonly sequence: number;
  readonly message: InboxMessage;
  readonly sender: Sender;
  /** Whether the recipient was notified. */
  readonly notified: boolean;
  /** Whether it is the first message of its day in the conversation. */
  readonly isFirstOfDay: boolean;
}

/** An open conversation with a page of its messages, oldest first. */
export interface ConversationView {
  readonly id: string;
  readonly participant: ParticipantView;
  readonly channels: readonly string[];
  readonly unread: number;
  readonly messages: readonly MessageView[];
  /** The sequence before which there are older messages; absent on the last page. */
  readonly olderThan?: number;
  /** True if the page does not show the newest messages. */
  readonly isOlderPage: boolean;
}

/** A consistent snapshot of the inbox screen. */
export interface InboxView {
  readonly businessName: string;
  /** False if the site has no Inbox; Wix then refuses every message. */
  readonly installed: boolean;
  readonly now: Date;
  readonly conversations: readonly ConversationSummary[];
  /** The search that the list shows the result of; empty for all conversations. */
  readonly search: string;
  /** True if the list has more conversations. */
  readonly hasMore: boolean;
  /** The open conversation, if there is one. */
  readonly chosen?: ConversationView;
}

/** The page of a conversation to read. */
export interface ConversationPage {
  /** Selects a page of messages older than this sequence. */
  readonly before?: number | undefined;
  /** Selects all messages from this sequence on, which an open page already shows. */
  readonly from?: number | undefined;
  /** Selects only messages visible to the participant; default false. */
  readonly publicOnly?: boolean;
}

/** The part of the inbox to read. */
export interface InboxRequest {
  /** The id of the conversation to open; default the first of the list. */
  readonly chosen?: string | undefined;
  /** The number of conversations to list. */
  readonly limit: number;
  /** Lists only conversations with people who match: by name, email address or phone number. Default all. */
  readonly search?: string | undefined;
  /** Selects a page of messages older than this sequence. */
  readonly before?: number | undefined;
  /** Selects all messages from this sequence on, which an open page already shows. */
  readonly from?: number | undefined;
}

/** Reads the list and the open conversation as one snapshot; changes nothing. */
export function readInbox(context: OperationContext, request: InboxRequest): InboxView {
  const settings = readInboxSettings(context);
  const search = request.search?.trim() ?? '';
  const rows =
    search === ''
      ? listConversations(context, request.limit + 1)
      : searchConversations(context, search).slice(0, request.limit + 1);
  const listed = rows.slice(0, request.limit);
  const id = request.chosen ?? (listed[0] ?? listConversations(context, 1)[0])?.id;
  const chosen = id === undefined ? undefined : findCurrentConversation(context, id);
  return {
    businessName: settings.businessName,
    installed: settings.installed,
    now: context.now(),
    conversations: listed.map((row) => toConversationSummary(context, row)),
    search,
    hasMore: rows.length > listed.length,
    ...(chosen ? { chosen: readConversation(context, chosen, request) } : {}),
  };
}

/** Finds the conversations with people who match, the one with the newest message first. */
function searchConversations(
  context: OperationContext,
  search: string,
): readonly ConversationRow[] {
  const matches = createPersonMatcher(search);
  return listConversations(context, SEARCH_LIMIT).filter((row) =>
    matches(toSearchedPerson(context, row)),
  );
}

function toSearchedPerson(context: OperationContext, row: ConversationRow): SearchedPerson {
  const display = getParticipantDisplayData(context, { kind: row.kind, id: row.participant_id });
  const contact =
    display?.contactId === undefined ? undefined : readContact(context, display.contactId);
  const { first = '', last = '' } = contact?.info.name ?? {};
  return {
    texts: [
      display?.name ?? '',
      `${first} ${last}`,
      display?.email ?? '',
      ...(contact ? getEmails(contact.info) : []),
    ],
    phones: [
      ...(display?.phone ? [display.phone] : []),
      ...(contact ? getPhones(contact.info) : []),
    ],
  };
}

/** Reads a page of a conversation; with `publicOnly`, only the messages that its participant sees. */
export function readConversation(
  context: OperationContext,
  row: ConversationRow,
  { before, from, publicOnly = false }: ConversationPage,
): ConversationView {
  const limit = from === undefined ? MESSAGES_PAGE : MESSAGES_UPDATE_LIMIT;
  const selected = selectMessages(context, row.key, {
    publicOnly,
    ascending: false,
    limit: limit + 1,
    beyond: before,
  });
  const shown = selected
    .slice(0, limit)
    .filter(
      ({ sequence }, index) => from === undefined || index < MESSAGES_PAGE || sequence >= from,
    );
  const messages = shown.map((found, index) => ({
    found,
    message: toMessage(found),
    previous: selected[index + 1],
  }));
  const oldest = shown.at(-1);
  return {
    id: row.id,
    participant: toParticipantView(context, row),
    channels: (toConversation(context, row).channels ?? []).flatMap((channel) => channel ?? []),
    unread: row.unread,
    messages: messages.toReversed().map(({ found, message, previous }) => ({
      sequence: found.sequence,
      message,
      sender: describeSender(context, message),
      notified: found.notified === 1,
      isFirstOfDay: previous === undefined || toDayKey(toMessage(previous)) !== toDayKey(message),
    })),
    ...(oldest && selected.length > shown.length ? { olderThan: oldest.sequence } : {}),
    isOlderPage: before !== undefined,
  };
}

function toConversationSummary(
  context: OperationContext,
  row: ConversationRow,
): ConversationSummary {
  const newest = findNewestNonSilentMessage(context, row);
  return {
    id: row.id,
    participant: toParticipantView(context, row),
    unread: row.unread,
    ...(newest ? { newest } : {}),
  };
}

/** Finds the message for the summary: silent messages do not change it. */
function findNewestNonSilentMessage(
  context: OperationContext,
  row: ConversationRow,
): MessageView | undefined {
  for (const limit of [1, SUMMARY_MESSAGES_LIMIT]) {
    const page = { publicOnly: false, ascending: false, limit };
    for (const found of selectMessages(context, row.key, page)) {
      const message = toMessage(found);
      if (!message.silent) {
        return {
          sequence: found.sequence,
          message,
          sender: describeSender(context, message),
          notified: found.notified === 1,
          isFirstOfDay: false,
        };
      }
    }
  }
  return undefined;
}

function toParticipantView(context: OperationContext, row: ConversationRow): ParticipantView {
  const display = getParticipantDisplayData(context, { kind: row.kind, id: row.participant_id });
  const ids = Object.entries(toConversation(context, row).participant ?? {});
  return {
    kind: row.kind,
    name: display?.name ?? 'Deleted',
    ...(display?.email ? { email: display.email } : {}),
    ...(display?.phone ? { phone: display.phone } : {}),
    ids: ids.flatMap(([name, id]) => (typeof id === 'string' ? [[name, id] as const] : [])),
  };
}

/** Returns the local day of a message, for comparison only. */
function toDayKey({ createdDate }: InboxMessage): string {
  return createdDate ? new Date(createdDate).toDateString() : '';
}
