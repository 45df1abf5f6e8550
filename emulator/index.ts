// The emulator for programs: a Wix, and a site's code running on it, in this process. Leaves out the command line.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from './app.ts';
import { stopAllCalls, stopRunningCalls, installContexts } from './backend/request-context.ts';
import { getHandlerName } from './backend/velo-event.ts';
import { isSeeded, applySeed, readSeed } from './control/seed.ts';
import { A_HUNDRED_YEARS_SECONDS } from './control/sessions.ts';
import { PAGE_RUNTIME_FOLDER, PAGE_RUNTIME_MODULES, WEB_METHODS_MODULE } from './pages/page.ts';
import { createSiteServer, type SiteServer } from './site/vite-server.ts';
import { VELO_APP_ID, type Identity } from './wix/core/context.ts';
import { issueToken } from './wix/oauth/tokens.ts';
import type { AssumptionsInput } from './wix/core/assumptions.ts';
import { createWix } from './wix/server.ts';

/** How an emulator is started. */
export interface EmulatorOptions {
  /** The site folder; without it there is only Wix: REST, control and the inbox screen. */
  readonly site?: string;
  /** Layouts of the pages and the default seed; default `<site>/editor`. */
  readonly editor?: string;
  /** The database file, or `:memory:` (default) to keep nothing. */
  readonly data?: string;
  /** The seed file; default `<editor>/seed.json` if it exists. */
  readonly seed?: string;
  /** The port of `listen()`; 0 (default) picks a free one. Always on 127.0.0.1. */
  readonly port?: number;
  readonly assumptions?: AssumptionsInput;
  /** Follow changes of the site's files; default false. */
  readonly watch?: boolean;
  /** Where prepared modules are kept; default a folder of the site's own in `.emulator/modules`. */
  readonly cacheDir?: string;
  /**
   * How long an event handler of the site may take, in milliseconds; default 10,000, the emulator's own choice (assumed):
   * Wix documents none. The first one's time includes loading its file, which `warm()` does before. After that the event
   * is `timed-out`, `failed` is told the handler's name, and nothing waits for it. A loop without an end stops everything.
   */
  readonly eventTimeLimitMs?: number;
  /** Told what the site's code threw; default silent. */
  readonly failed?: (error: unknown, where: string) => void;
}

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:PORT` once it listens. */
  readonly url: string | undefined;
  /** Makes a request without a socket; a path or an address of any host. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Opens the port and answers the address. */
  listen(): Promise<string>;
  /** Loads the site's web methods and event handlers, so that the first call finds them; what fails goes to `failed`. */
  warm(): Promise<void>;
  /** Files of the site that do nothing here, though Wix would run them; relative to its root. */
  readonly notEmulated: readonly string[];
  /** Answers when every event is delivered, its handlers are done or given up, and what was sent without waiting for it is answered. */
  settled(): Promise<void>;
  /** Back to the seed. Tokens handed out before are gone. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** What a site's `wix-realtime-backend` is: it is loaded with the site's own code. */
const REALTIME_MODULE = fileURLToPath(
  new URL('backend/velo/wix-realtime-backend.ts', import.meta.url),
);

/** The post of a seed that has none. */
const DEFAULT_POST = { id: '0f5d1c7e-3b7a-4c52-9f5e-8a2d6b1c4e90', title: 'Hello' };

/**
 * Starts a Wix, and the site's code on it, in this process.
 *
 * @example
 * const emulator = await createEmulator({ site: '.' });
 * const { token } = await (await emulator.fetch('/_emulator/sessions', { method: 'POST', body: '{"as":"visitor"}' })).json();
 * await emulator.close();
 * @throws Error if the site, seed or database cannot be read
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const wix = createWix({
    data: options.data ?? ':memory:',
    ...(options.assumptions ? { assumptions: options.assumptions } : {}),
    delivery: {
      timeLimitMs: options.eventTimeLimitMs,
      onTimeout: (event, error) => options.failed?.(error, getHandlerName(event)),
    },
  });
  const uninstall = installContexts();
  let site: SiteServer | undefined;
  const elevated = { live: '', preview: '' };
  let server: Server | undefined;
  let url: string | undefined;

  // Not by act(), which delivers events: those that a killed process left wait until the site listens.
  async function issueElevatedTokens(): Promise<void> {
    const { database, clock } = wix;
    const app = { kind: 'app', id: VELO_APP_ID } as const;
    // They outlive every moved clock.
    const issue = (identity: Identity) =>
      issueToken({ database, now: () => clock.now() }, identity, A_HUNDRED_YEARS_SECONDS).token;
    const issued = await database.transaction(() => ({
      live: issue(app),
      preview: issue({ ...app, preview: true }),
    }));
    Object.assign(elevated, issued);
  }

  try {
    site = options.site === undefined ? undefined : await openSite(options, options.site);
    const seed = readSeed(options.seed ?? defaultSeed(site));
    const plant = async (): Promise<void> => {
      await applySeed(wix, seed);
      await issueElevatedTokens();
    };
    await (isSeeded(wix) ? issueElevatedTokens() : plant());
    const reset = async (): Promise<void> => {
      await wix.events.settled();
      await wix.idle();
      // What handlers have left for later: their tokens are about to go.
      stopRunningCalls(wix.handleRequest);
      await wix.reset();
      await plant();
    };
    const app = createApp({
      wix,
      site,
      control: { reset, post: seed.posts?.[0] ?? DEFAULT_POST },
      elevatedToken: (caller) => (caller?.kind === 'user' ? elevated.preview : elevated.live),
      port: () => (url === undefined ? 0 : Number(new URL(url).port)),
      failed: options.failed ?? (() => undefined),
    });
    // What a killed process left undelivered.
    wix.events.deliver();
    return {
      get url() {
        return url;
      },
      fetch: (path, init) => app.fetch(new Request(new URL(path, url ?? 'http://127.0.0.1'), init)),
      async listen() {
        server = createServer((request, response) => app.serve(request, response));
        url = await listenOn(server, options.port ?? 0);
        return url;
      },
      notEmulated: site?.folder().notEmulated ?? [],
      warm: () => warm(site, options.failed),
      async settled() {
        await wix.events.settled();
        await wix.idle();
      },
      reset,
      async close() {
        app.close();
        await stop(server);
        await wix.events.settled();
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

function defaultSeed(site: SiteServer | undefined): string | undefined {
  const editor = site?.folder().editor;
  const file = editor === undefined ? undefined : join(editor, 'seed.json');
  return file !== undefined && existsSync(file) ? file : undefined;
}

/** Prepared modules of different sites must not meet: a folder for each, named by where the site lies. */
function modulesOf(site: string): string {
  const name = createHash('sha256').update(resolve(site)).digest('hex').slice(0, 12);
  return fileURLToPath(new URL(`../.emulator/modules/${name}`, import.meta.url));
}

function openSite(options: EmulatorOptions, site: string): Promise<SiteServer> {
  return createSiteServer({
    site,
    editor: options.editor,
    watch: options.watch ?? false,
    cacheDir: resolve(options.cacheDir ?? modulesOf(site)),
    proxyModule: WEB_METHODS_MODULE,
    veloModules: { 'wix-realtime-backend': REALTIME_MODULE },
    servedFolders: [PAGE_RUNTIME_FOLDER],
    bundledModules: PAGE_RUNTIME_MODULES,
    log: (line) => options.failed?.(line, 'modules'),
  });
}

async function warm(
  site: SiteServer | undefined,
  failed: EmulatorOptions['failed'],
): Promise<void> {
  const { webMethodFiles, events } = site?.folder() ?? {};
  const bundled = site?.bundle().catch((error: unknown) => failed?.(error, 'modules'));
  for (const file of [
    ...(webMethodFiles?.values() ?? []),
    ...(events === undefined ? [] : [events]),
  ]) {
    try {
      await site?.load(file);
    } catch (error) {
      failed?.(error, file);
    }
  }
  await bundled;
}

function listenOn(server: Server, port: number): Promise<string> {
  return new Promise((opened, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      opened(
        `http://127.0.0.1:${String(typeof address === 'object' && address ? address.port : port)}`,
      );
    });
  });
}

function stop(server: Server | undefined): Promise<void> {
  return new Promise((stopped) => {
    if (!server) {
      stopped();
      return;
    }
    server.closeAllConnections();
    server.close(() => stopped());
  });
}
