// Emulates Wix Realtime's subscriptions, over server-sent events instead of WebSockets; tests inspect and
// disconnect them. Not emulated: the replay of missed messages. Routes: `/_emulator/realtime`.
import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import * as v from 'valibot';
import { isPreview, type Identity } from '../wix/core/context.ts';
import { toPreviewChannel, checkChannel, toChannel } from '../wix/realtime/channel-name.ts';
import type { Channel, ChannelMessage } from '../wix/realtime/channels.ts';
import type { Wix } from '../wix/server.ts';
import { STREAM_ID_PATTERN, type LiveEvents, type PageConnection } from './live-events.ts';
import { input } from './routes.ts';

/** Dependencies of the Realtime routes. */
export interface RealtimeDependencies {
  readonly wix: Wix;
  readonly liveEvents: LiveEvents;
  /** Runs the site's permission check for a subscriber. */
  checkChannelPermission(channel: Channel, identity: Identity): Promise<boolean>;
}

const Text = v.pipe(v.string(), v.maxLength(1000));

/** Input of `POST /_emulator/realtime/subscriptions`. */
const SubscriptionInput = v.strictObject({
  channel: v.strictObject({
    name: v.pipe(Text, v.minLength(1)),
    resourceId: v.optional(v.nullable(Text)),
  }),
  /** The ID of the page's connection, as in `/_emulator/live?stream=ID`. */
  stream: v.pipe(v.string(), v.regex(STREAM_ID_PATTERN)),
});

const ConnectedInput = v.strictObject({ connected: v.boolean() });

/** Adds the routes of Realtime to the control routes. */
export function addRealtimeRoutes(
  routes: Hono,
  { wix, liveEvents, checkChannelPermission }: RealtimeDependencies,
): void {
  const subscriptions = new Map<string, () => void>();

  /** Subscribes a page until it unsubscribes or its connection closes. Returns the subscription's ID. */
  function subscribe(identity: Identity, channel: Channel, page: PageConnection): string {
    const id = randomUUID();
    const unsubscribe = wix.channels.subscribe(
      isPreview(identity) ? toPreviewChannel(channel) : channel,
      {
        id: identity.id,
        receive: (message) =>
          page.send({ event: 'realtime', data: toPageMessage(id, channel, message) }),
      },
    );
    const end = (): void => {
      unsubscribe();
      subscriptions.delete(id);
    };
    subscriptions.set(id, end);
    page.onClose(end);
    return id;
  }

  routes.post('/realtime/subscriptions', async (c) => {
    const caller = wix.authenticate(c.req.header('authorization'));
    if (!caller) {
      return c.json({ error: 'the token is unknown or expired' }, 401);
    }
    const { channel: requested, stream } = await input(c.req, SubscriptionInput);
    const channel = toChannel(requested.name, requested.resourceId);
    checkChannel(channel);
    if (!(await checkChannelPermission(channel, caller.identity))) {
      return c.json({ error: 'the site does not allow the subscriber to read this channel' }, 403);
    }
    // Looked up after the permission check, because the page may have disconnected in the meantime.
    const page = liveEvents.findPage(stream);
    if (!page) {
      return c.json({ error: 'stream: no open connection has this ID' }, 409);
    }
    return c.json({ subscriptionId: subscribe(caller.identity, channel, page) });
  });

  // The random ID authorizes the request, so that a page can unsubscribe after a logout.
  routes.delete('/realtime/subscriptions/:id', (c) => {
    const end = subscriptions.get(c.req.param('id'));
    if (!end) {
      return c.json({ error: 'subscription not found' }, 404);
    }
    end();
    return c.json({ ok: true });
  });

  routes.get('/realtime', (c) =>
    c.json({
      connected: liveEvents.arePagesConnected(),
      subscriptions: subscriptions.size,
      messages: wix.channels.list(),
    }),
  );
  routes.put('/realtime', async (c) => {
    const { connected } = await input(c.req, ConnectedInput);
    liveEvents.setPagesConnected(connected);
    return c.json({ connected });
  });
}

/** A message as a page receives it. In the preview, its channel has the name that the page subscribed to. */
function toPageMessage(
  subscriptionId: string,
  channel: Channel,
  { payload, publisher }: ChannelMessage,
): object {
  return { subscriptionId, channel, payload, ...(publisher ? { publisher } : {}) };
}
