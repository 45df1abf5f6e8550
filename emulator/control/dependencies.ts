// Defines what the control routes use of the other parts of the emulator.
import type { Wix } from '../wix/server.ts';
import type { Snapshot } from '../wix/snapshot.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import type { LiveEvents } from './live-events.ts';
import type { RealtimeSubscriptions } from './realtime-subscriptions.ts';

/** An error of a page in a browser. */
export interface PageError {
  readonly page: string;
  readonly message: string;
  readonly stack: string;
}

/** Dependencies of the control routes. */
export interface ControlDependencies {
  readonly wix: Wix;
  /** The sessions of browsers. */
  readonly sessions: Pick<BrowserSessions, 'current' | 'actAs'>;
  readonly liveEvents: Pick<
    LiveEvents,
    'push' | 'serve' | 'setPagesConnected' | 'arePagesConnected'
  >;
  readonly realtime: RealtimeSubscriptions;
  /** Deletes all data and applies the seed again. */
  reset(): Promise<void>;
  /** Replaces the state by a snapshot. @throws {InputError} if it cannot be restored */
  restore(snapshot: Snapshot): Promise<void>;
  /** The blog post that the session bar's like button likes: the first one of the seed. */
  readonly blogPost: { readonly id: string; readonly title: string };
  /** Prints an error of a page. Returns its place in the source, if it is the site's. Absent without a site. */
  readonly reportPageError?: ((error: PageError) => string | undefined) | undefined;
}
