// Routes each HTTP request to the part of the emulator that serves it. The only file that imports every part.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { setNetwork } from './backend/outside-fetch.ts';
import { createPermissionCheck } from './backend/realtime-permissions.ts';
import { decodeDates } from './backend/item-dates.ts';
import { runInContext, runOutsideContext } from './backend/request-context.ts';
import type { Jobs } from './backend/jobs.ts';
import { createBrowserSessions } from './control/browser-sessions.ts';
import { createLiveEvents } from './control/live-events.ts';
import type { ControlDependencies } from './control/dependencies.ts';
import { createRealtimeSubscriptions } from './control/realtime-subscriptions.ts';
import { describeControlRoutes } from './control/describe-routes.ts';
import { createLogInPage } from './control/log-in.ts';
import { CONTROL_ROUTES, createControlRoutes } from './control/routes.ts';
import { createUploadRoute } from './control/uploads.ts';
import { ConnectionLostError, toFetchError } from './http/connection-lost.ts';
import { toFailure } from './http/failure.ts';
import { checkNoRepeatedNames, checkQuery, decodeBody } from './http/query-input.ts';
import { createPageErrorReport } from './pages/page-errors.ts';
import { createPages, WEB_METHODS_MODULE } from './pages/page.ts';
import { createServerRun } from './pages/server-run.ts';
import { toSiteMember } from './pages/site-member.ts';
import { createDataScreen } from './screens/data.ts';
import { createInboxScreen } from './screens/inbox.ts';
import { createIndexScreen } from './screens/index-screen.ts';
import { createInspector } from './screens/inspector.ts';
import { createDynamicPageRouter } from './dynamic-page-router.ts';
import { createHttpFunctionRoutes } from './http-function-route.ts';
import { describeRoutes } from './no-site.ts';
import { createRequestHandler } from './request-handler.ts';
import { createSiteBackend } from './site-backend.ts';
import { subscribeToChanges } from './subscriptions.ts';
import { callWebMethod } from './web-method-route.ts';
import type { SiteServer } from './site/vite-server.ts';
import type { Identity } from './wix/core/context.ts';
import { createDataViewModel } from './wix/data/data-view-model.ts';
import { createInboxViewModel } from './wix/inbox/inbox-view-model.ts';
import { createInspectorViewModel } from './wix/inspector-view-model.ts';
import { getParticipantDisplayData } from './wix/inbox/participants.ts';
import type { Wix } from './wix/server.ts';
import { toWixRequest } from './wix/request-adapters.ts';

/** Dependencies of `createApp`. */
export interface AppDependencies {
  readonly wix: Wix;
  /** The site to run; undefined to emulate Wix without a site. */
  readonly site: SiteServer | undefined;
  readonly control: Pick<ControlDependencies, 'reset' | 'restore' | 'blogPost'>;
  /**
   * Returns the token for elevated calls of the site's backend. Pass the caller of a web method; omit it for an event
   * handler.
   */
  elevatedToken(caller?: Identity): string;
  /** What the seed has: each key and the number of its entries. The inspector shows it. */
  readonly seed?: Readonly<Record<string, number>>;
  /** Returns the port in use; 0 before `listen()`. */
  port(): number;
  /** Origins of pages that may call Wix's REST APIs. */
  readonly allowedOrigins: readonly string[];
  /** Whether the site's code may send requests out of this machine; false by default. */
  readonly allowsNetwork?: boolean;
  /** Called with each error of the site's code and the place where it was thrown. */
  onError(error: unknown, where: string): void;
}

/** Serves HTTP requests from a socket (`serve`) and from this process (`fetch`). */
export interface App {
  /**
   * Handles a request of this process. Does not serve browser modules; `serve` does. Rejects like `fetch` if an injected fault
   * lost the connection.
   */
  fetch(request: Request): Promise<Response>;
  /** Handles a request from a socket, after the guard has checked its origin. */
  serve(request: IncomingMessage, response: ServerResponse): void;
  /** The jobs of the site, which do not run before they are started. */
  readonly jobs: Jobs | undefined;
  close(): void;
}

/**
 * The path prefix of web methods, as on Wix.
 * @see thunderbolt, the program that runs Wix pages: its package feature-elementory-support-wix-code-sdk
 */
const WEB_METHODS = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/';

/** Creates the web server. */
export function createApp(dependencies: AppDependencies): App {
  const { wix, site, port, allowedOrigins } = dependencies;
  const liveEvents = createLiveEvents();
  const sessions = createBrowserSessions({ wix, port });
  const backend = site && createSiteBackend({ ...dependencies, site });
  const jobs = backend?.jobs;
  const disconnect = subscribeToChanges(dependencies, liveEvents, jobs);
  setNetwork(wix.handleRequest, {
    isAllowed: dependencies.allowsNetwork ?? false,
    record: ({ url, ...request }) =>
      wix.requests.add({
        ...request,
        operation: `fetch ${new URL(url).host}`,
        path: url,
        body: null,
        unread: [],
      }),
  });
  const hono = new Hono();
  // Comes first, because a file is not text.
  hono.route('/_emulator', createUploadRoute({ wix }));
  if (backend) hono.route('/', createHttpFunctionRoutes(backend.callHttpFunction));
  // Reads the body before any handler does. A client that disconnects mid-body is not an error of a handler.
  hono.use(async (c, next) => {
    let bytes: ArrayBuffer;
    try {
      bytes = await c.req.arrayBuffer();
    } catch {
      return c.body(null, 400);
    }
    decodeBody(bytes);
    // Pages read their own query; the emulator's routes read it with these rules.
    if (c.req.path.startsWith('/_')) {
      const { search } = new URL(c.req.url);
      checkQuery(search);
      checkNoRepeatedNames(search);
    }
    return next();
  });
  hono.onError((error, c) => {
    if (error instanceof ConnectionLostError) throw error;
    const { status, message } = toFailure(error);
    return c.json({ error: message }, status);
  });

  const checkChannelPermission = createPermissionCheck({
    permissionsFile: () => site?.folder().realtimePermissions,
    load: (file) => site?.load(file) ?? Promise.resolve({}),
    elevatedToken: dependencies.elevatedToken,
    handleRequest: wix.handleRequest,
    assumptions: wix.assumptions,
    onError: dependencies.onError,
  });
  const { onError } = dependencies;
  const control = createControlRoutes({
    wix,
    blogPost: dependencies.control.blogPost,
    sessions,
    liveEvents,
    realtime: createRealtimeSubscriptions({ wix, liveEvents, checkChannelPermission }),
    jobs,
    fetchOutside: (request) => runOutsideContext(wix.handleRequest, () => fetch(request)),
    reset: dependencies.control.reset,
    restore: dependencies.control.restore,
    reportPageError:
      site && createPageErrorReport({ locate: (stack) => site.locate(stack, 'browser'), onError }),
  });
  hono.route('/', createLogInPage(wix));
  hono.route(
    '/',
    createInboxScreen({
      inbox: createInboxViewModel(wix),
      liveEvents,
      delivery: {
        events: wix.events.list,
        realtime: wix.channels.list,
        webhooks: wix.webhooks.list,
      },
    }),
  );
  hono.route(
    '/',
    createInspector({ read: createInspectorViewModel(wix), seed: dependencies.seed ?? {} }),
  );
  hono.route('/', createDataScreen(createDataViewModel(wix)));
  hono.route('/', createIndexScreen(describeControlRoutes(CONTROL_ROUTES)));
  hono.route('/_emulator', control);

  if (site && backend) {
    const { dispatch, callRouter } = backend;
    hono.all(`${WEB_METHODS}*`, (c) => callWebMethod(c, wix, dispatch));
    const serverRun = createServerRun({
      fetchModule: site.fetchPageModule,
      proxyModule: WEB_METHODS_MODULE,
      async callWebMethod(token, call) {
        const caller = wix.authenticate(token);
        return caller
          ? dispatch({ httpMethod: 'POST', ...call, ...caller })
          : { status: 401, json: {} };
      },
      async readMember(token) {
        const { body } = await wix.handleRequest({
          method: 'GET',
          host: 'www.wixapis.com',
          path: '/members/v1/members/my?fieldsets=FULL',
          headers: { authorization: token },
          body: '',
        });
        const answer: unknown = JSON.parse(body);
        const isFound = typeof answer === 'object' && answer !== null && 'member' in answer;
        return isFound ? toSiteMember(answer.member) : undefined;
      },
      runAs: (token, pageHost, work) =>
        runInContext(
          {
            token,
            elevatedToken: '',
            hidesToken: true,
            handleRequest: wix.handleRequest,
            pageHost,
          },
          work,
        ),
      locate: (stack) => site.locate(stack, 'page-on-server'),
      onError: dependencies.onError,
    });
    const dynamicPages = createDynamicPageRouter({ wix, site, decode: decodeDates });
    const pages = createPages({
      site,
      serverRun,
      dynamicPages,
      async route(url, session, { headers, isDynamic }) {
        const caller = wix.authenticate(session.token);
        const bindData = isDynamic && caller ? dynamicPages.open(url, caller) : undefined;
        return caller && callRouter({ url, headers, session: caller }, bindData);
      },
      allowsNetwork: dependencies.allowsNetwork ?? false,
      getDisplayName: ({ kind, id }) =>
        kind === 'visitor' || kind === 'member'
          ? (getParticipantDisplayData(wix, { kind, id })?.name ?? id)
          : 'Site owner',
    });
    hono.get('*', async (c, next) => {
      if (!c.req.header('accept')?.includes('text/html') && wix.isApiPath(c.req.path)) {
        return next();
      }
      const readSession = async () => {
        const session = await sessions.getOrCreate(c);
        return session && { ...session, siteMembers: wix.assumptions.siteMembers };
      };
      const page = await pages.respond(new URL(c.req.url), readSession, c.req.header());
      const bytes = await page.arrayBuffer();
      // Built with the Hono context, so that the response includes the cookie set for a new visitor.
      return c.newResponse(bytes.byteLength === 0 ? null : bytes, page);
    });
  }
  if (!site) {
    hono.get('/', (c) => c.json(describeRoutes()));
  }
  hono.all('*', async (c) => {
    const { status, headers, body } = await wix.handleRequest(
      toWixRequest(c.req.raw, await c.req.text()),
    );
    return new Response(body, { status, headers });
  });

  const listener = getRequestListener(hono.fetch, { overrideGlobalObjects: false });
  const middlewares = site?.middlewares;

  const serve = createRequestHandler({ wix, port, allowedOrigins, listener, middlewares });

  return {
    async fetch(request) {
      try {
        return await hono.fetch(request);
      } catch (error) {
        throw toFetchError(error);
      }
    },
    serve,
    jobs,
    close() {
      jobs?.stop();
      disconnect();
      liveEvents.close();
    },
  };
}
