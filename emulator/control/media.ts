// Serves `/_emulator/media`: the files that were uploaded on pages. Stands in for Wix's media servers
// (`*.wixstatic.com`), which the emulator never calls.
import { html } from 'hono/html';
import * as v from 'valibot';
import { MEDIA_ID_PATTERN, MEDIA_MAX_BYTES, readMedia, writeMedia } from '../wix/media/media.ts';
import { ControlError } from './input.ts';
import { defineBodyRoute, defineRoute, type ControlRoute } from './route.ts';

const MediaInput = v.strictObject({
  base64: v.pipe(
    v.string(),
    v.maxLength(Math.ceil(MEDIA_MAX_BYTES / 3) * 4, 'must not be longer than 25 MB'),
    v.regex(/^[A-Za-z\d+/]*={0,2}$/, 'must be base64'),
  ),
});

/** The types that a browser shows. All others are downloaded: a page of theirs could run scripts. */
const SHOWN_TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  txt: 'text/plain; charset=utf-8',
  webp: 'image/webp',
};

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** The control routes of uploaded files. */
export const MEDIA_ROUTES: readonly ControlRoute[] = [
  defineBodyRoute({
    method: 'PUT',
    path: '/media/:id',
    topic: 'Files',
    description: 'Stores a file of at most 25 MB. Used by the upload button of pages.',
    returns: '`{ ok }`',
    statuses: { 413: 'The file is too large.' },
    schema: MediaInput,
    example: { base64: 'SGVsbG8=' },
    async handle({ wix }, { base64 }, c) {
      const id = c.req.param('id') ?? '';
      if (!MEDIA_ID_PATTERN.test(id)) {
        throw new ControlError('id: must be the id of a file that was uploaded on a page');
      }
      await wix.runAs(undefined, (context) => writeMedia(context, id, base64));
      return c.json({ ok: true });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/media/:id',
    topic: 'Files',
    description:
      'Returns an uploaded file. Links to `*.wixstatic.com` open it on pages and in the inbox.',
    returns: 'The file',
    statuses: { 404: 'The emulator does not have the file: a page that says so.' },
    async handle({ wix }, c) {
      const id = c.req.param('id') ?? '';
      const content = readMedia(wix, id);
      if (content) {
        const type = SHOWN_TYPES[id.split('.').at(-1) ?? ''];
        return c.body(new Uint8Array(content), 200, {
          ...HEADERS,
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Content-Type': type ?? 'application/octet-stream',
          'Content-Disposition': `${type ? 'inline' : 'attachment'}; filename="${id}"`,
        });
      }
      return c.html(await renderNotFound(), 404, HEADERS);
    },
  }),
];

async function renderNotFound(): Promise<string> {
  return String(
    await html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>File not found</title>
          <style>
            body {
              max-width: 34rem;
              margin: 10vh auto;
              padding: 0 1.25rem;
              color: #1e1b2e;
              font:
                16px/1.5 system-ui,
                sans-serif;
            }
          </style>
        </head>
        <body>
          <main>
            <h1>File not found</h1>
            <p>
              The emulator has only the files that were uploaded on its pages or to its upload URLs
              since the last reset. It does not load files from Wix.
            </p>
          </main>
        </body>
      </html>`,
  );
}
