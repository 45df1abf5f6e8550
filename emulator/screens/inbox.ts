// Emulates Wix Inbox in the dashboard, at `/_emulator/inbox`: conversations, messages and replies, with a delivery
// log. Not emulated: everything else.
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { toFailure } from '../http/failure.ts';
import { InputError } from '../http/input-error.ts';
import { parseJsonObject } from '../http/json-input.ts';
import type { EventRecord } from '../wix/core/events.ts';
import type { InboxViewModel, Refusal } from '../wix/inbox/inbox-view-model.ts';
import type { PublishedMessage } from '../wix/realtime/channels.ts';
import type { WebhookDelivery } from '../wix/webhooks/delivery-store.ts';
import { createAssets } from './assets.ts';
import { CONVERSATIONS_LIMIT, CONVERSATIONS_PAGE } from './inbox/conversation-list.ts';
import { DELIVERIES_LISTED } from './inbox/delivery-log.ts';
import { renderInboxPage, renderInboxPanes, type InboxPage } from './inbox/page.ts';
import { strictHeaders } from './strict-headers.ts';

/** Dependencies of the inbox screen. */
export interface InboxScreenDependencies {
  /** Reads and changes the inbox as the business does. */
  readonly inbox: InboxViewModel;
  /** The log of events and webhooks (newest first) and of Realtime messages (oldest first). */
  readonly delivery: {
    events(limit: number): readonly EventRecord[];
    realtime(): readonly PublishedMessage[];
    webhooks(limit: number): readonly WebhookDelivery[];
  };
  /** Notifies every open screen and page of a change. */
  readonly liveEvents: {
    push(change: { readonly event: 'change'; readonly data: Record<string, never> }): void;
  };
}

const ASSETS = createAssets(import.meta.url, [
  'inbox.css',
  'both-sides.css',
  'compose.browser.ts',
  'inbox.browser.ts',
  'button-click.browser.ts',
  'reconcile.browser.ts',
  'reply.browser.ts',
  'scrolling.browser.ts',
  'search.browser.ts',
]);

/** A positive integer in the query string. */
const Count = v.optional(
  v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number), v.safeInteger(), v.minValue(1)),
);
const Query = v.object({
  before: Count,
  from: Count,
  list: Count,
  chosen: v.optional(v.string()),
  /** A search; only its first 320 characters count, the length of the longest email address. */
  q: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.slice(0, 320)),
    ),
  ),
});
const Reply = v.strictObject({
  content: v.looseObject({}),
  visibility: v.optional(v.picklist(['BUSINESS_AND_PARTICIPANT', 'BUSINESS'])),
});
const ButtonClick = v.strictObject({
  messageId: v.pipe(v.string(), v.regex(/^\d{1,16}$/)),
  interactionId: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
});

/** A path segment in the format of a conversation ID. */
const ID = ':id{[0-9a-fA-F-]{36}}';

/**
 * Creates the inbox screen, to be mounted at `/`. Under `/_emulator/inbox` it serves:
 *
 * - `GET /`: the list and the newest conversation.
 * - `GET /:id?before=`: a conversation, with the page of messages older than the sequence `before`. The ID of a
 *   merged conversation redirects to the conversation that it was merged into.
 * - `GET /?q=` and `GET /:id?q=`: the list has only conversations with people who match the search.
 * - `GET /fragment?chosen=&from=&q=`: both panes as HTML, with all messages from the sequence `from` on. `GET`
 *   changes nothing.
 * - `POST /:id/read`: marks the conversation as read.
 * - `POST /:id/replies {content, visibility?}`: sends a message of any of Inbox's four types as a Wix user.
 *   Returns 201, or Wix's error as `{ error: { code, message, violations? } }`.
 * - `POST /:id/presses {messageId, interactionId}`: clicks a template's button as the participant. Returns 201 and
 *   what came of it: `{ ok, outcome, replied, error? }`, with the outcome of the event.
 * - `GET /assets/:name`: the style sheets and browser scripts.
 */
export function createInboxScreen({ inbox, liveEvents, delivery }: InboxScreenDependencies): Hono {
  const screen = new Hono().basePath('/_emulator/inbox');
  screen.use(strictHeaders());

  async function readPage(context: Context, requestedId?: string): Promise<InboxPage> {
    const { before, from, list, q } = parseInput(Query, context.req.query());
    const limit = Math.min(list ?? CONVERSATIONS_PAGE, CONVERSATIONS_LIMIT);
    const view = await inbox.read({ chosen: requestedId, limit, search: q, before, from });
    const oldest = view.chosen?.messages[0]?.sequence;
    // Read after `view`, so that no message of `view` is missing.
    const participantView =
      view.chosen && (await inbox.readAsParticipant(view.chosen.id, { before, from: oldest }));
    return {
      view,
      participantMessages: new Map(
        (participantView?.messages ?? []).map((message) => [message.sequence, message]),
      ),
      deliveries: {
        events: delivery.events(DELIVERIES_LISTED),
        realtime: delivery.realtime().slice(-DELIVERIES_LISTED).toReversed(),
        webhooks: delivery.webhooks(DELIVERIES_LISTED),
      },
      ...(requestedId === undefined ? {} : { requestedId }),
    };
  }
  const notifyScreens = () => liveEvents.push({ event: 'change', data: {} });

  screen.get('/', async (c) => c.html(renderInboxPage(await readPage(c))));
  screen.get('/assets/:name', async (c) => {
    const asset = await ASSETS(c.req.param('name'));
    return asset ? c.body(asset.content, 200, { 'Content-Type': asset.type }) : notFound(c);
  });
  screen.get('/fragment', async (c) => {
    return c.html(renderInboxPanes(await readPage(c, c.req.query('chosen') || undefined)));
  });
  screen.get(`/${ID}`, async (c) => {
    const requestedId = c.req.param('id');
    const page = await readPage(c, requestedId);
    const { chosen } = page.view;
    if (chosen && chosen.id !== requestedId) {
      return c.redirect(`/_emulator/inbox/${chosen.id}`);
    }
    return c.html(renderInboxPage(page), chosen ? 200 : 404);
  });

  screen.post(`/${ID}/read`, async (c) => {
    const id = c.req.param('id');
    const marked = await inbox.markRead(id);
    if (typeof marked === 'object') return c.json({ error: withoutStatus(marked) }, marked.status);
    if (marked) notifyScreens();
    return c.json({ ok: true });
  });
  screen.post(`/${ID}/replies`, async (c) => {
    const { content, visibility = 'BUSINESS_AND_PARTICIPANT' } = parseInput(
      Reply,
      parseJsonObject(await c.req.text()),
    );
    const id = c.req.param('id');
    const refusal = await inbox.send(id, { content, visibility });
    if (refusal) return c.json({ error: withoutStatus(refusal) }, refusal.status);
    notifyScreens();
    return c.json({ ok: true }, 201);
  });
  screen.post(`/${ID}/presses`, async (c) => {
    const button = parseInput(ButtonClick, parseJsonObject(await c.req.text()));
    const result = await inbox.clickButton(c.req.param('id'), button);
    return 'status' in result
      ? c.json({ error: withoutStatus(result) }, result.status)
      : c.json({ ok: true, ...result }, 201);
  });

  const routes = screen.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/\{.*?\}\}?/g, '')}`);
  function notFound(c: Context): Response {
    const message = `${c.req.method} ${c.req.path} is not a route of the inbox screen. Its routes: ${routes.join(', ')}.`;
    return c.json({ error: { code: 'NOT_FOUND', message } }, 404);
  }
  screen.all('*', notFound);
  screen.onError((error, c) => {
    const { status, code, message } = toFailure(error);
    return c.json({ error: { code, message } }, status);
  });
  return screen;
}

/** @throws {InputError} that names the invalid field */
function parseInput<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new InputError(`${v.getDotPath(issue) ?? 'the request'}: ${issue.message}`);
  }
  return parsed.output;
}

function withoutStatus({ code, message, violations }: Refusal): Omit<Refusal, 'status'> {
  return { code, message, ...(violations ? { violations } : {}) };
}
