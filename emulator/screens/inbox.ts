// `/_emulator/inbox`: Wix Inbox as the business sees it in the dashboard. Leaves out everything but conversations, messages and replies with text.
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import type { InboxDashboard, InboxView, Refusal } from '../wix/inbox/dashboard.ts';
import { createAssets } from './assets.ts';
import { CONVERSATIONS_LIMIT, CONVERSATIONS_PAGE } from './inbox/conversation-list.ts';
import { inboxPage, inboxPanes } from './inbox/page.ts';
import { strictHeaders } from './strict-headers.ts';

/** What the screen needs of the rest of the emulator. */
export interface InboxScreenParts {
  /** Wix Inbox's dashboard. */
  readonly inbox: InboxDashboard;
  /** Tells every open screen and page that something changed. */
  readonly live: {
    push(change: {
      readonly event: 'change';
      readonly data: { readonly screen: 'inbox'; readonly conversationId?: string };
    }): void;
  };
}

const ASSETS = createAssets(import.meta.url, [
  'inbox.css',
  'inbox.browser.ts',
  'reconcile.browser.ts',
  'reply.browser.ts',
  'scrolling.browser.ts',
]);

/** A number in a query, as the screen's own links write it. */
const Count = v.optional(
  v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number), v.integer(), v.minValue(1)),
);
const Query = v.object({ before: Count, from: Count, list: Count, chosen: v.optional(v.string()) });
const Reply = v.strictObject({ text: v.string() });

/** A path segment that may be a conversation's id; which ones exist, the store knows. */
const ID = ':id{[0-9a-fA-F-]{36}}';

/**
 * Makes the inbox screen, to be mounted at `/`. Under `/_emulator/inbox` it serves:
 *
 * - `GET /`: the list and the newest conversation. `GET /:id?before=`: that conversation, or a page of its older messages;
 *   the id of a merged conversation leads to the one it was merged into.
 * - `GET /fragment?chosen=&from=`: both panes as HTML, with all messages from a sequence on. `GET` changes nothing.
 * - `POST /:id/read`: nothing is unread any more. `POST /:id/replies {text}` -> 201, or Wix's refusal as
 *   `{ error: { code, message } }`; the business answers as a Wix user.
 * - `GET /assets/:name`: the style sheet and the browser's scripts.
 */
export function createInboxScreen({ inbox, live }: InboxScreenParts): Hono {
  const screen = new Hono().basePath('/_emulator/inbox');
  screen.use(strictHeaders());

  function read(context: Context, chosen?: string): Promise<InboxView> {
    const { before, from, list } = v.parse(Query, context.req.query());
    const limit = Math.min(list ?? CONVERSATIONS_PAGE, CONVERSATIONS_LIMIT);
    return inbox.read({ chosen, limit, before, from });
  }
  const changed = (conversationId: string) => {
    live.push({ event: 'change', data: { screen: 'inbox', conversationId } });
  };

  screen.get('/', async (c) => c.html(inboxPage({ view: await read(c) })));
  screen.get('/assets/:name', async (c) => {
    const asset = await ASSETS(c.req.param('name'));
    return asset ? c.body(asset.content, 200, { 'Content-Type': asset.type }) : c.notFound();
  });
  screen.get('/fragment', async (c) => {
    const asked = c.req.query('chosen') || undefined;
    const view = await read(c, asked);
    return c.html(inboxPanes({ view, ...(asked === undefined ? {} : { asked }) }));
  });
  screen.get(`/${ID}`, async (c) => {
    const asked = c.req.param('id');
    const view = await read(c, asked);
    if (view.chosen && view.chosen.id !== asked) {
      return c.redirect(`/_emulator/inbox/${view.chosen.id}`);
    }
    return c.html(inboxPage({ view, asked }), view.chosen ? 200 : 404);
  });

  screen.post(`/${ID}/read`, async (c) => {
    const id = c.req.param('id');
    const marked = await inbox.markRead(id);
    if (typeof marked === 'object') return c.json({ error: told(marked) }, marked.status);
    if (marked) changed(id);
    return c.json({ ok: true });
  });
  screen.post(`/${ID}/replies`, async (c) => {
    const { text } = v.parse(Reply, await c.req.json());
    const id = c.req.param('id');
    if (text.trim() === '') {
      return c.json({ error: { code: 'EMPTY', message: 'A reply needs some text.' } }, 400);
    }
    const refusal = await inbox.reply(id, text);
    if (refusal) return c.json({ error: told(refusal) }, refusal.status);
    changed(id);
    return c.json({ ok: true }, 201);
  });

  screen.all('*', (c) =>
    c.text(`${c.req.method} ${c.req.path} is not a part of the inbox screen`, 404),
  );
  screen.onError((error, c) => {
    if (error instanceof v.ValiError || error instanceof SyntaxError) {
      return c.json({ error: { code: 'BAD_REQUEST', message: error.message } }, 400);
    }
    console.error(error);
    return c.json({ error: { code: 'EMULATOR_DEFECT', message: error.message } }, 500);
  });
  return screen;
}

function told({ code, message }: Refusal): { readonly code: string; readonly message: string } {
  return { code, message };
}
