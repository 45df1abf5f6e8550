// Inbox's events of messages and merges: recorded once, announced to pages, and never replied to.
import { expect, it } from 'vitest';
import type { Message } from 'public/inbox-shapes';
import { wixFailure } from '../support/port/wix-failures.ts';
import { createSecret } from '../support/backend/callers.ts';
import {
  buttonEvent,
  CONVERSATION,
  mergeEvent,
  messageEvent,
  metadataOf,
  OTHER_CONVERSATION,
  setupEvents,
  SHAPES,
} from '../support/backend/inbox-events.ts';

const ANONYMIZE_REQUEST = { triggeredByAnonymizeRequest: true };

it.each(SHAPES)('records a message once, without its text (%s)', async (shape) => {
  const { toBusiness, toParticipant, rows } = setupEvents();
  await toBusiness(messageEvent({ shape }));
  await toBusiness(messageEvent({ shape }));
  await toParticipant(messageEvent({ shape, id: '1002', at: '2026-11-20T09:05:00.000Z' }));
  expect(rows().map(({ _id, ...row }) => [/^message-[0-9a-z]+$/.test(_id), row])).toEqual([
    [
      true,
      {
        kind: 'message',
        at: '2026-11-20T09:00:00.000Z',
        conversationId: CONVERSATION,
        direction: 'PARTICIPANT_TO_BUSINESS',
      },
    ],
    [
      true,
      {
        kind: 'message',
        at: '2026-11-20T09:05:00.000Z',
        conversationId: CONVERSATION,
        direction: 'BUSINESS_TO_PARTICIPANT',
      },
    ],
  ]);
  expect(JSON.stringify(rows())).not.toContain('canary');
});

it('records one message from both shapes of its event', async () => {
  const { toBusiness, rows } = setupEvents();
  for (const shape of SHAPES) await toBusiness(messageEvent({ shape }));
  expect(rows()).toHaveLength(1);
});

it('records messages with one id in two conversations separately', async () => {
  const { toBusiness, rows } = setupEvents();
  await toBusiness(messageEvent());
  await toBusiness(messageEvent({ conversationId: OTHER_CONVERSATION }));
  expect(rows()).toHaveLength(2);
});

it('lists events by their time, not by their order of arrival', async () => {
  const { toBusiness, recent } = setupEvents();
  for (const [id, minute] of [
    ['3', '03'],
    ['1', '01'],
    ['2', '02'],
  ] as const) {
    await toBusiness(messageEvent({ id, at: `2026-11-20T09:${minute}:00.000Z` }));
  }
  expect((await recent()).map(({ at }) => at.slice(14, 16))).toEqual(['03', '02', '01']);
  expect(await recent({ limit: 1 })).toHaveLength(1);
});

it('records a message with a form as a form', async () => {
  const { toBusiness, rows } = setupEvents();
  const form = { title: 'Contact', fields: [{ name: 'Name', value: 'canary' }] };
  await toBusiness(messageEvent({ message: { content: { previewText: 'Contact', form } } }));
  expect(rows()).toMatchObject([{ kind: 'form' }]);
});

it('uses the current time if an event has none', async () => {
  const { toBusiness, rows } = setupEvents();
  await toBusiness(messageEvent({ metadata: { eventTime: 'yesterday' } }));
  await toBusiness({ ...messageEvent({ id: '2' }), metadata: {} });
  expect(rows().map(({ at }) => at)).toEqual(Array(2).fill('2026-11-20T09:00:00.000Z'));
});

it.each(SHAPES)(
  'records a merge once for each old conversation, whatever their order (%s)',
  async (shape) => {
    const { merged, rows } = setupEvents();
    const [one, other] = ['2', '3'].map((digit) => CONVERSATION.replace(/^0/, digit));
    await merged(mergeEvent(shape, CONVERSATION, [one ?? '', other ?? '']));
    await merged(mergeEvent(shape, CONVERSATION, [other ?? '', one ?? '']));
    const row = { kind: 'merged', conversationId: CONVERSATION };
    expect(rows()).toMatchObject([row, row]);
  },
);

it('sends nothing for any event', async () => {
  const { world, toBusiness, toParticipant, merged } = setupEvents({ realtime: '@wix/realtime' });
  await toBusiness(messageEvent());
  await toParticipant(messageEvent({ id: '2' }));
  await merged(mergeEvent('velo', CONVERSATION, [OTHER_CONVERSATION]));
  expect(world.sent).toEqual([]);
  expect(world.calls).not.toContain('openConversation');
});

it.each(SHAPES)(
  'ignores events of an anonymize request without calling Wix (%s)',
  async (shape) => {
    const received: Message[] = [];
    const onMessage = (message: Message) => void received.push(message);
    const { world, toBusiness, toParticipant, merged } = setupEvents({ hooks: { onMessage } });
    await toBusiness(messageEvent({ shape, metadata: ANONYMIZE_REQUEST }));
    await toParticipant(messageEvent({ shape, metadata: ANONYMIZE_REQUEST }));
    const metadata = metadataOf(shape, CONVERSATION, '2026-11-20T09:00:00.000Z', ANONYMIZE_REQUEST);
    await merged({ ...mergeEvent(shape, CONVERSATION, []), metadata });
    expect([world.calls, received]).toEqual([[], []]);
  },
);

it.each([
  ['undefined', undefined],
  ['null', null],
  ['text', 'event'],
  ['an empty object', {}],
  ['no data', { metadata: metadataOf('velo', '1', '2026-11-20T09:00:00.000Z') }],
  ['an invalid conversation id', { data: { conversationId: 'c1', message: { _id: '1' } } }],
  ['no message', { data: { conversationId: CONVERSATION } }],
  ['a message without id', { data: { conversationId: CONVERSATION, message: { content: {} } } }],
  ['a list', { data: [CONVERSATION] }],
])('logs an event that is or has %s, without calling Wix', async (_, event) => {
  const { world, toBusiness, toParticipant, merged, entries } = setupEvents();
  await toBusiness(event);
  await toParticipant(event);
  await merged(event);
  expect(world.calls).toEqual([]);
  expect(entries.map(({ what }) => what)).toEqual([
    'Failed to read the event of a sent message',
    'Failed to read the event of a sent message',
    'Failed to read the event of merged conversations',
  ]);
});

it("pings the pages of the event's conversation and those of the Admins", async () => {
  const harness = setupEvents({ realtime: '@wix/realtime' });
  const { world, wix, clock, toParticipant, merged, clicked } = harness;
  world.secrets.set('InboxKeys', createSecret(1));
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const { _id } = await wix.openConversation({ memberId });
  const kindsOn = (name: string) =>
    world.published
      .filter(({ channel }) => channel.name === name)
      .map(({ payload }) => payload.kind);

  /** Handles an event and waits for both of its pings, which no handler waits for. */
  const handle = async (work: Promise<void>) => {
    const before = world.published.length;
    await Promise.all([
      work,
      new Promise<void>((resolve) => {
        world.faults.set('publish', async (execute) => {
          await execute();
          if (world.published.length === before + 2) resolve();
        });
      }),
    ]);
    clock.now += 2000;
  };

  await handle(toParticipant(messageEvent({ conversationId: _id })));
  await handle(merged(mergeEvent('velo', _id, [OTHER_CONVERSATION])));
  await handle(clicked(buttonEvent('x', { memberId }, { data: { conversationId: _id } })));
  expect(kindsOn('inbox')).toEqual(['message', 'merged', 'button']);
  expect(kindsOn('inbox-admin')).toEqual(['message', 'merged', 'button']);
});

it("reads a conversation's participant once a second during a burst, and again after a merge", async () => {
  const { world, clock, toBusiness, toParticipant, merged, clicked } = setupEvents({
    realtime: '@wix/realtime',
  });
  world.secrets.set('InboxKeys', createSecret(1));
  const conversationReads = () => world.calls.filter((call) => call === 'getConversation').length;
  const burst = (conversationId: string) =>
    Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? toBusiness : toParticipant)(
          messageEvent({ id: `${conversationId}-${index}`, conversationId }),
        ),
      ),
    );
  await burst(CONVERSATION);
  expect(conversationReads()).toBe(1);
  await clicked(buttonEvent('x', { memberId: OTHER_CONVERSATION }));
  expect(conversationReads()).toBe(1);
  await burst(OTHER_CONVERSATION);
  expect(conversationReads()).toBe(2);
  await merged(mergeEvent('velo', CONVERSATION, [OTHER_CONVERSATION]));
  expect(conversationReads()).toBe(3);
  clock.now += 1000;
  await burst(CONVERSATION);
  expect(conversationReads()).toBe(4);
});

it('does not read the participant on a site without the secret', async () => {
  const { world, toBusiness } = setupEvents({ realtime: '@wix/realtime' });
  await toBusiness(messageEvent());
  expect(world.calls).not.toContain('getConversation');
  expect(world.published).toHaveLength(1);
});

it('does not read the participant for a message that only the business sees', async () => {
  const { world, toBusiness } = setupEvents({ realtime: '@wix/realtime' });
  world.secrets.set('InboxKeys', createSecret(1));
  await toBusiness(messageEvent({ message: { visibility: 'BUSINESS' } }));
  expect(world.calls).not.toContain('getConversation');
  expect(world.published).toHaveLength(1);
});

it('pings only the Admins about a conversation that was merged meanwhile, and logs nothing', async () => {
  const { world, toBusiness, entries } = setupEvents({ realtime: '@wix/realtime' });
  world.secrets.set('InboxKeys', createSecret(1));
  await toBusiness(messageEvent());
  expect(world.published.map(({ channel }) => channel.name)).toEqual(['inbox-admin']);
  expect(entries).toEqual([]);
});

it('handles events if Wix fails, and logs each failure once', async () => {
  const { world, toBusiness, merged, entries } = setupEvents({ realtime: '@wix/realtime' });
  world.secrets.set('InboxKeys', createSecret(1));
  for (const call of ['recordRecent', 'publish', 'getConversation'] as const) {
    world.faults.set(call, () => Promise.reject(wixFailure(500)));
  }
  await toBusiness(messageEvent());
  await toBusiness(messageEvent({ id: '2' }));
  await merged(mergeEvent('velo', CONVERSATION, [OTHER_CONVERSATION]));
  expect(entries.map(({ level, operation }) => `${level} ${operation}`).toSorted()).toEqual([
    'warn getConversation',
    'warn publish',
    'warn recordRecent',
  ]);
  expect(JSON.stringify(entries)).not.toContain('canary');
});
