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

/** The jobs of a site, as its `jobs.config` has them. */
export interface ControlJobs {
  list(): readonly object[];
  runs(): readonly object[];
  /** Runs a job by hand. Returns undefined if the site has no such job. */
  run(functionName: string, file?: string): Promise<object | undefined>;
  /** Resolves when the jobs that are due after a change of the clock have run. */
  restart(): Promise<void>;
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
  /** The jobs of the site. Absent without a site. */
  readonly jobs?: ControlJobs | undefined;
  /** Deletes all data and applies the seed again. */
  reset(): Promise<void>;
  /** Replaces the state by a snapshot. @throws {InputError} if it cannot be restored */
  restore(snapshot: Snapshot): Promise<void>;
  /** The blog post that the session bar's like button likes: the first one of the seed. */
  readonly blogPost: { readonly id: string; readonly title: string };
  /** Fetches a URL of another site for page code. Rejects if the network is off. */
  fetchOutside(request: Request): Promise<Response>;
  /** Prints an error of a page. Returns its place in the source, if it is the site's. Absent without a site. */
  readonly reportPageError?: ((error: PageError) => string | undefined) | undefined;
}
