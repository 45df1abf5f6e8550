import { auth } from '@wix/essentials';
import { publisher, site } from '@wix/realtime';
import { expect, it } from 'vitest';
import { createChannels, type ChannelMessage } from '../../../emulator/wix/realtime/channels.ts';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { APP, errorCodeOf, openWix, OWNER, visitor } from '../../support/emulator/wix/open-wix.ts';

const publish = auth.elevate(publisher.publish);
const PUBLISH = '/realtime/v4/publish';
const body = (message: object, more: object = {}) => ({
  message: { eventName: 'message', ...message },
  channels: ['news'],
  ...more,
});

/** Creates a Wix with a subscriber of a channel and of one of its resources. */
async function setup() {
  const opened = await openForPackages();
  const received: (readonly [string, unknown])[] = [];
  for (const resourceId of [undefined, 'r']) {
    opened.wix.channels.subscribe(
      { name: 'news', ...(resourceId === undefined ? {} : { resourceId }) },
      {
        id: visitor(1).id,
        receive: ({ payload }) => received.push([resourceId ?? 'channel', payload]),
      },
    );
  }
  return { ...opened, received };
}

it('separates the messages of a channel and of its resources, through @wix/realtime', async () => {
  const { as, received, wix } = await setup();
  await as(visitor(2), async () => {
    await publish({ name: 'news' }, { n: 1 });
    await publish({ name: 'news', resourceId: 'r' }, { n: 2 });
    await publish({ name: 'news', resourceId: 'other' }, { n: 3 });
    await publish({ name: 'olds' }, { n: 4 });
  });
  expect(received).toEqual([
    ['channel', { n: 1 }],
    ['r', { n: 2 }],
  ]);
  expect(wix.channels.list()).toMatchObject([
    { channel: { name: 'news' }, payload: { n: 1 }, delivered: 1 },
    { channel: { name: 'news', resourceId: 'r' }, delivered: 1 },
    { channel: { name: 'news', resourceId: 'other' }, delivered: 0 },
    { channel: { name: 'olds' }, delivered: 0 },
  ]);
});

it('the older publish of @wix/realtime can select recipients and include the publisher', async () => {
  const { as, wix } = await setup();
  await as(visitor(2), async () => {
    await site.publish({ name: 'news' }, 'a text', { includePublisher: true });
    await site.publish({ name: 'news' }, [1], { users: [visitor(9).id], includePublisher: false });
  });
  expect(wix.channels.list()).toMatchObject([
    { payload: 'a text', publisher: { id: visitor(2).id }, delivered: 1 },
    { payload: [1], recipients: [visitor(9).id], delivered: 0 },
  ]);
});

it('a message published in the preview does not reach the live site, through either package', async () => {
  const { as, received, wix } = await setup();
  await as(OWNER, async () => {
    await publish({ name: 'news' }, { n: 1 });
    await site.publish({ name: 'news' }, { n: 2 });
  });
  expect(received).toEqual([]);
  expect(wix.channels.list().map(({ channel }) => channel.name)).toEqual([
    '@preview-news',
    '@preview-news',
  ]);
});

it.each([
  ['a payload of 10 KB', body({ payload: { t: 'x'.repeat(10 * 1024 - 8) } }), 200, undefined],
  [
    'a payload of 10 KB and one byte',
    body({ payload: { t: 'x'.repeat(10 * 1024 - 7) } }),
    400,
    'PAYLOAD_TOO_LARGE',
  ],
  ['a name with a space', body({ payload: {} }, { channels: ['a b'] }), 400, 'INVALID_CHANNEL'],
  ['a name with a path', body({ payload: {} }, { channels: ['a/../b'] }), 400, 'INVALID_CHANNEL'],
  [
    'a name of 140 characters',
    body({ payload: {} }, { channels: ['x'.repeat(140)] }),
    200,
    undefined,
  ],
  [
    'a name of 140 characters with a resource',
    body({ payload: {} }, { channels: ['x'.repeat(140)], resourceId: 'r' }),
    400,
    'INVALID_CHANNEL',
  ],
  ['no channel', { message: { eventName: 'message', payload: {} } }, 400, undefined],
  ['a payload that is not an object', body({ payload: 'text' }), 400, undefined],
])('publishing %s', async (_what, sent, status, code) => {
  const { call, wix } = openWix();
  const answer = await call(APP, 'POST', PUBLISH, sent);
  expect([answer.status, errorCodeOf(answer.json)]).toEqual([status, code]);
  expect(wix.channels.list()).toHaveLength(status === 200 ? 1 : 0);
});

it('only apps can publish', async () => {
  const { call } = openWix();
  for (const caller of [visitor(1), OWNER]) {
    expect((await call(caller, 'POST', PUBLISH, body({ payload: {} }))).status).toBe(403);
  }
});

it('concurrent messages of a channel reach a subscriber in the order of the log', async () => {
  const { call, wix } = openWix();
  const received: unknown[] = [];
  wix.channels.subscribe(
    { name: 'news' },
    { id: '', receive: ({ payload }) => received.push(payload) },
  );
  await Promise.all(
    Array.from({ length: 50 }, (_, n) => call(APP, 'POST', PUBLISH, body({ payload: { n } }))),
  );
  expect(received).toEqual(wix.channels.list().map(({ payload }) => payload));
  expect(received).toHaveLength(50);
});

it('the log keeps the last 200 messages, and a removed subscriber receives none', () => {
  const channels = createChannels(() => new Date(0));
  const received: ChannelMessage[] = [];
  const subscriber = { id: 'a', receive: (message: ChannelMessage) => received.push(message) };
  const stop = channels.subscribe({ name: 'news' }, subscriber);
  channels.publish({ channel: { name: 'news' }, payload: 0 });
  stop();
  stop();
  for (let n = 1; n <= 250; n += 1) {
    channels.publish({ channel: { name: 'news' }, payload: n });
  }
  expect(received).toHaveLength(1);
  expect(channels.list()).toHaveLength(200);
  expect(channels.list().at(-1)).toMatchObject({ payload: 250, delivered: 0 });
});
