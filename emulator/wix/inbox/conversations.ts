// Emulates Wix Inbox's conversations: one for each visitor, contact or member. Not emulated: channel ids,
// archiving, assignment.
import * as meta from '@wix/auto_sdk_inbox_conversations/meta';
import type { ConversationOriginal } from '@wix/auto_sdk_inbox_conversations/meta';
import type { OperationContext } from '../core/context.ts';
import { getMemberIdOfContact } from '../contacts/contact-store.ts';
import { getContactIdOfVisitor } from '../contacts/contacts.ts';
import { defineOperation, type FromWire, type Operation, type ToWire } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError, WixValidationError } from '../core/wix-error.ts';
import { readInboxSettings, requireInbox } from './settings.ts';
import { getParticipantDisplayData, type Participant } from './participants.ts';

/** A row of the conversations table. */
export interface ConversationRow {
  readonly key: number;
  readonly id: string;
  readonly kind: Participant['kind'];
  readonly participant_id: string;
  readonly merged_into: number | null;
  readonly owned: number;
  readonly last_sequence: number;
  readonly unread: number;
}

const COLUMNS = 'key, id, kind, participant_id, merged_into, owned, last_sequence, unread';

/** Finds the open (not merged) conversation of a participant. */
export function findOpenConversation(
  { database }: OperationContext,
  participant: Participant,
): ConversationRow | undefined {
  return database.get<ConversationRow>(
    `select ${COLUMNS} from conversations where kind = ? and participant_id = ? and merged_into is null`,
    participant.kind,
    participant.id,
  );
}

/** Returns the open conversation of a participant, and creates it if it is missing; call it inside a transaction. */
export function getOrCreateConversation(
  context: OperationContext,
  participant: Participant,
): { readonly row: ConversationRow; readonly created: boolean } {
  const found = findOpenConversation(context, participant);
  if (found) {
    return { row: found, created: false };
  }
  context.database.run(
    'insert into conversations (id, kind, participant_id) values (?, ?, ?)',
    context.id(),
    participant.kind,
    participant.id,
  );
  const row = findOpenConversation(context, participant);
  if (!row) {
    throw new Error(`Failed to create the conversation of a ${participant.kind}`);
  }
  return { row, created: true };
}

/**
 * Reads the conversation with an id.
 * @throws {WixApiError} 404 CONVERSATION_NOT_FOUND if it is unknown or was merged into another (assumed), 404 NOT_OWNED_BY_BUSINESS
 */
export function requireConversation(context: OperationContext, id: string): ConversationRow {
  const row = context.database.get<ConversationRow>(
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

/** Finds the conversation with an id or, if it was merged, the conversation that has its messages now. */
export function findCurrentConversation(
  { database }: OperationContext,
  id: string,
): ConversationRow | undefined {
  let row = database.get<ConversationRow>(`select ${COLUMNS} from conversations where id = ?`, id);
  while (row && row.merged_into !== null) {
    row = database.get<ConversationRow>(
      `select ${COLUMNS} from conversations where key = ?`,
      row.merged_into,
    );
  }
  return row;
}

/** Finds the conversation with an id that was merged into another. */
export function findMergedConversation(
  { database }: OperationContext,
  id: string,
): ConversationRow | undefined {
  return database.get<ConversationRow>(
    `select ${COLUMNS} from conversations where id = ? and merged_into is not null`,
    id,
  );
}

/** Lists the conversations of the business, the one with the newest message first. */
export function listConversations(
  context: OperationContext,
  limit: number,
): readonly ConversationRow[] {
  return context.database.all<ConversationRow>(
    `select ${COLUMNS} from conversations where merged_into is null order by last_sequence desc limit ?`,
    limit,
  );
}

/** Converts a row to a conversation as Wix's REST API returns it. */
export function toConversation(
  context: OperationContext,
  row: ConversationRow,
): ToWire<ConversationOriginal> {
  const display = getParticipantDisplayData(context, { kind: row.kind, id: row.participant_id });
  return {
    id: row.id,
    participant: toParticipantIds(row, display?.contactId),
    channels: [
      'CHAT',
      ...(display?.email ? (['EMAIL'] as const) : []),
      ...(display?.phone ? (['SMS'] as const) : []),
    ],
    businessDisplayData: { name: readInboxSettings(context).businessName },
    participantDisplayData: { name: display?.name ?? 'Deleted', imageUrl: display?.imageUrl },
  };
}

/** Returns the ids of a conversation's participant. Assumed: a member's contact id is returned with the member id. */
export function toParticipantIds(
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

/** Resolves the participant that ids refer to. Assumed: a contact who is a member is resolved to the member. */
function resolveParticipant(context: OperationContext, participant: ParticipantInput): Participant {
  if (participant?.memberId) {
    return { kind: 'member', id: participant.memberId };
  }
  if (participant?.contactId) {
    return resolveContactParticipant(context, participant.contactId);
  }
  if (participant?.anonymousVisitorId) {
    return { kind: 'visitor', id: participant.anonymousVisitorId };
  }
  throw new WixValidationError([
    { field: 'participantId', description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' },
  ]);
}

/** Resolves a contact to a participant: the member, if the contact belongs to one. */
export function resolveContactParticipant(
  context: OperationContext,
  contactId: string,
): Participant {
  const memberId = getMemberIdOfContact(context, contactId);
  return memberId === undefined
    ? { kind: 'contact', id: contactId }
    : { kind: 'member', id: memberId };
}

/**
 * Resolves a visitor to a participant. Returns the visitor if their conversation is open. If it was merged, follows the
 * assumption `absorbedVisitor`.
 */
function resolveVisitorParticipant(context: OperationContext, visitor: Participant): Participant {
  if (findOpenConversation(context, visitor)) {
    return visitor;
  }
  const contactId = getContactIdOfVisitor(context, visitor.id);
  if (contactId === undefined) {
    return visitor;
  }
  switch (context.assumptions.absorbedVisitor) {
    case 'merged':
      return resolveContactParticipant(context, contactId);
    case 'fresh':
      return visitor;
    case 'not-found':
      throw new WixApiError(404, 'CONVERSATION_NOT_FOUND', 'Conversation not found.');
  }
}

const rules = loadRules('inbox-conversations');
const CALLERS = ['app', 'user'] as const;

/** The emulated operations of Inbox's conversations. */
export const CONVERSATION_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'getConversation',
    meta: meta.getConversation,
    callers: CALLERS,
    grade: 'documented',
    source:
      'https://dev.wix.com/docs/api-reference/crm/communication/inbox/conversations/get-conversation',
    notes: 'Assumed: 404 for the id of a conversation that was merged into another.',
    run(context, { conversationId }) {
      requireInbox(context);
      return {
        conversation: toConversation(context, requireConversation(context, conversationId)),
      };
    },
  }),
  defineOperation({
    rules,
    method: 'getOrCreateConversation',
    meta: meta.getOrCreateConversation,
    callers: CALLERS,
    grade: 'documented',
    source:
      'https://dev.wix.com/docs/api-reference/crm/communication/inbox/conversations/get-or-create-conversation',
    notes:
      "Assumed: 404 for an unknown contact or member; a member's contact id opens the member's conversation.",
    run(context, { participantId }) {
      requireInbox(context);
      const addressed = resolveParticipant(context, participantId);
      const participant =
        addressed.kind === 'visitor' ? resolveVisitorParticipant(context, addressed) : addressed;
      if (!getParticipantDisplayData(context, participant)) {
        throw new WixApiError(404, 'NOT_FOUND', `The ${participant.kind} does not exist.`);
      }
      const { row, created } = getOrCreateConversation(context, participant);
      return { conversation: toConversation(context, row), newConversation: created };
    },
  }),
];
