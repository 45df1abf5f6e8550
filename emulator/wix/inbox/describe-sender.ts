// Describes the sender of a message for the inbox screen. Not included: avatars, and the names of apps other than
// Velo and Wix Inbox.
import { VELO_APP_ID, type OperationContext } from '../core/context.ts';
import { getParticipantDisplayData } from './participants.ts';
import { WIX_INBOX_APP_ID, type InboxMessage } from './send-message.ts';

/** The sender of a message, for display. */
export interface Sender {
  /** The kind of sender. */
  readonly kind: 'Visitor' | 'Contact' | 'Member' | 'App' | 'Wix user' | 'Unknown';
  /** The display name, as plain text that a user may have chosen; for an app, its name or id. */
  readonly name: string;
  /** The id and its field name in the API. */
  readonly id?: readonly [name: string, id: string];
}

const APPS: ReadonlyMap<string, string> = new Map([
  [VELO_APP_ID, "Velo: the site's backend"],
  [WIX_INBOX_APP_ID, 'Wix Inbox'],
]);

/** Describes the sender of a message. Shows the sender as at sending time, also after a merge. */
export function describeSender(context: OperationContext, { sender }: InboxMessage): Sender {
  if (sender?.memberId) {
    return {
      kind: 'Member',
      name:
        getParticipantDisplayData(context, { kind: 'member', id: sender.memberId })?.name ??
        'Deleted',
      id: ['memberId', sender.memberId],
    };
  }
  if (sender?.anonymousVisitorId) {
    return {
      kind: 'Visitor',
      name:
        getParticipantDisplayData(context, { kind: 'visitor', id: sender.anonymousVisitorId })
          ?.name ?? 'Visitor',
      id: ['anonymousVisitorId', sender.anonymousVisitorId],
    };
  }
  if (sender?.wixUserId) {
    return { kind: 'Wix user', name: 'The business', id: ['wixUserId', sender.wixUserId] };
  }
  if (sender?.appId) {
    return {
      kind: 'App',
      name: APPS.get(sender.appId) ?? sender.appId,
      id: ['appId', sender.appId],
    };
  }
  if (sender?.contactId) {
    return {
      kind: 'Contact',
      name:
        getParticipantDisplayData(context, { kind: 'contact', id: sender.contactId })?.name ??
        'Deleted',
      id: ['contactId', sender.contactId],
    };
  }
  return { kind: 'Unknown', name: 'Unknown sender' };
}
