// Defines Wix's domain events by name, and their shape when an operation emits one. Not included: events of other
// APIs.

/** Every event that the emulator can raise: short name, Wix's entity and slug. @see the packages' `index.typings.d.mts` */
export const EVENT_TYPES = {
  'contact-created': { fqdn: 'wix.contacts.v4.contact', slug: 'created' },
  'contact-updated': { fqdn: 'wix.contacts.v4.contact', slug: 'updated' },
  'contact-deleted': { fqdn: 'wix.contacts.v4.contact', slug: 'deleted' },
  'contact-merged': { fqdn: 'wix.contacts.v4.contact', slug: 'merged' },
  'member-created': { fqdn: 'wix.members.v1.member', slug: 'created' },
  'member-updated': { fqdn: 'wix.members.v1.member', slug: 'updated' },
  'member-deleted': { fqdn: 'wix.members.v1.member', slug: 'deleted' },
  'post-liked': { fqdn: 'wix.blog.v3.post', slug: 'liked' },
  'post-unliked': { fqdn: 'wix.blog.v3.post', slug: 'unliked' },
  'conversations-merged': { fqdn: 'wix.crm.inbox.v2.conversation', slug: 'conversations_merged' },
  'message-sent-to-business': {
    fqdn: 'wix.crm.inbox.v2.message',
    slug: 'message_sent_to_business',
  },
  'message-sent-to-participant': {
    fqdn: 'wix.crm.inbox.v2.message',
    slug: 'message_sent_to_participant',
  },
  'message-button-interacted': { fqdn: 'wix.crm.inbox.v2.message', slug: 'button_interacted' },
} as const;

/** The short name of an event, as in `/_emulator/events`. */
export type EventName = keyof typeof EVENT_TYPES;

/** Returns whether a string is the short name of an event. */
export function isEventName(name: string): name is EventName {
  return Object.hasOwn(EVENT_TYPES, name);
}

/** An event as an operation emits it. Dates in it are ISO strings. */
export interface EmittedEvent {
  readonly name: EventName;
  readonly entityId: string;
  readonly body:
    | { readonly kind: 'created' | 'updated'; readonly entity: unknown }
    | { readonly kind: 'deleted' }
    | { readonly kind: 'action'; readonly data: unknown };
  /** The cause of the event, where Wix reports one: `merge`. */
  readonly originatedFrom?: string;
  /**
   * Why Wix raises no event: the change was made in the editor's `preview`, or through the `api` while the assumption
   * `apiMessageComesBack` is `no`. The event is logged and shown, but the site's
   * handlers do not run.
   */
  readonly withheld?: 'preview' | 'api';
}
