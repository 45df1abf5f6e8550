// Emulates Wix Inbox's merges: after a change of identity, the old conversation is merged into the new one. Not
// emulated: delays.
import type { OperationContext, IdentityChange } from '../core/context.ts';
import {
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
