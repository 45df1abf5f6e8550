// Serves a site's HTTP functions at `/_functions/` and `/_functions-dev/`.
import { Hono } from 'hono';
import type { CallHttpFunction } from './backend/http-functions.ts';

/** The two paths of HTTP functions: of the published site, and of the code that was saved last. They are the same here. */
const PATHS = ['/_functions/*', '/_functions-dev/*'];

/** The statuses of responses that have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Creates the routes. They read any body, also bytes; the site's functions judge it. */
export function createHttpFunctionRoutes(call: CallHttpFunction): Hono {
  const router = new Hono();
  router.on(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], PATHS, async (c) => {
    const { status, headers, body } = await call({
      method: c.req.method,
      url: c.req.url,
      headers: c.req.header(),
      body: new Uint8Array(await c.req.arrayBuffer()),
    });
    return new Response(BODILESS.has(status) ? null : body, { status, headers });
  });
  return router;
}
