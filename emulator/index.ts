// Exports `createEmulator()`, which starts the emulator in this process. cli.ts is the command line.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { createApp } from './app.ts';
import { checkFolder, type SiteCheck } from './check-site.ts';
import { installContexts } from './backend/install-contexts.ts';
import { stopAllCalls, stopRunningCalls } from './backend/request-context.ts';
import { getHandlerName } from './backend/velo-event.ts';
import { applySeed, countEntries, isSeeded, readSeed } from './control/seed.ts';
import { addMissingCollections } from './control/seed-collections.ts';
import { HUNDRED_YEARS_SECONDS } from './control/sessions.ts';
import { findOriginProblem } from './http/allowed-origins.ts';
import { listenOn, stop } from './http/listen.ts';
import { defaultSeed, openSite, warm } from './open-site.ts';
import type { Proxy } from './proxy/proxy.ts';
import { listCollectionFields } from './wix/data/page-values.ts';
import type { SiteServer } from './site/vite-server.ts';
import { isPreview, VELO_APP_ID, type Identity } from './wix/core/context.ts';
import { issueToken } from './wix/oauth/tokens.ts';
import type { AssumptionsInput } from './wix/core/assumptions.ts';
import { serveNodeRequest } from './wix/request-adapters.ts';
import { createWix } from './wix/server.ts';
import { checkSnapshot, type Snapshot } from './wix/snapshot.ts';

/** Options of `createEmulator`. */
export interface EmulatorOptions {
  /**
   * The site's folder. With false, or without it, the emulator serves REST, the control routes and the inbox screen only,
   * and `/` says so.
   */
  readonly site?: string | false;
  /** The folder with page layouts and the default seed; default `<site>/editor`. */
  readonly editor?: string;
  /** The database file, or `:memory:` (default) to store nothing on disk. One emulator at a time uses a file. */
  readonly data?: string;
  /** The seed file; default `<editor>/seed.json` if it exists. */
  readonly seed?: string;
  /** The port that `listen()` opens on 127.0.0.1; 0 (default) picks a free one. */
  readonly port?: number;
  /**
   * Origins of pages that may call Wix's REST APIs from a browser, such as `http://localhost:3000`; default none. Control
   * routes, screens, pages and web methods stay closed to them.
   */
  readonly allowOrigin?: readonly string[];
  /**
   * Whether the site's code may send requests out of this machine, with `fetch` or `wix-fetch`; default false. Requests are
   * in the request log in any case.
   */
  readonly allowNetwork?: boolean;
  readonly assumptions?: AssumptionsInput;
  /** Whether `backend/inbox` can stand for `backend/inbox.web.js`, which Wix refuses; default false. */
  readonly optionalWeb?: boolean;
  /**
   * Makes each collection that is used and does not exist, with the permission Anyone for every action, and calls this
   * function with its name. By default such a collection is refused (WDE0025), as on Wix.
   */
  readonly onCollectionMade?: ((name: string) => void) | undefined;
  /** Whether to reload the site's files when they change; default false, and browsers cache modules for 60 seconds. */
  readonly watch?: boolean;
  /** The cache folder of bundled modules; default a folder per site in `.emulator/modules`. */
  readonly cacheDir?: string;
  /**
   * The time limit of the site's event handlers in milliseconds; default 10,000 (assumed: Wix documents no limit).
   * The first call includes the time to load the file, unless `warm()` was called before. When a handler exceeds
   * the limit, its event gets the outcome `timed-out`, `onError` receives the handler's name, and delivery
   * continues without it. An endless synchronous loop blocks the process.
   */
  readonly eventTimeLimitMs?: number;
  /** Called with each error of the site's code and the place where it was thrown. Default: errors are ignored. */
  readonly onError?: (error: unknown, where: string) => void;
}

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:PORT` after `listen()`; undefined before. */
  readonly url: string | undefined;
  /** Sends a request in-process, without the port. `path` can be a URL; its host is kept. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Opens the port and returns the URL. */
  listen(): Promise<string>;
  /**
   * Opens a proxy for programs in other languages whose Wix host is hard-coded.
   *
   * @param options the port on 127.0.0.1 (0, the default, picks a free one), and the folder of the certificate and its key
   *   (default `.emulator/proxy`), which are created on the first use
   * @returns the proxy's address for `HTTPS_PROXY`, and the file of the certificate to trust
   */
  listenProxy(options?: {
    readonly port?: number;
    readonly folder?: string;
  }): Promise<Pick<Proxy, 'url' | 'certificate'>>;
  /** Loads the site's web methods, event handlers and HTTP functions ahead of the first call. Errors go to `onError`. */
  warm(): Promise<void>;
  /** Lists what the site's code uses and the emulator lacks, and its dynamic pages, without running the code. */
  report(): SiteCheck;
  /** The collections of the seed that the data file lacked and that were created when it was opened. */
  readonly addedCollections: readonly string[];
  /**
   * Resolves when every event is delivered, its handlers have finished or timed out, no webhook is due, and no request
   * is pending.
   */
  settled(): Promise<void>;
  /** Deletes all data, applies the seed again and revokes all tokens. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** The folder of the proxy's certificate. */
const DEFAULT_PROXY_FOLDER = join('.emulator', 'proxy');

/** The blog post to like if the seed has no posts. */
const DEFAULT_POST = { id: '0f5d1c7e-3b7a-4c52-9f5e-8a2d6b1c4e90', title: 'Hello' };

/**
 * Starts the emulator in this process and runs the site on it.
 *
 * @example
 * const emulator = await createEmulator({ site: '.' });
 * const { token } = await (await emulator.fetch('/_emulator/sessions', { method: 'POST', body: '{"as":"visitor"}' })).json();
 * await emulator.close();
 *
 * @throws {DatabaseError} if the database file is used by another emulator, damaged, foreign or not writable
 * @throws Error if the site or the seed cannot be read, or an origin is not spelled as browsers send it
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { allowOrigin: allowedOrigins = [] } = options;
  for (const origin of allowedOrigins) {
    const problem = findOriginProblem(origin);
    if (problem !== undefined) throw new Error(`allowOrigin: ${problem}`);
  }
  let url: string | undefined;
  let usedPort = 0;
  const wix = createWix({
    data: options.data ?? ':memory:',
    ...(options.assumptions ? { assumptions: options.assumptions } : {}),
    origin: () => url ?? 'http://127.0.0.1',
    onCollectionMade: options.onCollectionMade,
    delivery: {
      timeLimitMs: options.eventTimeLimitMs,
      onTimeout: (event, error) => options.onError?.(error, getHandlerName(event)),
      onFailure: (error) => options.onError?.(error, 'event delivery'),
    },
  });
  const uninstall = installContexts();
  let site: SiteServer | undefined;
  const elevated = { live: '', preview: '' };
  let server: Server | undefined;
  let proxy: Proxy | undefined;

  // Does not use wix.runAs(), because runAs() delivers events. Events that a killed process left must wait until the
  // site has subscribed.
  async function issueElevatedTokens(): Promise<void> {
    const { database, clock } = wix;
    const app = { kind: 'app', id: VELO_APP_ID } as const;
    // The tokens stay valid however far a test advances the clock.
    const issue = (identity: Identity) =>
      issueToken({ database, now: () => clock.now() }, identity, HUNDRED_YEARS_SECONDS).token;
    const issued = await database.transaction(() => ({
      live: issue(app),
      preview: issue({ ...app, preview: true }),
    }));
    Object.assign(elevated, issued);
  }

  try {
    const { site: siteFolder = false } = options;
    site = siteFolder === false ? undefined : await openSite(options, siteFolder);
    const seed = readSeed(options.seed ?? defaultSeed(site));
    const writeSeed = async (): Promise<void> => {
      await applySeed(wix, seed);
      await issueElevatedTokens();
    };
    const isUsed = isSeeded(wix);
    await (isUsed ? issueElevatedTokens() : writeSeed());
    const addedCollections = isUsed ? await addMissingCollections(wix, seed) : [];
    const endCalls = async (): Promise<void> => {
      app.jobs?.stop();
      await app.jobs?.settled();
      await wix.events.settled();
      await wix.idle();
      // Ends calls that handlers left running, because their tokens are about to be revoked.
      stopRunningCalls(wix.handleRequest);
    };
    const reset = async (): Promise<void> => {
      await endCalls();
      await wix.reset();
      await writeSeed();
      await app.jobs?.restart();
    };
    const restore = async (snapshot: Snapshot): Promise<void> => {
      checkSnapshot(wix.database, snapshot);
      await endCalls();
      await wix.restore(snapshot);
      await issueElevatedTokens();
      await app.jobs?.restart();
    };
    const app = createApp({
      wix,
      site,
      seed: countEntries(seed),
      control: { reset, restore, blogPost: seed.posts?.[0] ?? DEFAULT_POST },
      elevatedToken: (caller) => (isPreview(caller) ? elevated.preview : elevated.live),
      port: () => usedPort,
      allowedOrigins,
      allowsNetwork: options.allowNetwork ?? false,
      onError: options.onError ?? (() => undefined),
    });
    // Delivers events that a killed process left behind.
    wix.events.deliver();
    wix.webhooks.deliver();
    await app.jobs?.restart();
    return {
      get url() {
        return url;
      },
      fetch: (path, init) => app.fetch(new Request(new URL(path, url ?? 'http://127.0.0.1'), init)),
      async listen() {
        server = createServer((request, response) => app.serve(request, response));
        // Without a listener, Node would end the connection without a response.
        server.on('connect', (_request, socket) => {
          socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
        });
        url = await listenOn(server, options.port ?? 0, '--port');
        usedPort = Number(new URL(url).port);
        return url;
      },
      async listenProxy({ port = 0, folder = DEFAULT_PROXY_FOLDER } = {}) {
        // Loaded when it is needed, because few programs use it.
        const [{ openCertificates }, { startProxy }] = await Promise.all([
          import('./proxy/certificates.ts'),
          import('./proxy/proxy.ts'),
        ]);
        const certificates = await openCertificates(resolve(folder));
        const serve = (...exchange: [IncomingMessage, ServerResponse]) =>
          serveNodeRequest(wix, ...exchange);
        proxy = await startProxy({ port, certificates, serve });
        return proxy;
      },
      addedCollections,
      report: () => {
        const collections = listCollectionFields(wix);
        const rules = { isWebOptional: options.optionalWeb, collections };
        return site ? checkFolder(site.folder(), rules) : { problems: [], dynamicPages: [] };
      },
      warm: () => warm(site, wix.handleRequest, options.onError),
      async settled() {
        await app.jobs?.settled();
        await wix.events.settled();
        await wix.webhooks.settled();
        await wix.idle();
      },
      reset,
      async close() {
        app.close();
        await app.jobs?.settled();
        await stop(server);
        await proxy?.close();
        await wix.events
          .settled()
          .catch((error: unknown) => options.onError?.(error, 'event delivery'));
        stopAllCalls(wix.handleRequest);
        await wix.idle();
        await site?.close();
        uninstall();
        wix.close();
      },
    };
  } catch (error) {
    await site?.close();
    uninstall();
    wix.close();
    throw error;
  }
}
