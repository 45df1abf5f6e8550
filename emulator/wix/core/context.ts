// What every operation of the emulated Wix is given: who calls, the clock, ids, the store. Leaves out rate limits.
import type { Database } from '../../database/database.ts';
import type { EmittedEvent } from './event-types.ts';
import type { Assumptions } from './assumptions.ts';
import type { ChannelMessage } from '../realtime/channels.ts';

/** The app under which a Velo site's backend runs. @see the constant in @wix/realtime-common; seen as sender.appId in Wix's samples */
export const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';
/** The site that this emulator stands in for (made up, constant). */
export const SITE_ID = '5b9f6f1a-0000-4000-8000-000000000001';

/**
 * Who calls: the four identities that Wix's tokens know. `preview` is set where a Wix user sees the site in the editor's
 * preview, and where the site's backend runs for him: data of the sandbox, and no event reaches the site's code.
 */
export type Identity =
  | { readonly kind: 'visitor'; readonly id: string }
  | {
      readonly kind: 'member';
      readonly id: string;
      readonly contactId: string;
      /** Roles of the member on the site; `Admin` makes a live site owner. */
      readonly roles: readonly string[];
      /** The visitor out of whose session the member logged in. */
      readonly visitorId?: string;
    }
  | { readonly kind: 'user'; readonly id: string; readonly preview?: true }
  | { readonly kind: 'app'; readonly id: string; readonly preview?: true };

/** A change of who somebody is, told to the other APIs in the same transaction. */
export type IdentityChange =
  | {
      readonly kind: 'visitor-became-contact';
      readonly visitorId: string;
      readonly contactId: string;
    }
  | {
      readonly kind: 'contacts-merged';
      readonly targetContactId: string;
      readonly sourceContactIds: readonly string[];
    }
  | {
      readonly kind: 'contact-became-member';
      readonly contactId: string;
      readonly memberId: string;
    };

/** One request's context. Clock and ids come through it, never from globals. */
export interface Call {
  /** Undefined only for operations that need no token. */
  readonly identity: Identity | undefined;
  readonly database: Database;
  readonly assumptions: Readonly<Assumptions>;
  /** Wix's clock. */
  now(): Date;
  /** A new GUID. */
  id(): string;
  /** Writes an event in this transaction; it is delivered after the commit. */
  emit(event: EmittedEvent): void;
  /** Publishes to a channel of Realtime, after the commit. */
  publish(message: ChannelMessage): void;
  /** Tells the other APIs, in this transaction, that somebody's identity changed. */
  identityChanged(change: IdentityChange): void;
}

/** Tells whether a call is made from the editor's preview. */
export function isPreview(identity: Identity | undefined): boolean {
  return identity !== undefined && 'preview' in identity;
}

/** What reading stored things needs of a call. */
export type Reader = Pick<Call, 'database'>;
