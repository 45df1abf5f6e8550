// Wix Inbox's conversations: one for each visitor, contact or member. Leaves out channels' ids, archiving and assignment.
import * as meta from '@wix/auto_sdk_inbox_conversations/meta';
import type { ConversationOriginal } from '@wix/auto_sdk_inbox_conversations/meta';
import type { Call } from '../core/context.ts';
import { memberIdOf } from '../contacts/contact-store.ts';
import { contactOfVisitor } from '../contacts/contacts.ts';
import { operation, type FromWire, type Operation, type ToWire } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError, WixValidationError } from '../core/wix-error.ts';
import { readInboxSite, requireInbox } from './inbox-settings.ts';
import { displayOf, type Person } from './participants.ts';

/** A row of the conversations table. */
export interface ConversationRow {
  readonly key: number;
  readonly id: string;
  readonly kind: Person['kind'];
  readonly participant_id: string;
  readonly merged_into: number | null;
  readonly owned: number;
  readonly last_sequence: number;
  readonly unread: number;
}

const COLUMNS = 'key, id, kind, participant_id, merged_into, owned, last_sequence, unread';

/** The open conversation of a person, if there is one. */
export function openConversationOf(
  { database }: Call,
  person: Person,
): ConversationRow | undefined {
  return database.get<ConversationRow>(
    `select ${COLUMNS} from conversations where kind = ? and participant_id = ? and merged_into is null`,
    person.kind,
    person.id,
  );
}

/** The open conversation of a person, made if it is missing; inside durable work. */
export function ensureConversation(
  call: Call,
  person: Person,
): { readonly row: ConversationRow; readonly created: boolean } {
  const found = openConversationOf(call, person);
  if (found) {
    return { row: found, created: false };
  }
  call.database.run(
    'insert into conversations (id, kind, participant_id) values (?, ?, ?)',
    call.id(),
    person.kind,
    person.id,
  );
  const row = openConversationOf(call, person);
  if (!row) {
    throw new Error(`Failed to create the conversation of a ${person.kind}`);
  }
  return { row, created: true };
}

/**
 * The conversation with this id.
 * @throws {WixApiError} 404 CONVERSATION_NOT_FOUND if it is unknown or was merged into another (assumed), 404 NOT_OWNED_BY_BUSINESS
 */
export function requireConversation(call: Call, id: string): ConversationRow {
  const row = call.database.get<ConversationRow>(
    `select ${COLUMNS} from conversations where id = ?`,
    id,
  );
  if (!row || row.merged_into !== null) {
    throw new WixApiError(404, 'CONVERSATION_NOT_FOUND', 'Conversation not found.');
  }
  if (row.owned === 0) {
    throw new WixApiError(
      404,
      'NOT_OWNED_BY_BUSINESS',
      "Conversation isn't owned by the business.",
    );
  }
  return row;
}

/** The newest conversations with a message, newest first: what the business' list shows. */
export function listConversations(call: Call, limit: number): readonly ConversationRow[] {
  return call.database.all<ConversationRow>(
    `select ${COLUMNS} from conversations where merged_into is null order by last_sequence desc limit ?`,
    limit,
  );
}

/** A conversation as Wix's REST API answers it. */
export function toConversation(call: Call, row: ConversationRow): ToWire<ConversationOriginal> {
  const display = displayOf(call, { kind: row.kind, id: row.participant_id });
  return {
    id: row.id,
    participant: participantOf(row, display?.contactId),
    channels: [
      'CHAT',
      ...(display?.email ? (['EMAIL'] as const) : []),
      ...(display?.phone ? (['SMS'] as const) : []),
    ],
    businessDisplayData: { name: readInboxSite(call).businessName },
    participantDisplayData: { name: display?.name ?? 'Deleted', imageUrl: display?.imageUrl },
  };
}

/** The ids of a conversation's participant; a member's contact id goes with the member id (assumed). */
export function participantOf(
  row: Pick<ConversationRow, 'kind' | 'participant_id'>,
  contactId: string | undefined,
): {
  readonly anonymousVisitorId?: string;
  readonly memberId?: string;
  readonly contactId?: string | undefined;
} {
  switch (row.kind) {
    case 'visitor':
      return { anonymousVisitorId: row.participant_id };
    case 'contact':
      return { contactId: row.participant_id };
    case 'member':
      return { memberId: row.participant_id, contactId };
  }
}

type ParticipantInput = FromWire<
  ReturnType<typeof meta.getOrCreateConversation>['__originalRequestType']
>['participantId'];

/** The person that a participant id addresses. A contact who is a member is addressed as the member (assumed). */
function personOf(call: Call, participant: ParticipantInput): Person {
  if (participant?.memberId) {
    return { kind: 'member', id: participant.memberId };
  }
  if (participant?.contactId) {
    return personOfContact(call, participant.contactId);
  }
  if (participant?.anonymousVisitorId) {
    return { kind: 'visitor', id: participant.anonymousVisitorId };
  }
  throw new WixValidationError([
    { field: 'participantId', description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' },
  ]);
}

/** The person that a contact is today: the member, once there is one. */
export function personOfContact(call: Call, contactId: string): Person {
  const memberId = memberIdOf(call, contactId);
  return memberId === undefined
    ? { kind: 'contact', id: contactId }
    : { kind: 'member', id: memberId };
}

/** What a visitor's id opens: its own conversation, or, once that was absorbed, what the reading says. */
function personOfVisitor(call: Call, visitor: Person): Person {
  if (openConversationOf(call, visitor)) {
    return visitor;
  }
  const contactId = contactOfVisitor(call, visitor.id);
  if (contactId === undefined) {
    return visitor;
  }
  switch (call.assumptions.absorbedVisitor) {
    case 'merged':
      return personOfContact(call, contactId);
    case 'fresh':
      return visitor;
    case 'not-found':
      throw new WixApiError(404, 'CONVERSATION_NOT_FOUND', 'Conversation not found.');
  }
}

const rules = loadRules('inbox-conversations');
const WHO = ['app', 'user'] as const;

/** Inbox's public conversation methods. */
export const CONVERSATION_OPERATIONS: readonly Operation[] = [
  operation({
    rules,
    method: 'getConversation',
    meta: meta.getConversation,
    who: WHO,
    grade: 'documented',
    source:
      'https://dev.wix.com/docs/api-reference/crm/communication/inbox/conversations/get-conversation',
    notes: 'The id of a conversation that was merged into another answers 404 (assumed).',
    run(call, { conversationId }) {
      requireInbox(call);
      return { conversation: toConversation(call, requireConversation(call, conversationId)) };
    },
  }),
  operation({
    rules,
    method: 'getOrCreateConversation',
    meta: meta.getOrCreateConversation,
    who: WHO,
    grade: 'documented',
    source:
      'https://dev.wix.com/docs/api-reference/crm/communication/inbox/conversations/get-or-create-conversation',
    notes:
      "An unknown contact or member answers 404; a member's contact id opens the member's conversation (both assumed).",
    run(call, { participantId }) {
      requireInbox(call);
      const asked = personOf(call, participantId);
      const person = asked.kind === 'visitor' ? personOfVisitor(call, asked) : asked;
      if (!displayOf(call, person)) {
        throw new WixApiError(404, 'NOT_FOUND', `The ${person.kind} does not exist.`);
      }
      const { row, created } = ensureConversation(call, person);
      return { conversation: toConversation(call, row), newConversation: created };
    },
  }),
];
