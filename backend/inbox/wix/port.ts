import type { FormContact } from 'public/inbox-form';
import type {
  Badge,
  Channel,
  Content,
  Conversation,
  MessagePage,
  Participant,
  PeopleQuery,
  Ping,
  RecentEvent,
  Visibility,
} from 'public/inbox-shapes';

/** What Wix says about the token of the running call. Nothing of it is believed before it is checked. */
export interface TokenInfo {
  readonly active: boolean;
  readonly subjectType: 'APP' | 'USER' | 'MEMBER' | 'VISITOR' | 'UNKNOWN';
  readonly subjectId: string;
  /** When the token ends, in seconds since 1970. */
  readonly exp: number;
}

/** The member of the running session. */
export interface CurrentMember {
  readonly id: string;
  /** `APPROVED`, `BLOCKED`, `PENDING`, ...; Wix tells it only to some callers. */
  readonly status?: string;
}

/** Where a message comes from and goes to: Wix's channels by name, or by the ids that replace them. */
export interface Channels {
  readonly sourceChannel?: Channel;
  readonly targetChannels?: readonly Channel[];
  readonly sourceChannelId?: string;
  readonly targetChannelIds?: readonly string[];
}

/** A message as it leaves: built here, checked before, complete. */
export interface OutgoingMessage {
  readonly direction: 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT';
  readonly visibility: Visibility;
  readonly content: Content & { readonly previewText: string };
  readonly badges?: readonly Badge[];
  readonly silent?: true;
  readonly channels?: Channels;
}

/** As whom a message is sent, and whether Wix notifies the other side. */
export interface SendAs {
  readonly sendAs: 'PARTICIPANT' | 'CALLER';
  readonly sendNotifications: boolean;
}

/** A page of a conversation. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
  /** `BUSINESS` lists all messages, `BUSINESS_AND_PARTICIPANT` what both may see. All pages have the same. */
  readonly visibility: Visibility;
}

/** A channel of Realtime, or a resource of it: the two hear nothing of each other. */
export interface RealtimeChannel {
  readonly name: string;
  readonly resourceId?: string;
}

/** A contact, by what somebody is found by. */
export interface FoundContact {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Which members: those that some contacts are, or those who log in with an address. */
export type MemberQuery = { readonly contactIds: readonly string[] } | { readonly email: string };

/** A member, and the contact that he is. */
export interface FoundMember {
  readonly id: string;
  readonly contactId?: string;
  readonly name?: string;
}

/**
 * The port: the few calls that the context ask of Wix.
 *
 * Every call rejects with an `InboxError` (see `fromWixError`). Its `fault.nothingDone` says whether
 * Wix refused for certain; otherwise the call may have been executed.
 */
export interface Wix {
  /** Who holds the token of the running call; rejects where Wix's runtime gives no token. */
  tokenInfo(): Promise<TokenInfo>;
  /** The logged-in member, never elevated; `undefined` for everybody else. */
  currentMember(): Promise<CurrentMember | undefined>;

  /** Finds or opens the participant's conversation, elevated. Ids change: ask right before a send. */
  openConversation(participant: Participant): Promise<Conversation>;
  /** A conversation by id, elevated. CONVERSATION_NOT_FOUND, NOT_OWNED_BY_BUSINESS. */
  getConversation(conversationId: string): Promise<Conversation>;
  /** Sends, elevated, and answers the message's id. */
  sendMessage(conversationId: string, message: OutgoingMessage, as: SendAs): Promise<string>;
  /** Messages, newest first, elevated. */
  listMessages(conversationId: string, page: PageRequest): Promise<MessagePage>;

  /** Appends to the session's or the address's contact, or makes one; never elevated. Its id. */
  submitContact(contact: FormContact): Promise<string>;
  /** Makes a contact where there is none with this address, elevated. The id of the new or the known one. */
  createContact(contact: FormContact): Promise<string>;
  /** Rejects with CONTACT_NOT_FOUND where there is none; elevated. */
  getContact(contactId: string): Promise<{ readonly id: string }>;
  /** The member that a contact is, elevated. */
  memberOfContact(contactId: string): Promise<string | undefined>;
  /** Contacts that all that is given fits, in no order, `limit` at most; elevated. */
  findContacts(query: PeopleQuery, limit: number): Promise<readonly FoundContact[]>;
  /** Members by their contacts, or by the address that they log in with, 100 at most; elevated. */
  findMembers(by: MemberQuery): Promise<readonly FoundMember[]>;

  /** Keeps what happened, elevated; what is kept already stays. COLLECTION_MISSING. */
  recordRecent(event: RecentEvent): Promise<void>;
  /** What happened, newest first, elevated. COLLECTION_MISSING. */
  listRecent(limit: number): Promise<readonly RecentEvent[]>;
  /** Forgets what is older than the newest so many, 1000 at a time, elevated. COLLECTION_MISSING. */
  pruneRecent(kept: number): Promise<void>;

  /** A secret of the site by its name, elevated; `undefined` where there is none. */
  secret(name: string): Promise<string | undefined>;
  /** Tells everybody who listens to a channel. */
  publish(channel: RealtimeChannel, payload: Ping): Promise<void>;
}
