// What tests read and change of the port in memory.
import type { SendLogRows } from 'backend/inbox/send-log-entry';
import type { ChannelForm, OutgoingMessage, SendAs, TokenInfo, Wix } from 'backend/inbox/wix/port';
import type { Message, ParticipantIds, RecentEvent } from 'public/inbox-shapes';
import type { PortHarness, PublishedPing, TestContact } from './port-harness.ts';

/** A stored conversation. */
export interface StoredConversation {
  readonly id: string;
  readonly participant: ParticipantIds;
  readonly messages: Message[];
}

/** A message as it was sent through the port. */
export interface SentMessage {
  readonly conversationId: string;
  readonly message: OutgoingMessage;
  readonly as: SendAs;
}

/** Intercepts a call: it can throw, delay, or execute the call and then throw. */
export type InjectedFault = (execute: () => Promise<unknown>) => Promise<unknown>;

/** The port in memory, with the state that tests read and change. */
export interface WixInMemory extends PortHarness {
  /** The names of the port's methods that were called, in order. */
  readonly calls: (keyof Wix)[];
  readonly sent: SentMessage[];
  /** Injected faults by method. A fault applies until it is deleted. */
  readonly faults: Map<keyof Wix, InjectedFault>;
  /** What opening a visitor's conversation returns after it was merged into a contact's. */
  absorbedVisitor: 'merged' | 'fresh' | 'not-found';
  /** Overrides properties of the token info of any caller. */
  tokenInfo: Partial<TokenInfo>;
  /** The status of the current member; undefined if Wix does not return it. */
  memberStatus: string | undefined;
  /** How Wix takes the channels of a message. */
  channelForm: ChannelForm;
  /** The titles of the site's blog posts by id. */
  readonly posts: Map<string, string>;
  /** Returns all messages of a conversation, oldest first. */
  messagesOf(participant: ParticipantIds): readonly Message[];
  deleteContact(contactId: string): void;
  /** Wix's clock, in milliseconds since 1970. */
  now: () => number;
  readonly contacts: ReadonlyMap<string, TestContact>;
  /** The stored recent events; `undefined` on a site without the collection. */
  recent: Map<string, RecentEvent> | undefined;
  /** The rows of the send log; `undefined` on a site without the collection. */
  sendLog: SendLogRows | undefined;
  readonly secrets: Map<string, string>;
  /** The published pings, in order. */
  readonly published: PublishedPing[];
}

/** The image of every participant. */
export const AVATAR = 'https://static.wixstatic.com/media/avatar.png';
/** The app that this backend sends as. */
export const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';
/** The subject type of a token by the caller's id. */
export const SUBJECTS: Readonly<Record<string, TokenInfo['subjectType']>> = {
  visitorId: 'VISITOR',
  memberId: 'MEMBER',
  userId: 'USER',
};
