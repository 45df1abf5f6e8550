// Declares the control route by which page code fetches URLs of other sites, and applies CORS as a browser does.
import * as v from 'valibot';
import { defineBodyRoute, type ControlRoute } from './route.ts';

/** The longest URL. */
const MAX_URL_CHARS = 8_000;

const FetchInput = v.strictObject({
  url: v.pipe(
    v.string(),
    v.maxLength(MAX_URL_CHARS),
    v.url('must be an absolute URL'),
    v.regex(/^https?:/, 'must start with https:'),
  ),
  method: v.optional(
    v.picklist(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
    'GET',
  ),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  body: v.optional(v.string()),
});

/** Headers that a browser sets itself. */
const FORBIDDEN_HEADERS =
  /^(?:host|cookie|origin|connection|content-length|transfer-encoding|sec-.*)$/i;

/** The control route for requests of pages to other sites. */
export const FETCH_ROUTES: readonly ControlRoute[] = [
  defineBodyRoute({
    method: 'POST',
    path: '/fetch',
    topic: 'Realtime and pages',
    description:
      'Fetches a URL of another site for [page code](older-modules.md#requests-to-other-sites), if the network is allowed. Used by pages.',
    returns: '`{ status, headers, body }`, with the body as base64',
    statuses: {
      403: 'The other site does not allow requests of this one (CORS).',
      502: 'The network is off, or the host cannot be reached.',
    },
    schema: FetchInput,
    example: { url: 'https://api.example.com/orders', headers: { accept: 'application/json' } },
    async handle({ fetchOutside }, { url, method, headers, body }, c) {
      const { origin } = new URL(c.req.url);
      const given = Object.entries(headers).filter(([name]) => !FORBIDDEN_HEADERS.test(name));
      let response: Response;
      let bytes: ArrayBuffer;
      try {
        response = await fetchOutside(
          new Request(url, {
            method,
            headers: { ...Object.fromEntries(given), origin },
            ...(body === undefined ? {} : { body }),
          }),
        );
        bytes = await response.arrayBuffer();
      } catch (error) {
        return c.json({ error: error instanceof Error ? error.message : String(error) }, 502);
      }
      const allowed = response.headers.get('access-control-allow-origin');
      if (allowed !== '*' && allowed !== origin) {
        const error = `Failed to fetch ${url}: the header Access-Control-Allow-Origin of its response is ${allowed ?? 'missing'}, so that a browser refuses it. Call it from the backend.`;
        return c.json({ error }, 403);
      }
      return c.json({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(bytes).toString('base64'),
      });
    },
  }),
];
