// Serves `/_emulator`: the routes with which tests, scripts and the session bar control the emulator.
import { Hono } from 'hono';
import { toFailure } from '../http/failure.ts';
import { WixApiError, WixValidationError, notEmulated } from '../wix/core/wix-error.ts';
import { findNearestCall } from '../wix/nearest-operation.ts';
import { APP_ROUTES } from './apps.ts';
import type { ControlDependencies } from './dependencies.ts';
import { createDescriptionRoutes } from './description-routes.ts';
import { EVENT_ROUTES } from './event-routes.ts';
import { FETCH_ROUTES } from './fetch-route.ts';
import { JOB_ROUTES } from './job-routes.ts';
import { MEDIA_ROUTES } from './media.ts';
import { PAGE_ROUTES } from './page-routes.ts';
import { REALTIME_ROUTES } from './realtime-subscriptions.ts';
import type { ControlRoute, Topic } from './route.ts';
import { SESSION_ROUTES } from './session-routes.ts';
import { SETTING_ROUTES } from './setting-routes.ts';
import { STATE_ROUTES } from './state-routes.ts';
import { WEBHOOK_ROUTES } from './webhooks.ts';

/** Every control route. The first one that matches handles a request. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
  ...STATE_ROUTES,
  ...SESSION_ROUTES,
  ...APP_ROUTES,
  ...EVENT_ROUTES,
  ...SETTING_ROUTES,
  ...JOB_ROUTES,
  ...WEBHOOK_ROUTES,
  ...REALTIME_ROUTES,
  ...PAGE_ROUTES,
  ...FETCH_ROUTES,
  ...MEDIA_ROUTES,
  ...createDescriptionRoutes(() => CONTROL_ROUTES),
];

/** The topics whose changes the screens show. */
const SHOWN_ON_SCREENS: readonly Topic[] = ['State', 'Settings', 'Clock and faults'];

/** The control routes, to find the one that was probably meant. */
const CALLS = CONTROL_ROUTES.map(({ method, path }) => ({
  httpMethod: method,
  paths: [path],
}));

/** Returns the control route that was probably meant: with another method if no path is similar with that of the request. */
function findNearestRoute(method: string, path: string): string | undefined {
  const below = path.slice('/_emulator'.length);
  return [method, 'GET', 'POST', 'PUT', 'DELETE']
    .map((it) => findNearestCall(CALLS, it, below))
    .find((call) => call !== undefined)
    ?.replace(' /', ' /_emulator/');
}

/**
 * Creates the router of the control routes. Invalid input is rejected with `{ error }` and status 400, and what Wix's
 * APIs refuse with Wix's error.
 */
export function createControlRoutes(dependencies: ControlDependencies): Hono {
  const router = new Hono();
  for (const { method, path, topic, handle } of CONTROL_ROUTES) {
    router.on(method, path, async (c) => {
      const response = await handle(dependencies, c);
      // Other changes are noticed by the logs.
      if (method !== 'GET' && SHOWN_ON_SCREENS.includes(topic)) {
        dependencies.liveEvents.push({ event: 'change', data: {} });
      }
      return response;
    });
  }
  const index = CONTROL_ROUTES.find(({ path }) => path === '/');
  // Added last: the first route that matches handles a request.
  router.all('*', (c) => {
    // Hono serves the route '/' of a mounted router at `/_emulator` only.
    if (index && c.req.method === 'GET' && c.req.path === '/_emulator/') {
      return index.handle(dependencies, c);
    }
    const nearest = findNearestRoute(c.req.method, c.req.path);
    const hint = nearest === undefined ? '' : `The nearest control route is ${nearest}. `;
    throw notEmulated(
      `${c.req.method} ${c.req.path}`,
      `${hint}GET /_emulator/ lists the control routes.`,
    );
  });
  router.onError((error, c) => {
    if (error instanceof WixApiError || error instanceof WixValidationError) {
      return Response.json(error.body, { status: error.status });
    }
    const { status, message } = toFailure(error);
    return c.json({ error: message }, status);
  });
  return router;
}
