// Who sent a message, in words. Wix Inbox shows avatars and the names of apps; here an app that is not Velo's shows its id.
import { VELO_APP_ID, type Call } from '../core/context.ts';
import { displayOf } from './participants.ts';
import { WIX_INBOX_APP_ID, type MessageAnswer } from './send-message.ts';

/** The sender of a message as the screen names it. */
export interface Sender {
  /** The kind in words: "Visitor", "App". */
  readonly kind: 'Visitor' | 'Contact' | 'Member' | 'App' | 'Wix user' | 'Unknown';
  /** A name of somebody's choice, never markup; for apps what they are. */
  readonly name: string;
  /** The id, and what it is called on the wire. */
  readonly id?: readonly [name: string, id: string];
}

const APPS: ReadonlyMap<string, string> = new Map([
  [VELO_APP_ID, "Velo: the site's backend"],
  [WIX_INBOX_APP_ID, 'Wix Inbox'],
]);

/** Names the sender of a message. A sender who was a visitor stays one, though the conversation be a contact's today. */
export function senderOf(call: Call, { sender }: MessageAnswer): Sender {
  if (sender?.memberId) {
    return {
      kind: 'Member',
      name: displayOf(call, { kind: 'member', id: sender.memberId })?.name ?? 'Deleted',
      id: ['memberId', sender.memberId],
    };
  }
  if (sender?.anonymousVisitorId) {
    return {
      kind: 'Visitor',
      name: displayOf(call, { kind: 'visitor', id: sender.anonymousVisitorId })?.name ?? 'Visitor',
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
      name: displayOf(call, { kind: 'contact', id: sender.contactId })?.name ?? 'Deleted',
      id: ['contactId', sender.contactId],
    };
  }
  return { kind: 'Unknown', name: 'Unknown sender' };
}
