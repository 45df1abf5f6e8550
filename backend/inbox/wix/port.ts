import type { SendLogRows } from 'backend/inbox/send-log-entry';
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

/** Wix's information about the token of the running call. */
export interface TokenInfo {
  readonly active: boolean;
  readonly subjectType: 'APP' | 'USER' | 'MEMBER' | 'VISITOR' | 'UNKNOWN';
  readonly subjectId: string;
  /** When the token expires, in seconds since 1970. */
  readonly exp: number;
}

/** The logged-in member of the running session. */
export interface CurrentMember {
  readonly id: string;
  /** `APPROVED`, `BLOCKED`, `PENDING`, ...; Wix returns it only to some callers. */
  readonly status?: string;
}

/** The channels that a message comes from and goes to, by name or id. */
export interface Channels {
  readonly sourceChannel?: Channel;
  readonly targetChannels?: readonly Channel[];
  readonly sourceChannelId?: string;
  readonly targetChannelIds?: readonly string[];
}

/** How Wix takes the channels of a message: by name, by id, or not at all. */
export type ChannelForm = 'names' | 'ids' | 'none';

/** Where a contact comes from, as Wix records it. */
export interface ContactSource {
  /** `WIX_APP`, `WIX_CODE`, `ADMIN`, ... */
  readonly sourceType?: string;
  readonly appId?: string;
}

/** A message to send: checked and complete. */
export interface OutgoingMessage {
  readonly direction: 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT';
  readonly visibility: Visibility;
  readonly content: Content & { readonly previewText: string };
  readonly badges?: readonly Badge[];
  readonly silent?: true;
  readonly channels?: Channels;
}

/** Who sends a message, and whether Wix notifies the other side. */
export interface SendAs {
  readonly sendAs: 'PARTICIPANT' | 'CALLER';
  readonly sendNotifications: boolean;
}

/** A conversation that was just opened. */
export interface OpenedConversation extends Conversation {
  /** `true`: this call created it. Never shown to a page: it says whether an address is known. */
  readonly isNew?: boolean;
}

/** A collection of the bundle. */
export type CollectionName = 'InboxRecent' | 'InboxSendLog';

/** A request for one page of a conversation's messages. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
  /** `BUSINESS` lists all messages, `BUSINESS_AND_PARTICIPANT` those that both sides see. It must not change between pages. */
  readonly visibility: Visibility;
}

/** A Realtime channel or one resource of it. Subscribers of one get no messages of the other. */
export interface RealtimeChannel {
  readonly name: string;
  readonly resourceId?: string;
}

/** A found contact. */
export interface FoundContact {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Selects members by their contacts or by their login e-mail. */
export type MemberQuery = { readonly contactIds: readonly string[] } | { readonly email: string };

/** A found member and their contact. */
export interface FoundMember {
  readonly id: string;
  readonly contactId?: string;
  readonly name?: string;
}

/**
 * All calls to Wix.
 *
 * Every call rejects with an `InboxError` (see `fromWixError`). Its `wixFailure.nothingDone` is `true` if Wix did not
 * execute the call, and `false` if it may have.
 */
export interface Wix extends SendLogRows {
  /** Returns the owner of the running call's token. Rejects if Wix's runtime provides no token. */
  tokenInfo(): Promise<TokenInfo>;
  /** Returns the logged-in member, or `undefined` for other callers. Never elevated. */
  currentMember(): Promise<CurrentMember | undefined>;

  /** Gets or creates the participant's conversation, elevated. The id can change; call this immediately before sending. */
  openConversation(participant: Participant): Promise<OpenedConversation>;
  /** Gets a conversation by id, elevated. CONVERSATION_NOT_FOUND, NOT_OWNED_BY_BUSINESS. */
  getConversation(conversationId: string): Promise<Conversation>;
  /**
   * Sends a message, elevated. Returns the message's id. If Wix refuses its channels by name, they are sent by id, and
   * then left out, unless the message is for another channel than CHAT.
   */
  sendMessage(conversationId: string, message: OutgoingMessage, as: SendAs): Promise<string>;
  /** Returns how Wix takes the channels of a message, without sending one, elevated. */
  acceptedChannels(channels: Channels): Promise<ChannelForm>;
  /** Lists messages, newest first, elevated. */
  listMessages(conversationId: string, page: PageRequest): Promise<MessagePage>;

  /** Appends to the contact of the session or the address, or creates one. Never elevated. Returns its id. */
  submitContact(contact: FormContact): Promise<string>;
  /** Creates a contact unless one has this address, elevated. Returns the id of the new or existing one. */
  createContact(contact: FormContact): Promise<string>;
  /** Gets a contact, elevated. CONTACT_NOT_FOUND. */
  getContact(contactId: string): Promise<{ readonly id: string }>;
  /** Returns the sources of the newest contacts, newest first, elevated. */
  newestContactSources(limit: number): Promise<readonly ContactSource[]>;
  /** Returns the id of a contact's member, elevated; `undefined` if the contact is not a member. */
  memberOfContact(contactId: string): Promise<string | undefined>;
  /** Finds contacts that match every given criterion, in no order, `limit` at most, elevated. */
  findContacts(query: PeopleQuery, limit: number): Promise<readonly FoundContact[]>;
  /** Finds members by their contacts or by their login e-mail, 100 at most, elevated. */
  findMembers(by: MemberQuery): Promise<readonly FoundMember[]>;

  /** Returns the title of a blog post, elevated; `undefined` if there is no such post. */
  postTitle(postId: string): Promise<string | undefined>;

  /** Inserts a recent event, elevated. Does nothing if it exists. COLLECTION_MISSING. */
  recordRecent(event: RecentEvent): Promise<void>;
  /** Lists recent events, newest first, elevated. COLLECTION_MISSING. */
  listRecent(limit: number): Promise<readonly RecentEvent[]>;
  /** Returns the recent event with an id, elevated; `undefined` if there is none. COLLECTION_MISSING. */
  findRecent(id: string): Promise<RecentEvent | undefined>;
  /** Deletes all but the newest `kept` recent events, 1000 per call, elevated. COLLECTION_MISSING. */
  pruneRecent(kept: number): Promise<void>;

  /** Returns whether a collection of the bundle exists, elevated. */
  hasCollection(name: CollectionName): Promise<boolean>;
  /** Creates a collection of the bundle, for Admins only, elevated. */
  createCollection(name: CollectionName): Promise<void>;
  /** Creates a secret of the site, elevated. */
  createSecret(name: string, value: string): Promise<void>;
  /** Returns the value of a secret of the site, elevated; `undefined` if there is none. */
  secret(name: string): Promise<string | undefined>;
  /**
   * Authorizes the token of a solved CAPTCHA, as the caller. CAPTCHA_REQUIRED if Wix does not accept the token, and
   * TRY_LATER if it does not respond or the service fails.
   */
  authorizeCaptcha(token: string): Promise<void>;
  /** Publishes to every subscriber of a channel. */
  publish(channel: RealtimeChannel, payload: Ping): Promise<void>;
}
