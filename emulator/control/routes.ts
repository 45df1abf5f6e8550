// Serves `/_emulator`: the routes with which tests, scripts and the session bar control the emulator.
import { Hono } from 'hono';
import { toFailure } from '../http/failure.ts';
import { WixApiError, WixValidationError, notEmulated } from '../wix/core/wix-error.ts';
import { APP_ROUTES } from './apps.ts';
import type { ControlDependencies } from './dependencies.ts';
import { EVENT_ROUTES } from './event-routes.ts';
import { MEDIA_ROUTES } from './media.ts';
import { PAGE_ROUTES } from './page-routes.ts';
import { REALTIME_ROUTES } from './realtime-subscriptions.ts';
import type { ControlRoute } from './route.ts';
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
  ...WEBHOOK_ROUTES,
  ...REALTIME_ROUTES,
  ...PAGE_ROUTES,
  ...MEDIA_ROUTES,
];

/**
 * Creates the router of the control routes. Invalid input is rejected with `{ error }` and status 400, and what Wix's
 * APIs refuse with Wix's error.
 */
export function createControlRoutes(dependencies: ControlDependencies): Hono {
  const router = new Hono();
  for (const { method, path, handle } of CONTROL_ROUTES) {
    router.on(method, path, (c) => handle(dependencies, c));
  }
  // Added last: the first route that matches handles a request.
  router.all('*', (c) => {
    throw notEmulated(`${c.req.method} ${c.req.path}`, 'GET /_emulator/ lists the control routes.');
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
