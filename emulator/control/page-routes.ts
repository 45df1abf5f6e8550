// Declares the control routes that pages and screens use.
import * as v from 'valibot';
import { notEmulated } from '../wix/core/wix-error.ts';
import { defineBodyRoute, defineRoute, type ControlRoute } from './route.ts';

const PageErrorInput = v.strictObject({ page: v.string(), message: v.string(), stack: v.string() });

const topic = 'Realtime and pages';

/** The control routes that pages and screens use. */
export const PAGE_ROUTES: readonly ControlRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/live',
    topic,
    description:
      'Sends events to pages and screens: `change` at most once a second, `reload`, and the Realtime messages of a page.',
    returns: 'Server-sent events',
    query: { stream: 'Names the connection of a page: 16 to 64 letters, digits, `-` or `_`.' },
    statuses: { 503: 'Connections of pages are disabled.' },
    handle: ({ liveEvents }, c) => liveEvents.serve(c),
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/page-errors',
    topic,
    description: 'Prints an error of a page in a browser. Used by pages.',
    returns: "`{ place? }`: the file and line of the source, if the site's code threw it",
    statuses: { 501: 'The emulator runs without a site.' },
    schema: PageErrorInput,
    example: { page: 'contact', message: 'TypeError: no order', stack: 'TypeError: no order' },
    handle({ reportPageError }, error, c) {
      if (!reportPageError) throw notEmulated('POST /_emulator/page-errors without a site');
      const place = reportPageError(error);
      return c.json(place === undefined ? {} : { place });
    },
  }),
];
