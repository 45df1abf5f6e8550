// Serves `/_emulator/inspector`: requests with the evidence for their answers, deliveries, faults, clock, assumptions and
// reset. Wix has no such screen.
import { Hono } from 'hono';
import type { ReadInspector } from '../wix/inspector-view-model.ts';
import { createAssets } from './assets.ts';
import { renderInspectorPage, renderInspectorPanes } from './inspector/page.ts';
import { strictHeaders } from './strict-headers.ts';

/** Dependencies of the inspector. */
export interface InspectorDependencies {
  readonly read: ReadInspector;
  /** What the seed has: each key and the number of its entries. */
  readonly seed: Readonly<Record<string, number>>;
}

/** The number of requests, of events and of deliveries that the screen lists. */
const LISTED = 50;

const ASSETS = createAssets(import.meta.url, [
  'inspector.css',
  'inspector.browser.ts',
  'inspector-actions.browser.ts',
  'reconcile.browser.ts',
]);

/**
 * Creates the inspector, to be mounted at `/`. Under `/_emulator/inspector` it serves:
 *
 * - `GET /`: the page.
 * - `GET /fragment`: its contents as HTML, for updates.
 * - `GET /assets/:name`: the style sheet and browser scripts.
 *
 * The page changes the emulator by the control routes only.
 */
export function createInspector({ read, seed }: InspectorDependencies): Hono {
  const screen = new Hono().basePath('/_emulator/inspector');
  screen.use(strictHeaders());
  screen.get('/', (c) => c.html(renderInspectorPage(read(LISTED), seed)));
  screen.get('/fragment', (c) => c.html(renderInspectorPanes(read(LISTED), seed)));
  screen.get('/assets/:name', async (c) => {
    const asset = await ASSETS(c.req.param('name'));
    return asset
      ? c.body(asset.content, 200, { 'Content-Type': asset.type })
      : c.json({ error: 'not found' }, 404);
  });
  return screen;
}
