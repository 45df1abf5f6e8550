// Serves `/_emulator/data`: the collections of Wix Data and their items, to look at and to edit, as Wix's CMS does.
import { Hono } from 'hono';
import type { ReadData } from '../wix/data/data-view-model.ts';
import { createAssets } from './assets.ts';
import { renderDataPage } from './data/page.ts';
import { strictHeaders } from './strict-headers.ts';

const ASSETS = createAssets(import.meta.url, ['data.css', 'data.browser.ts']);

/**
 * Creates the data screen, to be mounted at `/`. Under `/_emulator/data` it serves:
 *
 * - `GET /?collection=NAME&offset=N`: the page; without a collection, the list of collections.
 * - `GET /assets/:name`: the style sheet and the browser script.
 *
 * The page writes items by Wix's REST API, as a Wix user: the site's data hooks run, as in the CMS.
 */
export function createDataScreen(read: ReadData): Hono {
  const screen = new Hono().basePath('/_emulator/data');
  screen.use(strictHeaders());
  screen.get('/', async (c) => {
    const { collection, offset = '' } = c.req.query();
    const view = await read({
      collection,
      offset: /^\d{1,9}$/u.test(offset) ? Number(offset) : 0,
    });
    const isMissing = collection !== undefined && view.open === undefined;
    return c.html(renderDataPage(view, isMissing ? collection : undefined), isMissing ? 404 : 200);
  });
  screen.get('/assets/:name', async (c) => {
    const asset = await ASSETS(c.req.param('name'));
    return asset
      ? c.body(asset.content, 200, { 'Content-Type': asset.type })
      : c.json({ error: 'not found' }, 404);
  });
  return screen;
}
