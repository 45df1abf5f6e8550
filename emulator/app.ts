// The emulator's one address: which room answers which path. The only file that knows every room.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { createEventDelivery } from './backend/deliver-events.ts';
import { createPermissionCheck } from './backend/realtime-permissions.ts';
import { runInContext } from './backend/request-context.ts';
import {
  createWebMethodDispatcher,
  type DispatchWebMethod,
} from './backend/web-method-dispatcher.ts';
import { createBrowserSessions } from './control/browser-sessions.ts';
import { createLive, type Live } from './control/live.ts';
import { mountRealtime } from './control/realtime.ts';
import { createControlRoutes, type ControlParts } from './control/routes.ts';
import { refusal, toGuarded } from './guard.ts';
import { createPages, WEB_METHODS_MODULE } from './pages/page.ts';
import { createServerRun } from './pages/server-run.ts';
import { createInboxScreen } from './screens/inbox.ts';
import type { SiteServer } from './site/vite-server.ts';
import type { Identity } from './wix/core/context.ts';
import type { WixEvent } from './wix/core/events.ts';
import { createInboxViewModel } from './wix/inbox/inbox-view-model.ts';
import { getParticipantDisplayData } from './wix/inbox/participants.ts';
import type { Wix } from './wix/server.ts';
import { serveNodeRequest, toWixRequest } from './wix/request-adapters.ts';

/** What the app joins. */
export interface AppParts {
  readonly wix: Wix;
  /** The site that is run; undefined for Wix alone. */
  readonly site: SiteServer | undefined;
  readonly control: Pick<ControlParts, 'reset' | 'post'>;
  /** The token of the app under which the site's backend runs for a caller; without one, for an event. */
  elevatedToken(caller?: Identity): string;
  /** The port in use; 0 while nobody listens. */
  port(): number;
  /** Told what the site's code threw. */
  failed(error: unknown, where: string): void;
}

/** The emulator as a web server, with and without sockets. */
export interface App {
  /** Answers a request of this process. Modules for browsers need a socket. */
  fetch(request: Request): Promise<Response>;
  /** Answers a request from a socket, guarded against other websites and machines. */
  serve(request: IncomingMessage, response: ServerResponse): void;
  close(): void;
}

/** Where pages call web methods. @see wire format in thunderbolt, feature-elementory-support-wix-code-sdk */
const WEB_METHODS = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/';

/** Joins the rooms. */
export function createApp(parts: AppParts): App {
  const { wix, site } = parts;
  const live = createLive();
  const sessions = createBrowserSessions({ wix, port: parts.port });
  const disconnect = connect(parts, live);
  const hono = new Hono();
  // Read once, for whoever answers: that a caller leaves in the middle of a body is nobody's error.
  hono.use(async (c, next) => {
    try {
      await c.req.text();
    } catch {
      return c.body(null, 400);
    }
    return next();
  });

  const mayListen = createPermissionCheck({
    permissionsFile: () => site?.folder().realtimePermissions,
    load: (file) => site?.load(file) ?? Promise.resolve({}),
    elevatedToken: parts.elevatedToken,
    handleRequest: wix.handleRequest,
    onError: parts.failed,
  });
  const control = createControlRoutes({
    wix,
    post: parts.control.post,
    browsers: sessions,
    async reset() {
      await parts.control.reset();
      live.push({ event: 'change', data: { screen: 'inbox' } });
    },
    extend(routes) {
      mountRealtime(routes, { wix, live, mayListen });
    },
  });
  hono.get('/_emulator/live', (c) => live.serve(c));
  hono.route(
    '/',
    createInboxScreen({
      inbox: createInboxViewModel(wix),
      live,
      delivery: { events: wix.events.list, pings: wix.channels.list },
    }),
  );
  hono.route('/_emulator', control);

  if (site) {
    const dispatch = createWebMethodDispatcher({
      webMethodFiles: () => site.folder().webMethodFiles,
      loadWebMethods: (file) => site.loadWebMethods(file),
      elevatedToken: parts.elevatedToken,
      hidesToken: () => wix.assumptions.tokenInfo === 'fails',
      handleRequest: wix.handleRequest,
      onError: parts.failed,
    });
    hono.all(`${WEB_METHODS}*`, (c) => callWebMethod(c, wix, dispatch));
    const serverRun = createServerRun({
      fetchModule: site.fetchPageModule,
      proxyModule: WEB_METHODS_MODULE,
      async callWebMethod(token, call) {
        const state = wix.readToken(token);
        return state?.active
          ? dispatch({ httpMethod: 'POST', ...call, identity: state.identity, token })
          : { status: 401, json: {} };
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
      onError: parts.failed,
    });
    const pages = createPages({
      site,
      serverRun,
      getDisplayName: ({ kind, id }) =>
        kind === 'visitor' || kind === 'member'
          ? (getParticipantDisplayData(wix, { kind, id })?.name ?? id)
          : 'Site owner',
    });
    hono.get('*', async (c, next) => {
      if (!c.req.header('accept')?.includes('text/html') && wix.isApiPath(c.req.path)) {
        return next();
      }
      const answer = await pages.respond(new URL(c.req.url), () => sessions.of(c));
      // Through the context, so that a cookie set for a new visitor goes along.
      return c.body(
        await answer.arrayBuffer(),
        answer.status === 404 ? 404 : 200,
        Object.fromEntries(answer.headers),
      );
    });
  }
  hono.all('*', async (c) => {
    const { status, headers, body } = await wix.handleRequest(
      toWixRequest(c.req.raw, await c.req.text()),
    );
    return new Response(body, { status, headers });
  });

  const listener = getRequestListener(hono.fetch, { overrideGlobalObjects: false });
  const middlewares = site?.middlewares;

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const path = pathOf(request.url ?? '/');
    const refused = refusal(toGuarded(request, path), parts.port());
    if (refused) {
      response.writeHead(refused.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: refused.says }));
    } else if (wix.hasOperation(request.method ?? 'GET', path)) {
      void serveNodeRequest(wix, request, response);
    } else if (!middlewares || path.startsWith('/_emulator') || path.startsWith('/_api/')) {
      void listener(request, response);
    } else {
      middlewares(request, response, () => void listener(request, response));
    }
  }

  return {
    fetch: async (request) => hono.fetch(request),
    serve,
    close() {
      disconnect();
      live.close();
    },
  };
}

/** Lets the inbox screen hear of messages and of what was delivered, the site of Wix's events, and pages of changed code. */
function connect({ wix, site, elevatedToken, failed }: AppParts, live: Live): () => void {
  const delivered = () => live.push({ event: 'change', data: { screen: 'inbox' } });
  const stops = [
    wix.events.watch(delivered),
    wix.channels.watch(delivered),
    wix.events.subscribe((event) => {
      live.push({ event: 'change', data: { screen: 'inbox', ...conversationOf(event) } });
      return Promise.resolve('no-handler');
    }),
  ];
  if (site) {
    const delivery = createEventDelivery({
      eventsFile: () => site.folder().events,
      load: (file) => site.load(file),
      elevatedToken,
      handleRequest: wix.handleRequest,
      eventMetadata: () => wix.assumptions.eventMetadata,
      onError: failed,
    });
    stops.push(
      wix.events.subscribe(delivery),
      site.onChange(({ reload }) => {
        if (reload) {
          live.push({ event: 'reload', data: {} });
        }
      }),
    );
  }
  return () => stops.forEach((stop) => stop());
}

/** The conversation that an event of Inbox is about; other events may change any (a name, an address). */
function conversationOf({ fqdn, entityId, body }: WixEvent): { readonly conversationId?: string } {
  if (!fqdn.startsWith('wix.crm.inbox.')) {
    return {};
  }
  const data: unknown = body.kind === 'action' ? body.data : undefined;
  const id: unknown =
    typeof data === 'object' && data !== null && 'conversationId' in data
      ? data.conversationId
      : undefined;
  return { conversationId: typeof id === 'string' ? id : entityId };
}

async function callWebMethod(c: Context, wix: Wix, dispatch: DispatchWebMethod): Promise<Response> {
  const [, file, method] = /_webMethods\/(.+)\/([^/]+)\.ajax$/.exec(decoded(c.req.path)) ?? [];
  const token = c.req.header('authorization') ?? '';
  const state = wix.readToken(token);
  if (!state?.active || file === undefined || method === undefined) {
    const says =
      file === undefined ? 'There is no such web method' : 'The token is not known or expired';
    const status = file === undefined ? 404 : 401;
    return c.json(
      {
        result: {
          message: says,
          name: 'Error',
          stack: '',
          code: 'UNAUTHENTICATED',
          _elementoryError: true,
        },
        exception: true,
      },
      status,
    );
  }
  const body = await c.req.text();
  const { status, json } = await dispatch({
    httpMethod: c.req.method,
    file,
    method,
    body,
    identity: state.identity,
    token,
  });
  return Response.json(json, { status });
}

/** A path with its escapes resolved; as it is where they are none. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
