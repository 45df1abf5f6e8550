// Wix Inbox's merges: when somebody changes type, the old conversation goes into the new one. Leaves out delays.
import type { Call, IdentityChange } from '../core/context.ts';
import { ensureConversation, openConversationOf, personOfContact } from './conversations.ts';
import type { Person } from './participants.ts';

/**
 * Follows a change of identity with the conversations that it merges, in the same transaction.
 * Messages keep their sequence, so the merged conversation is in chronological order.
 * @see https://dev.wix.com/docs/api-reference/crm/communication/inbox/conversations/conversation-id
 */
export function mergeOnIdentityChange(call: Call, change: IdentityChange): void {
  switch (change.kind) {
    case 'visitor-became-contact':
      merge(
        call,
        [{ kind: 'visitor', id: change.visitorId }],
        personOfContact(call, change.contactId),
      );
      return;
    case 'contacts-merged':
      merge(
        call,
        change.sourceContactIds.map((id) => ({ kind: 'contact', id })),
        personOfContact(call, change.targetContactId),
      );
      return;
    case 'contact-became-member':
      merge(call, [{ kind: 'contact', id: change.contactId }], {
        kind: 'member',
        id: change.memberId,
      });
      return;
  }
}

function merge(call: Call, from: readonly Person[], into: Person): void {
  const old = from.flatMap((person) => openConversationOf(call, person) ?? []);
  if (old.length === 0) {
    return;
  }
  const { row: target } = ensureConversation(call, into);
  for (const { key, last_sequence, unread } of old) {
    call.database.run(
      'update messages set conversation = ? where conversation = ?',
      target.key,
      key,
    );
    call.database.run('update conversations set merged_into = ? where key = ?', target.key, key);
    call.database.run(
      'update conversations set last_sequence = max(last_sequence, ?), unread = unread + ? where key = ?',
      last_sequence,
      unread,
      target.key,
    );
  }
  call.emit({
    name: 'conversations-merged',
    entityId: target.id,
    body: {
      kind: 'action',
      data: { oldConversationIds: old.map(({ id }) => id), targetConversationId: target.id },
    },
  });
}
