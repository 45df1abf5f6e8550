// Two containers of one site: two instances of its backend, with their own memory, over one emulated Wix.
import { settings } from 'backend/inbox-settings';
import { readInboxSettings } from 'backend/inbox/read-settings';
import { resolve } from 'node:path';
import { VELO_MODULES } from '../../emulator/check-site.ts';
import * as v from 'valibot';
import { createEventDelivery } from '../../emulator/backend/deliver-events.ts';
import { installContexts } from '../../emulator/backend/install-contexts.ts';
import { stopAllCalls } from '../../emulator/backend/request-context.ts';
import { createWebMethodDispatcher } from '../../emulator/backend/web-method-dispatcher.ts';
import { applySeed, readSeed } from '../../emulator/control/seed.ts';
import { openSession, type SessionInput } from '../../emulator/control/sessions.ts';
import { WEB_METHODS_MODULE } from '../../emulator/pages/page.ts';
import { createSiteServer, type SiteServer } from '../../emulator/site/vite-server.ts';
import { VELO_APP_ID } from '../../emulator/wix/core/context.ts';
import { issueToken } from '../../emulator/wix/oauth/tokens.ts';
import { createWix, type Wix } from '../../emulator/wix/server.ts';
import type { SubmitRefusal } from '../../public/inbox-send-policy.ts';
import type { InboxSettings } from '../../backend/inbox/settings.ts';

/** The result of a web method. */
export type Result = { readonly ok: true; readonly [name: string]: unknown } | SubmitRefusal;

/** The containers of a site, and the Wix that they call. */
export interface Containers {
  readonly wix: Wix;
  /** The limits of the site's own settings. */
  readonly limits: InboxSettings['limits'];
  /** Opens a session and returns its token. */
  openSession(input: SessionInput): Promise<{ readonly token: string; readonly id: string }>;
  /**
   * Calls a web method in the next container, through the dispatcher that the emulator's HTTP route calls.
   *
   * @throws {Error} if the status is not 200 or the method threw.
   */
  call(token: string, method: string, args: readonly unknown[]): Promise<Result>;
  /** Number of calls to Wix so far. */
  wixCalls(): number;
  /** Returns and clears the errors that web methods threw. */
  takeThrown(): readonly string[];
  close(): Promise<void>;
}

const CENTURY_SECONDS = 3_000_000_000;
const CONTAINERS = 2;

const ResultSchema = v.variant('ok', [
  v.looseObject({ ok: v.literal(true) }),
  v.strictObject({
    ok: v.literal(false),
    error: v.strictObject({
      code: v.string(),
      message: v.string(),
      fields: v.exactOptional(v.record(v.string(), v.string())),
      retryAfter: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
      requestId: v.exactOptional(v.string()),
      session: v.exactOptional(v.string()),
    }),
  }),
]);

/** Starts the containers of the site in the current folder, with its seed and an empty send log. */
export async function startContainers(count = CONTAINERS): Promise<Containers> {
  // Handlers may take longer than on Wix: a busy machine must not change the figures.
  const wix = createWix({ data: ':memory:', delivery: { timeLimitMs: 60_000 } });
  const uninstall = installContexts();
  const thrown: string[] = [];
  let calls = 0;
  let turn = 0;
  const next = <Item>(items: readonly Item[]): Item => {
    const item = items[(turn += 1) % items.length];
    if (item === undefined) throw new Error('There is no container');
    return item;
  };
  const handleRequest: Wix['handleRequest'] = (request) => {
    calls += 1;
    return wix.handleRequest(request);
  };
  await applySeed(wix, readSeed('editor/seed.json'));
  const { token: elevated } = await wix.database.transaction(() =>
    issueToken(
      { database: wix.database, now: () => wix.clock.now() },
      { kind: 'app', id: VELO_APP_ID },
      CENTURY_SECONDS,
    ),
  );
  const sites: SiteServer[] = [];
  for (let index = 0; index < count; index += 1) {
    const site = await createSiteServer({
      site: '.',
      watch: false,
      cacheDir: resolve('.emulator/abuse'),
      proxyModule: WEB_METHODS_MODULE,
      imports: { veloModules: VELO_MODULES },
    });
    sites.push(site);
  }
  const dispatchers = sites.map((site) =>
    createWebMethodDispatcher({
      webMethodFiles: () => site.folder().webMethodFiles,
      loadWebMethods: (file) => site.loadWebMethods(file),
      elevatedToken: () => elevated,
      handleRequest,
      onError: (error, where) => thrown.push(`${where}: ${String(error)}`),
    }),
  );
  const deliveries = sites.map((site) =>
    createEventDelivery({
      eventsFile: () => site.folder().events,
      load: (file) => site.load(file),
      elevatedToken: () => elevated,
      handleRequest,
    }),
  );
  wix.events.subscribe((event) => next(deliveries)(event));
  return {
    wix,
    limits: readInboxSettings(settings).limits,
    takeThrown: () => thrown.splice(0),
    wixCalls: () => calls,
    openSession: (input) => openSession(wix, { expiresIn: CENTURY_SECONDS, ...input }),
    async call(token, method, args) {
      const caller = wix.authenticate(token);
      if (!caller) throw new Error('The token is unknown');
      const { status, json } = await next(dispatchers)({
        httpMethod: 'POST',
        file: 'backend/inbox.web.js',
        method,
        body: JSON.stringify(args),
        ...caller,
      });
      if (status !== 200 || json.exception) {
        throw new Error(`${method} returned ${String(status)}: ${JSON.stringify(json)}`);
      }
      return v.parse(ResultSchema, json.result);
    },
    async close() {
      await wix.events.settled();
      stopAllCalls(handleRequest);
      await wix.idle();
      for (const site of sites) await site.close();
      uninstall();
      wix.close();
    },
  };
}
