// What stands behind the port in the port suite, and what its tests share.
import { InboxError } from 'backend/inbox/error';
import type { OutgoingMessage, RealtimeChannel, Wix } from 'backend/inbox/wix/port';
import type { FormContact } from 'public/inbox-form';
import type { Ping } from 'public/inbox-shapes';

/** Who makes the calls of the port. `nobody` is an event handler: it has no plain client. */
export type CallerIdentity =
  | { readonly visitorId: string }
  | { readonly memberId: string }
  | { readonly userId: string }
  | 'nobody';

/** A contact as a test makes it. */
export interface TestContact extends FormContact {
  readonly phone?: string;
}

/** What everybody on a channel was told. */
export interface PublishedPing {
  readonly channel: RealtimeChannel;
  readonly payload: Ping;
}

/** A harness behind the port, and how a test peoples it. */
export interface PortHarness {
  readonly wix: Wix;
  /** A visitor of the site; his id. */
  givenVisitor(): Promise<string>;
  /** A member, and the contact that he is; the contact of this address if there is one. */
  givenMember(
    contact: FormContact,
  ): Promise<{ readonly memberId: string; readonly contactId: string }>;
  /** A contact who is no member; its id. */
  givenContact(contact: TestContact): Promise<string>;
  /** Runs calls as an event handler of a site that has no collection of what happened. */
  withoutCollection(work: () => Promise<void>): Promise<void>;
  /** Runs calls as somebody. */
  asCaller<Result>(identity: CallerIdentity, work: () => Promise<Result>): Promise<Result>;
  /** What was published, in order. The harness has the secret `TestSecret`, and no other. */
  listPublished(): Promise<readonly PublishedPing[]>;
  close(): Promise<void>;
}

/** An id that nobody has. */
export const NOBODY = '11111111-2222-4333-8444-555555555555';
/** Somebody with an address and a name. */
export const ADA: FormContact = {
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Lovelace',
};

/** A chat text of a participant. */
export function message(text: string): OutgoingMessage {
  return {
    direction: 'PARTICIPANT_TO_BUSINESS',
    visibility: 'BUSINESS_AND_PARTICIPANT',
    content: { basic: { items: [{ text }] }, previewText: text },
    channels: { sourceChannel: 'CHAT' },
  };
}

/** As the participant, silently. */
export const AS_PARTICIPANT = { sendAs: 'PARTICIPANT', sendNotifications: false } as const;
/** As the business, with a notification. */
export const AS_BUSINESS = { sendAs: 'CALLER', sendNotifications: true } as const;

/** The error that a call is refused with. */
export async function errorOf(work: Promise<unknown>): Promise<InboxError> {
  const error: unknown = await work.then(
    () => new Error('It was not refused.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InboxError)) throw error;
  return error;
}
