// Defines the context that every operation receives: the caller's identity, the clock, ids and the database.
import type { Database } from '../../database/database.ts';
import type { EmittedEvent } from './event-types.ts';
import type { Assumptions } from './assumptions.ts';
import type { ChannelMessage } from '../realtime/channels.ts';

/** The app under which a Velo site's backend runs. @see the constant in @wix/realtime-common; seen as sender.appId in Wix's samples */
export const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';
/** The id of the emulated site (made up, constant). */
export const SITE_ID = '5b9f6f1a-0000-4000-8000-000000000001';
/** The id of the Wix account that owns the emulated site (made up, constant). */
export const ACCOUNT_ID = '5b9f6f1a-0000-4000-8000-000000000002';

/**
 * The caller: one of the four identities of Wix's tokens. `preview` is set for a Wix user in the editor's preview, and
 * for the site's backend that runs for them: they use sandbox data, and no event reaches the site's code. `apiKey` is
 * set for a call with an API key, which acts as the site owner on the live site. `instanceId` is set for an app that is
 * registered with the emulator; the app of the site's own backend has none.
 */
export type Identity =
  | { readonly kind: 'visitor'; readonly id: string }
  | {
      readonly kind: 'member';
      readonly id: string;
      readonly contactId: string;
      /** The member's roles on the site; `Admin` marks the site owner on the live site. */
      readonly roles: readonly string[];
      /** The visitor whose session the member logged in from. */
      readonly visitorId?: string;
    }
  | { readonly kind: 'user'; readonly id: string; readonly preview?: true; readonly apiKey?: true }
  | {
      readonly kind: 'app';
      readonly id: string;
      readonly preview?: true;
      readonly instanceId?: string;
    };

/** A change of identity that the other APIs handle in the same transaction. */
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

/** What injected faults change in the execution of a call. */
export interface CallEffects {
  /** For reads that are not consistent: writes of the last milliseconds are not visible. */
  readonly staleMs?: number;
  /** For Send Message: the texts are stored trimmed, with runs of white space as one space. */
  readonly isContentRewritten?: boolean;
}

/** The context of one request. Time and ids come from it, never from globals. */
export interface OperationContext {
  /** Undefined for operations without a token, and for changes by Wix or a control route. */
  readonly identity: Identity | undefined;
  readonly database: Database;
  readonly assumptions: Readonly<Assumptions>;
  readonly effects: CallEffects;
  /** Returns the time of the emulated Wix. */
  now(): Date;
  /** Returns the address at which programs reach this emulator, without a path: `http://127.0.0.1:8787`. */
  origin(): string;
  /** Returns a new GUID. */
  id(): string;
  /** Writes an event in this transaction; it is delivered after the commit. */
  emit(event: EmittedEvent): void;
  /** Publishes to a Realtime channel after the commit. */
  publish(message: ChannelMessage): void;
  /**
   * Records that a collection was made on first use; it is announced after the commit. Absent if a collection that does
   * not exist is refused, as on Wix.
   */
  collectionMade?(name: string): void;
  /** Passes a change of identity to the other APIs, in this transaction. */
  identityChanged(change: IdentityChange): void;
}

/** Returns whether an identity acts in the editor's preview. */
export function isPreview(identity: Identity | undefined): boolean {
  return identity !== undefined && 'preview' in identity;
}

/** The part of the context that reading and writing rows needs. */
export type DatabaseContext = Pick<OperationContext, 'database'>;
