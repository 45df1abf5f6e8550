// Emulates Wix Realtime's subscriptions, over server-sent events instead of WebSockets; tests inspect and
// disconnect them. Not emulated: the replay of missed messages. Routes: `/_emulator/realtime`.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { isPreview, type Identity } from '../wix/core/context.ts';
import { toPreviewChannel, checkChannel, toChannel } from '../wix/realtime/channel-name.ts';
import type { Channel, ChannelMessage } from '../wix/realtime/channels.ts';
import type { Wix } from '../wix/server.ts';
import { STREAM_ID_PATTERN, type LiveEvents, type PageConnection } from './live-events.ts';
import { Text } from './input.ts';
import { defineBodyRoute, defineRoute, type ControlRoute } from './route.ts';

/** Dependencies of {@link createRealtimeSubscriptions}. */
export interface RealtimeDependencies {
  readonly wix: Pick<Wix, 'channels'>;
  readonly liveEvents: Pick<LiveEvents, 'findPage'>;
  /** Runs the site's permission check for a subscriber. */
  checkChannelPermission(channel: Channel, identity: Identity): Promise<boolean>;
}

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

/** The Realtime subscriptions of pages. */
export interface RealtimeSubscriptions {
  /**
   * Subscribes the page with a stream ID until it unsubscribes or its connection closes. Returns the subscription's ID,
   * or why there is none.
   */
  subscribe(
    identity: Identity,
    channel: Channel,
    stream: string,
  ): Promise<{ readonly id: string } | 'not-allowed' | 'not-connected'>;
  /** Ends a subscription. Returns false if there is none with this ID. */
  unsubscribe(id: string): boolean;
  /** Returns the number of subscriptions. */
  count(): number;
}

/** Creates the registry of subscriptions, initially empty. */
export function createRealtimeSubscriptions({
  wix,
  liveEvents,
  checkChannelPermission,
}: RealtimeDependencies): RealtimeSubscriptions {
  const subscriptions = new Map<string, () => void>();

  function add(identity: Identity, channel: Channel, page: PageConnection): string {
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

  return {
    async subscribe(identity, channel, stream) {
      if (!(await checkChannelPermission(channel, identity))) return 'not-allowed';
      // Looked up after the permission check, because the page may have disconnected in the meantime.
      const page = liveEvents.findPage(stream);
      return page ? { id: add(identity, channel, page) } : 'not-connected';
    },
    unsubscribe(id) {
      const end = subscriptions.get(id);
      end?.();
      return end !== undefined;
    },
    count: () => subscriptions.size,
  };
}

const topic = 'Realtime and pages';

/** The control routes of Realtime. */
export const REALTIME_ROUTES: readonly ControlRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/realtime',
    topic,
    description:
      'Returns whether pages can connect, the number of subscriptions and the published messages.',
    returns: '`{ connected, subscriptions, messages }`',
    handle: ({ wix, liveEvents, realtime }, c) =>
      c.json({
        connected: liveEvents.arePagesConnected(),
        subscriptions: realtime.count(),
        messages: wix.channels.list(),
      }),
  }),
  defineBodyRoute({
    method: 'PUT',
    path: '/realtime',
    topic,
    description: '`false` closes the connections of all pages and rejects new ones.',
    returns: '`{ connected }`',
    schema: ConnectedInput,
    example: { connected: true },
    handle({ liveEvents }, { connected }, c) {
      liveEvents.setPagesConnected(connected);
      return c.json({ connected });
    },
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/realtime/subscriptions',
    topic,
    description:
      'Subscribes a page to a channel. `stream` names its connection, as in `GET /live?stream=`. Used by pages.',
    returns: '`{ subscriptionId }`',
    needsToken: true,
    statuses: {
      401: 'The token is unknown or expired.',
      403: 'The site does not allow the subscriber to read the channel.',
      409: 'The page has no open connection.',
    },
    schema: SubscriptionInput,
    example: { channel: { name: 'inbox' }, stream: 'a0b1c2d3e4f5a6b7' },
    async handle({ wix, realtime }, { channel: requested, stream }, c) {
      const caller = wix.authenticate(c.req.header('authorization'));
      if (!caller) return c.json({ error: 'the token is unknown or expired' }, 401);
      const channel = toChannel(requested.name, requested.resourceId);
      checkChannel(channel);
      const subscribed = await realtime.subscribe(caller.identity, channel, stream);
      if (subscribed === 'not-allowed') {
        const error = 'the site does not allow the subscriber to read this channel';
        return c.json({ error }, 403);
      }
      return subscribed === 'not-connected'
        ? c.json({ error: 'stream: no open connection has this ID' }, 409)
        : c.json({ subscriptionId: subscribed.id });
    },
  }),
  // The random ID authorizes the request, so that a page can unsubscribe after a logout.
  defineRoute({
    method: 'DELETE',
    path: '/realtime/subscriptions/:id',
    topic,
    description: 'Ends a subscription. Used by pages.',
    returns: '`{ ok }`',
    statuses: { 404: 'There is no such subscription.' },
    handle: ({ realtime }, c) =>
      realtime.unsubscribe(c.req.param('id') ?? '')
        ? c.json({ ok: true })
        : c.json({ error: 'subscription not found' }, 404),
  }),
];

/** A message as a page receives it. In the preview, its channel has the name that the page subscribed to. */
function toPageMessage(
  subscriptionId: string,
  channel: Channel,
  { payload, publisher }: ChannelMessage,
): object {
  return { subscriptionId, channel, payload, ...(publisher ? { publisher } : {}) };
}
