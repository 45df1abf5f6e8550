// `/_emulator/inbox`: Wix Inbox as the business sees it in the dashboard. Leaves out everything but conversations, messages, replies and what was delivered.
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import type { EventRecord } from '../wix/core/events.ts';
import type { InboxViewModel, Refusal } from '../wix/inbox/inbox-view-model.ts';
import type { PublishedMessage } from '../wix/realtime/channels.ts';
import { createAssets } from './assets.ts';
import { CONVERSATIONS_LIMIT, CONVERSATIONS_PAGE } from './inbox/conversation-list.ts';
import { DELIVERIES_LISTED } from './inbox/delivery-strip.ts';
import { inboxPage, inboxPanes, type InboxPage } from './inbox/page.ts';
import { strictHeaders } from './strict-headers.ts';

/** What the screen needs of the rest of the emulator. */
export interface InboxScreenParts {
  /** Wix Inbox's dashboard. */
  readonly inbox: InboxViewModel;
  /** What became of events (the newest first) and of Realtime's messages (the oldest first). */
  readonly delivery: {
    events(limit: number): readonly EventRecord[];
    pings(): readonly PublishedMessage[];
  };
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
  'both-sides.css',
  'compose.browser.ts',
  'inbox.browser.ts',
  'press.browser.ts',
  'reconcile.browser.ts',
  'reply.browser.ts',
  'scrolling.browser.ts',
]);

/** A number in a query, as the screen's own links write it. */
const Count = v.optional(
  v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number), v.integer(), v.minValue(1)),
);
const Query = v.object({ before: Count, from: Count, list: Count, chosen: v.optional(v.string()) });
const Reply = v.strictObject({
  content: v.looseObject({}),
  visibility: v.optional(v.picklist(['BUSINESS_AND_PARTICIPANT', 'BUSINESS'])),
});
const Press = v.strictObject({
  messageId: v.pipe(v.string(), v.regex(/^\d{1,16}$/)),
  interactionId: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
});

/** A path segment that may be a conversation's id; which ones exist, the store knows. */
const ID = ':id{[0-9a-fA-F-]{36}}';

/**
 * Makes the inbox screen, to be mounted at `/`. Under `/_emulator/inbox` it serves:
 *
 * - `GET /`: the list and the newest conversation. `GET /:id?before=`: that conversation, or a page of its older messages;
 *   the id of a merged conversation leads to the one it was merged into.
 * - `GET /fragment?chosen=&from=`: both panes as HTML, with all messages from a sequence on. `GET` changes nothing.
 * - `POST /:id/read`: nothing is unread any more. `POST /:id/replies {content, visibility?}` -> 201, or Wix's refusal as
 *   `{ error: { code, message, violations? } }`; the business answers as a Wix user, with any of Inbox's four types.
 * - `POST /:id/presses {messageId, interactionId}`: the participant presses a button.
 * - `GET /assets/:name`: the style sheet and the browser's scripts.
 */
export function createInboxScreen({ inbox, live, delivery }: InboxScreenParts): Hono {
  const screen = new Hono().basePath('/_emulator/inbox');
  screen.use(strictHeaders());

  async function read(context: Context, asked?: string): Promise<InboxPage> {
    const { before, from, list } = v.parse(Query, context.req.query());
    const limit = Math.min(list ?? CONVERSATIONS_PAGE, CONVERSATIONS_LIMIT);
    const view = await inbox.read({ chosen: asked, limit, before, from });
    const oldest = view.chosen?.messages[0]?.sequence;
    // After the business's: what the participant sees of exactly those messages is among them by then.
    const seen =
      view.chosen && (await inbox.readAsParticipant(view.chosen.id, { before, from: oldest }));
    return {
      view,
      seen: new Map((seen?.messages ?? []).map((message) => [message.sequence, message])),
      deliveries: {
        events: delivery.events(DELIVERIES_LISTED),
        pings: delivery.pings().slice(-DELIVERIES_LISTED).toReversed(),
      },
      ...(asked === undefined ? {} : { asked }),
    };
  }
  const changed = (conversationId: string) => {
    live.push({ event: 'change', data: { screen: 'inbox', conversationId } });
  };

  screen.get('/', async (c) => c.html(inboxPage(await read(c))));
  screen.get('/assets/:name', async (c) => {
    const asset = await ASSETS(c.req.param('name'));
    return asset ? c.body(asset.content, 200, { 'Content-Type': asset.type }) : c.notFound();
  });
  screen.get('/fragment', async (c) => {
    return c.html(inboxPanes(await read(c, c.req.query('chosen') || undefined)));
  });
  screen.get(`/${ID}`, async (c) => {
    const asked = c.req.param('id');
    const page = await read(c, asked);
    const { chosen } = page.view;
    if (chosen && chosen.id !== asked) {
      return c.redirect(`/_emulator/inbox/${chosen.id}`);
    }
    return c.html(inboxPage(page), chosen ? 200 : 404);
  });

  screen.post(`/${ID}/read`, async (c) => {
    const id = c.req.param('id');
    const marked = await inbox.markRead(id);
    if (typeof marked === 'object') return c.json({ error: told(marked) }, marked.status);
    if (marked) changed(id);
    return c.json({ ok: true });
  });
  screen.post(`/${ID}/replies`, async (c) => {
    const { content, visibility = 'BUSINESS_AND_PARTICIPANT' } = v.parse(Reply, await c.req.json());
    const id = c.req.param('id');
    const refusal = await inbox.send(id, { content, visibility });
    if (refusal) return c.json({ error: told(refusal) }, refusal.status);
    changed(id);
    return c.json({ ok: true }, 201);
  });
  screen.post(`/${ID}/presses`, async (c) => {
    const button = v.parse(Press, await c.req.json());
    const refusal = await inbox.clickButton(c.req.param('id'), button);
    return refusal ? c.json({ error: told(refusal) }, refusal.status) : c.json({ ok: true }, 201);
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

function told({ code, message, violations }: Refusal): Omit<Refusal, 'status'> {
  return { code, message, ...(violations ? { violations } : {}) };
}
