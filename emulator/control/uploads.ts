// Serves the upload URLs that Generate File Upload Url returns. Not a control route: it answers as Wix does.
import { Hono } from 'hono';
import { toErrorResponse } from '../wix/core/http.ts';
import { receiveUpload } from '../wix/media/uploads.ts';
import type { Wix } from '../wix/server.ts';

/**
 * Creates the route of upload URLs: `PUT /uploads/:token?filename=` with the file as its body. Responds with `{ file }`, or
 * with Wix's error. POST works as well (assumed).
 */
export function createUploadRoute({ wix }: { readonly wix: Wix }): Hono {
  const routes = new Hono();
  routes.on(['PUT', 'POST'], '/uploads/:token', async (c) => {
    const bytes = Buffer.from(await c.req.arrayBuffer());
    try {
      const file = await wix.runAs(undefined, (context) =>
        receiveUpload(context, c.req.param('token'), { fileName: c.req.query('filename'), bytes }),
      );
      return c.json({ file });
    } catch (error) {
      const { status, headers, body } = toErrorResponse(error).response;
      return new Response(body, { status, headers });
    }
  });
  return routes;
}
