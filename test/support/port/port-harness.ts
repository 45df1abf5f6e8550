// The harness of the port suite: an implementation of the port with test data, and shared fixtures.
import { InboxError } from 'backend/inbox/error';
import type { OutgoingMessage, RealtimeChannel, Wix } from 'backend/inbox/wix/port';
import type { FormContact } from 'public/inbox-form';
import type { Ping } from 'public/inbox-shapes';

/** The caller of the port. An event handler has no token and can only make elevated calls. */
export type CallerIdentity =
  | { readonly visitorId: string }
  | { readonly memberId: string }
  | { readonly userId: string }
  | 'event-handler';

/** A contact of a test. */
export interface TestContact extends FormContact {
  readonly phone?: string;
}

/** A ping that was published to a channel. */
export interface PublishedPing {
  readonly channel: RealtimeChannel;
  readonly payload: Ping;
}

/** An implementation of the port, with methods to create test data. */
export interface PortHarness {
  readonly wix: Wix;
  /** Creates a visitor of the site. Returns the visitor's ID. */
  createVisitor(): Promise<string>;
  /** Creates a member and, unless the e-mail belongs to a contact, their contact. */
  createMember(
    contact: FormContact,
  ): Promise<{ readonly memberId: string; readonly contactId: string }>;
  /** Creates a contact who is not a member. Returns the contact's ID. */
  createContact(contact: TestContact): Promise<string>;
  /** Solves a CAPTCHA on a page. Returns its token. */
  solveCaptcha(): Promise<string>;
  /** Runs calls as an event handler of a site without the collection of recent events. */
  withoutCollection(work: () => Promise<void>): Promise<void>;
  /** Runs calls as a caller. */
  runAs<Result>(identity: CallerIdentity, work: () => Promise<Result>): Promise<Result>;
  /** Returns the published pings in order. The only secret of the harness is `TestSecret`. */
  listPublished(): Promise<readonly PublishedPing[]>;
  close(): Promise<void>;
}

/** An ID that does not exist. */
export const UNKNOWN_ID = '11111111-2222-4333-8444-555555555555';
/** A person with an e-mail and a name. */
export const ADA: FormContact = {
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Lovelace',
};

/** Creates a chat message of a participant. */
export function message(text: string): OutgoingMessage {
  return {
    direction: 'PARTICIPANT_TO_BUSINESS',
    visibility: 'BUSINESS_AND_PARTICIPANT',
    content: { basic: { items: [{ text }] }, previewText: text },
    channels: { sourceChannel: 'CHAT' },
  };
}

/** Sends as the participant, without a notification. */
export const AS_PARTICIPANT = { sendAs: 'PARTICIPANT', sendNotifications: false } as const;
/** Sends as the business, with a notification. */
export const AS_BUSINESS = { sendAs: 'CALLER', sendNotifications: true } as const;

/** Returns the error that a call rejects with. Throws if it succeeds or throws another error. */
export async function errorOf(work: Promise<unknown>): Promise<InboxError> {
  const error: unknown = await work.then(
    () => new Error('Expected the call to fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InboxError)) throw error;
  return error;
}
