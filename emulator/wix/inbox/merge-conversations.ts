// Emulates Wix Inbox's merges: after a change of identity, the old conversation is merged into the new one. Not
// emulated: delays.
import { associateVisitor, insertContact } from '../contacts/contacts.ts';
import { mergeContacts } from '../contacts/merge-contacts.ts';
import type { OperationContext, IdentityChange } from '../core/context.ts';
import {
  findCurrentConversation,
  getOrCreateConversation,
  findOpenConversation,
  resolveContactParticipant,
} from './conversations.ts';
import type { Participant } from './participants.ts';

/**
 * Merges the conversations of a changed identity, in the same transaction.
 * Messages keep their sequence, so the merged conversation is in chronological order.
 * @see https://dev.wix.com/docs/api-reference/crm/communication/inbox/conversations/conversation-id
 */
export function mergeConversationsOnIdentityChange(
  context: OperationContext,
  change: IdentityChange,
): void {
  switch (change.kind) {
    case 'visitor-became-contact':
      mergeConversations(
        context,
        [{ kind: 'visitor', id: change.visitorId }],
        resolveContactParticipant(context, change.contactId),
      );
      return;
    case 'contacts-merged':
      mergeConversations(
        context,
        change.sourceContactIds.map((id) => ({ kind: 'contact', id })),
        resolveContactParticipant(context, change.targetContactId),
      );
      return;
    case 'contact-became-member':
      mergeConversations(context, [{ kind: 'contact', id: change.contactId }], {
        kind: 'member',
        id: change.memberId,
      });
      return;
  }
}

/**
 * Merges an open conversation into that of a new contact, as when the participant turns out to be a known contact (the
 * fault `merge`). The new contact raises no event. Does nothing for any other id.
 */
export function mergeIntoNewContact(context: OperationContext, conversationId: unknown): void {
  const row =
    typeof conversationId === 'string'
      ? findCurrentConversation(context, conversationId)
      : undefined;
  if (!row || row.id !== conversationId) {
    return;
  }
  const { kind, participant_id: id } = row;
  const name = { name: { first: 'Merged' } };
  const contact = insertContact({ ...context, emit: () => undefined }, name, {
    sourceType: 'ADMIN',
  });
  switch (kind) {
    case 'visitor':
      associateVisitor(context, id, contact.id);
      return;
    case 'contact':
      mergeContacts(context, contact.id, [id]);
      return;
    case 'member':
      mergeConversations(context, [{ kind, id }], { kind: 'contact', id: contact.id });
      return;
  }
}

function mergeConversations(
  context: OperationContext,
  sources: readonly Participant[],
  target: Participant,
): void {
  const merged = sources.flatMap((participant) => findOpenConversation(context, participant) ?? []);
  if (merged.length === 0) {
    return;
  }
  const { row } = getOrCreateConversation(context, target);
  for (const { key, last_sequence, unread } of merged) {
    context.database.run(
      'update messages set conversation = ? where conversation = ?',
      row.key,
      key,
    );
    context.database.run('update conversations set merged_into = ? where key = ?', row.key, key);
    context.database.run(
      'update conversations set last_sequence = max(last_sequence, ?), unread = unread + ? where key = ?',
      last_sequence,
      unread,
      row.key,
    );
  }
  context.emit({
    name: 'conversations-merged',
    entityId: row.id,
    body: {
      kind: 'action',
      data: { oldConversationIds: merged.map(({ id }) => id), targetConversationId: row.id },
    },
  });
}
