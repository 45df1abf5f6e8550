// What the business sees and does in Wix Inbox's dashboard, read from the emulated Wix. Leaves out folders, search, assignment and archiving.
import type { Call, Identity } from '../core/context.ts';
import { WixApiError, WixValidationError } from '../core/wix-error.ts';
import { prepareMessage, type BusinessMessage } from './business-message.ts';
import {
  listConversations,
  requireConversation,
  toConversation,
  type ConversationRow,
} from './conversations.ts';
import { readInboxSite } from './inbox-settings.ts';
import { selectMessages, toMessage } from './messages.ts';
import { displayOf, type Person } from './participants.ts';
import { pressButton, type ButtonInput } from './click-button.ts';
import type { MessageAnswer } from './send-message.ts';
import { senderOf, type Sender } from './describe-sender.ts';

/** How many messages one page of a conversation shows. */
const MESSAGES_PAGE = 30;
/** How many messages a live update reads again at the most: more were shown only to somebody who paged far back. */
const MESSAGES_UPDATE_LIMIT = 200;
/** How far back the list looks for a message that is not silent, to show it as the summary. */
const SUMMARY_LOOKS_BACK = 20;

/** Whom a conversation is with, as the business sees them. */
export interface ParticipantView {
  readonly kind: Person['kind'];
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  /** The ids that Inbox answers for this participant, by their names on the wire. */
  readonly ids: readonly (readonly [name: string, id: string])[];
}

/** A line of the list of conversations. */
export interface ConversationSummary {
  readonly id: string;
  readonly participant: ParticipantView;
  readonly unread: number;
  /** The newest message that is not silent; absent while there is none. */
  readonly newest?: MessageView;
}

/** A message with what the screen has to say of it. */
export interface MessageView {
  /** Wix's order on the whole site, in microseconds. */
  readonly sequence: number;
  readonly message: MessageAnswer;
  readonly sender: Sender;
  /** Whether the other side was notified. */
  readonly notified: boolean;
  /** Whether it is the first one of its day in the conversation. */
  readonly opensDay: boolean;
}

/** An open conversation: a page of its messages, the oldest first. */
export interface ConversationView {
  readonly id: string;
  readonly participant: ParticipantView;
  readonly channels: readonly string[];
  readonly unread: number;
  readonly messages: readonly MessageView[];
  /** The sequence before which there are older messages; absent on the last page. */
  readonly olderThan?: number;
  /** True where newer messages are not on this page. */
  readonly isOlderPage: boolean;
}

/** What the screen shows at one moment. */
export interface InboxView {
  readonly businessName: string;
  /** False: the site has no Inbox, and Wix refuses every message. */
  readonly installed: boolean;
  readonly now: Date;
  readonly conversations: readonly ConversationSummary[];
  /** True where the list goes on. */
  readonly hasMore: boolean;
  /** The open conversation, if one is chosen and exists. */
  readonly chosen?: ConversationView;
}

/** Which part of the inbox to read. */
export interface InboxRequest {
  /** The conversation to open; without it, the first one of the list. */
  readonly chosen?: string | undefined;
  /** How many conversations to list. */
  readonly limit: number;
  /** Shows a page of messages older than this sequence. */
  readonly before?: number | undefined;
  /** Shows everything from this sequence on: what a page that is already open shows. */
  readonly from?: number | undefined;
}

/** Reads the list and the chosen conversation as one moment; changes nothing. */
function readInbox(call: Call, request: InboxRequest): InboxView {
  const site = readInboxSite(call);
  const rows = listConversations(call, request.limit + 1);
  const listed = rows.slice(0, request.limit);
  const id = request.chosen ?? listed[0]?.id;
  const chosen = id === undefined ? undefined : findConversation(call, id);
  return {
    businessName: site.businessName,
    installed: site.installed,
    now: call.now(),
    conversations: listed.map((row) => summarise(call, row)),
    hasMore: rows.length > listed.length,
    ...(chosen ? { chosen: readConversation(call, chosen, request) } : {}),
  };
}

/** The conversation with this id or, if it was merged, the one that has its messages now. */
function findConversation({ database }: Call, id: string): ConversationRow | undefined {
  const columns = 'key, id, kind, participant_id, merged_into, owned, last_sequence, unread';
  let row = database.get<ConversationRow>(`select ${columns} from conversations where id = ?`, id);
  while (row && row.merged_into !== null) {
    row = database.get<ConversationRow>(
      `select ${columns} from conversations where key = ?`,
      row.merged_into,
    );
  }
  return row;
}

function readConversation(
  call: Call,
  row: ConversationRow,
  { before, from }: Pick<InboxRequest, 'before' | 'from'>,
  publicOnly = false,
): ConversationView {
  const limit = from === undefined ? MESSAGES_PAGE : MESSAGES_UPDATE_LIMIT;
  const selected = selectMessages(call, row.key, {
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
    participant: toParticipant(call, row),
    channels: (toConversation(call, row).channels ?? []).flatMap((channel) => channel ?? []),
    unread: row.unread,
    messages: messages.toReversed().map(({ found, message, previous }) => ({
      sequence: found.sequence,
      message,
      sender: senderOf(call, message),
      notified: found.notified === 1,
      opensDay: previous === undefined || dayOf(toMessage(previous)) !== dayOf(message),
    })),
    ...(oldest && selected.length > shown.length ? { olderThan: oldest.sequence } : {}),
    isOlderPage: before !== undefined,
  };
}

function summarise(call: Call, row: ConversationRow): ConversationSummary {
  const newest = newestCounted(call, row);
  return {
    id: row.id,
    participant: toParticipant(call, row),
    unread: row.unread,
    ...(newest ? { newest } : {}),
  };
}

/** Silent messages leave the list's summary as it was. */
function newestCounted(call: Call, row: ConversationRow): MessageView | undefined {
  for (const limit of [1, SUMMARY_LOOKS_BACK]) {
    const page = { publicOnly: false, ascending: false, limit };
    for (const found of selectMessages(call, row.key, page)) {
      const message = toMessage(found);
      if (!message.silent) {
        return {
          sequence: found.sequence,
          message,
          sender: senderOf(call, message),
          notified: found.notified === 1,
          opensDay: false,
        };
      }
    }
  }
  return undefined;
}

function toParticipant(call: Call, row: ConversationRow): ParticipantView {
  const display = displayOf(call, { kind: row.kind, id: row.participant_id });
  const ids = Object.entries(toConversation(call, row).participant ?? {});
  return {
    kind: row.kind,
    name: display?.name ?? 'Deleted',
    ...(display?.email ? { email: display.email } : {}),
    ...(display?.phone ? { phone: display.phone } : {}),
    ids: ids.flatMap(([name, id]) => (typeof id === 'string' ? [[name, id] as const] : [])),
  };
}

/** The local day of a message, as it is compared: never shown. */
function dayOf({ createdDate }: MessageAnswer): string {
  return createdDate ? new Date(createdDate).toDateString() : '';
}

/** Sets a conversation's count of unread messages back to none, as opening it in Wix Inbox does; tells whether it had any. */
function markRead(call: Call, id: string): boolean {
  const row = requireConversation(call, id);
  if (row.unread === 0) return false;
  call.database.run('update conversations set unread = 0 where key = ?', row.key);
  return true;
}

/** The site owner who sits at this screen. A made-up id, the same on every machine. */
export const SCREEN_USER: Identity = { kind: 'user', id: '5b9f6f1a-0000-4000-8000-00000000000a' };

/** Why Wix did not do what the business asked. */
export interface Refusal {
  readonly status: 400 | 403 | 404;
  readonly code: string;
  readonly message: string;
  /** What is wrong with which field, by its path in the request (`message.content.form.title`), where Wix says so. */
  readonly violations?: readonly { readonly field: string; readonly description: string }[];
}

/** What the business can do in Wix Inbox's dashboard. Each call is one transaction of the site owner's. */
export interface InboxViewModel {
  /** Reads the list and a conversation as one moment; changes nothing. */
  read(request: InboxRequest): Promise<InboxView>;
  /**
   * Reads a conversation as its participant sees it: only messages that are visible to both. Undefined where there is
   * none with this id.
   */
  readAsParticipant(
    conversationId: string,
    page?: Pick<InboxRequest, 'before' | 'from'>,
  ): Promise<ConversationView | undefined>;
  /** Opens a conversation: nothing of it is unread any more. Answers whether something was. */
  markRead(conversationId: string): Promise<boolean | Refusal>;
  /** Sends any of Inbox's four types as the business. Answers why not, if Wix refuses. */
  send(conversationId: string, message: BusinessMessage): Promise<Refusal | undefined>;
  /** Presses a button of a template, as the participant. Answers why not, if there is no such button. */
  press(conversationId: string, button: ButtonInput): Promise<Refusal | undefined>;
}

/** Opens the dashboard of an emulated Wix. */
export function createInboxViewModel(wix: {
  act<T>(identity: Identity | undefined, work: (call: Call) => T): Promise<T>;
}): InboxViewModel {
  return {
    read: (request) => wix.act(SCREEN_USER, (call) => readInbox(call, request)),
    markRead: (id) => orRefusal(() => wix.act(SCREEN_USER, (call) => markRead(call, id))),
    readAsParticipant: (id, page = {}) =>
      wix.act(SCREEN_USER, (call) => {
        const row = findConversation(call, id);
        return row && readConversation(call, row, page, true);
      }),
    send: (id, message) =>
      orRefusal(async () => {
        await wix.act(SCREEN_USER, prepareMessage(id, message));
        return undefined;
      }),
    press: (id, button) =>
      orRefusal(async () => {
        await wix.act(undefined, (call) => pressButton(call, id, button));
        return undefined;
      }),
  };
}

async function orRefusal<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WixValidationError) {
      const violations = (error.body.details.validationError?.fieldViolations ?? []).map(
        ({ field, description }) => ({ field, description }),
      );
      return {
        status: 400,
        code: 'VALIDATION',
        message: `Wix refuses this: ${error.message}.`,
        violations,
      };
    }
    if (error instanceof WixApiError) {
      const code = error.body.details.applicationError?.code ?? 'UNKNOWN';
      const status = error.status === 404 || error.status === 403 ? error.status : 400;
      return { status, code, message: `Wix refuses this: ${error.message}` };
    }
    throw error;
  }
}
