// How a page subscribes to Wix Realtime, and how tests watch and break it. Stands in for Wix's sockets; leaves out their catching up.
import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Identity } from '../wix/core/context.ts';
import { toPreviewChannel, checkChannel, toChannel } from '../wix/realtime/channel-name.ts';
import type { Channel, ChannelMessage } from '../wix/realtime/channels.ts';
import type { Wix } from '../wix/server.ts';
import { STREAM_ID, type Live, type PageStream } from './live.ts';
import { input } from './routes.ts';

/** What the routes need of the rest of the emulator. */
export interface RealtimeParts {
  readonly wix: Wix;
  readonly live: Live;
  /** Asks the site whether somebody may listen. */
  mayListen(channel: Channel, identity: Identity): Promise<boolean>;
}

const Text = v.pipe(v.string(), v.maxLength(1000));

/** Input of `POST /_emulator/realtime/subscriptions`. */
const SubscriptionInput = v.strictObject({
  channel: v.strictObject({
    name: v.pipe(Text, v.minLength(1)),
    resourceId: v.optional(v.nullable(Text)),
  }),
  /** The page's connection: `/_emulator/live?stream=ID`. */
  stream: v.pipe(v.string(), v.regex(STREAM_ID)),
});

const ConnectedInput = v.strictObject({ connected: v.boolean() });

/** Adds the routes of Realtime to the control routes. */
export function mountRealtime(routes: Hono, { wix, live, mayListen }: RealtimeParts): void {
  const subscriptions = new Map<string, () => void>();

  function identityOf(token: string): Identity | undefined {
    const state = wix.readToken(token);
    return state?.active ? state.identity : undefined;
  }

  /** Listens for a page until it stops or its connection is gone. */
  function open(identity: Identity, channel: Channel, stream: PageStream): string {
    const id = randomUUID();
    const stopListening = wix.channels.subscribe(
      identity.kind === 'user' ? toPreviewChannel(channel) : channel,
      {
        id: identity.id,
        receive: (message) =>
          stream.send({ event: 'realtime', data: toPage(id, channel, message) }),
      },
    );
    const stop = (): void => {
      stopListening();
      subscriptions.delete(id);
    };
    subscriptions.set(id, stop);
    stream.onClose(stop);
    return id;
  }

  routes.post('/realtime/subscriptions', async (c) => {
    const token = tokenOf(c);
    const identity = identityOf(token);
    if (!identity) {
      return c.json({ error: 'the token is not known or expired' }, 401);
    }
    const { channel: asked, stream } = await input(c.req, SubscriptionInput);
    const channel = toChannel(asked.name, asked.resourceId);
    checkChannel(channel);
    if (!(await mayListen(channel, identity))) {
      return c.json({ error: 'the site does not let the subscriber read this channel' }, 403);
    }
    // Looked for after the question, which takes time: the page may have left.
    const connection = live.stream(stream);
    if (!connection) {
      return c.json({ error: 'stream: no such connection is open' }, 409);
    }
    return c.json({ subscriptionId: open(identity, channel, connection) });
  });

  // The random id is the proof: a page closes what it opened after a log-out too.
  routes.delete('/realtime/subscriptions/:id', (c) => {
    const stop = subscriptions.get(c.req.param('id'));
    if (!stop) {
      return c.json({ error: 'there is no such subscription' }, 404);
    }
    stop();
    return c.json({ ok: true });
  });

  routes.get('/realtime', (c) =>
    c.json({
      connected: live.isConnected(),
      subscriptions: subscriptions.size,
      messages: wix.channels.list(),
    }),
  );
  routes.put('/realtime', async (c) => {
    const { connected } = await input(c.req, ConnectedInput);
    live.setConnected(connected);
    return c.json({ connected });
  });
}

/** A message as a page gets it; in the preview, under the name that the page asked for. */
function toPage(
  subscriptionId: string,
  channel: Channel,
  { payload, publisher }: ChannelMessage,
): object {
  return { subscriptionId, channel, payload, ...(publisher ? { publisher } : {}) };
}

function tokenOf(c: Context): string {
  return c.req.header('authorization')?.replace(/^Bearer /, '') ?? '';
}
