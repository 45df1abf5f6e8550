import { expect, it } from 'vitest';
import type { Participant } from 'public/inbox-shapes';
import { mainCalls, FIRST_SEND, setup as setupInbox } from '../support/backend/setup.ts';

const HTTPS = 'https://static.wixstatic.com/media/a.png';
const KEY = 'k'.repeat(32);
const textOf = (length: number) => 'x'.repeat(length);
const repeat = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value);

async function setup(settings: Parameters<typeof setupInbox>[0] = {}) {
  const harness = setupInbox(settings);
  const { world, inbox } = harness;
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const send = (message: unknown, options?: unknown, to: Participant = { memberId }) =>
    world.runAs({ memberId }, () => inbox.sendTo(to, message, options));
  return { ...harness, memberId, send };
}

it('sends as the business, and returns the ids', async () => {
  const { world, send, memberId } = await setup();
  const sent = await send({ basic: { items: [{ text: 'Hello' }] } });
  expect(mainCalls(world)).toEqual(FIRST_SEND.filter((call) => call !== 'tokenInfo'));
  expect(sent).toEqual({
    once: false,
    conversationId: world.sent[0]?.conversationId,
    messageId: world.messagesOf({ memberId })[0]?._id,
  });
  expect(world.sent[0]).toMatchObject({
    as: { sendAs: 'CALLER', sendNotifications: true },
    message: {
      direction: 'BUSINESS_TO_PARTICIPANT',
      visibility: 'BUSINESS_AND_PARTICIPANT',
      channels: { sourceChannel: 'CHAT', targetChannels: ['CHAT'] },
    },
  });
});

it('sends to a member, a contact and a visitor', async () => {
  const { world, send, memberId } = await setup();
  const contactId = await world.createContact({ email: 'bob@example.com' });
  const anonymousVisitorId = await world.createVisitor();
  for (const participant of [{ memberId }, { contactId }, { anonymousVisitorId }]) {
    await send({ minimal: { text: 'Hello' } }, undefined, participant);
    expect(world.messagesOf(participant)).toHaveLength(1);
  }
  await expect(
    send({ minimal: { text: 'Hello' } }, undefined, { contactId: anonymousVisitorId }),
  ).rejects.toMatchObject({ code: 'PARTICIPANT_NOT_FOUND' });
});

it.each([
  ['a preview', { minimal: { text: 'x' }, previewText: textOf(256) }],
  ['a text', { basic: { items: [{ text: textOf(16_384) }] } }],
  ['items', { basic: { items: repeat(15, { text: 'x' }) } }],
  [
    'an image',
    {
      basic: {
        items: [
          {
            image: {
              url: `https://a.example/${textOf(1982)}`,
              filename: textOf(255),
              width: 1,
              height: 100_000,
            },
          },
        ],
      },
    },
  ],
  [
    'a file',
    { basic: { items: [{ file: { url: HTTPS, filename: textOf(255), mimeType: textOf(100) } }] } },
  ],
  [
    'a line',
    { minimal: { text: textOf(16_384), iconUrl: HTTPS, url: `https://a.example/${textOf(1982)}` } },
  ],
  [
    'a form',
    {
      form: {
        title: textOf(256),
        description: textOf(16_384),
        fields: repeat(15, { name: textOf(8192), value: textOf(8192) }),
        media: [...repeat(14, { image: { url: HTTPS } }), { file: { url: HTTPS } }],
      },
    },
  ],
  [
    'a template',
    {
      template: {
        title: textOf(256),
        imageUrl: `https://a.example/${textOf(1982)}`,
        textLines: repeat(10, textOf(512)),
        buttons: [
          { label: textOf(16_384), launchUrl: `https://a.example/${textOf(16_366)}` },
          ...repeat(9, { label: 'x', interactionId: textOf(256) }),
        ],
        orientation: 'LANDSCAPE',
      },
    },
  ],
  [
    'a badge',
    {
      minimal: { text: 'x' },
      badges: [{ text: textOf(256), iconUrl: HTTPS, badgeVisibility: 'BUSINESS' }],
    },
  ],
] as const)('accepts %s at every limit', async (_, message) => {
  const { world, send } = await setup();
  await send(message);
  const sent = world.sent[0]?.message;
  expect({ ...sent?.content, badges: sent?.badges }).toMatchObject(message);
});

it('sends the visibility, badges, preview and silence of a message', async () => {
  const { world, send } = await setup();
  await send({
    minimal: { text: 'Internal note' },
    visibility: 'BUSINESS',
    silent: true,
    badges: [{ text: 'Automatic' }],
    previewText: 'Note',
  });
  expect({ ...world.sent[0], conversationId: undefined }).toEqual({
    conversationId: undefined,
    as: { sendAs: 'CALLER', sendNotifications: false },
    message: {
      direction: 'BUSINESS_TO_PARTICIPANT',
      visibility: 'BUSINESS',
      silent: true,
      badges: [{ text: 'Automatic' }],
      content: { minimal: { text: 'Internal note' }, previewText: 'Note' },
    },
  });
});

it.each([
  [undefined, true],
  [{ notify: true }, true],
  [{ notify: false }, false],
  [null, true],
] as const)(
  'notifies as configured unless options.notify is given (%j)',
  async (options, notifies) => {
    const { world, send } = await setup();
    await send({ minimal: { text: 'x' } }, options);
    expect(world.sent[0]?.as.sendNotifications).toBe(notifies);
  },
);

it('binds a key to one message, for each participant', async () => {
  const { world, send, memberId } = await setup();
  const contactId = await world.createContact({ email: 'bob@example.com' });
  const message = { minimal: { text: 'x' } };
  const options = { idempotencyKey: KEY };
  const first = await send(message, options);
  expect(await send(message, options)).toEqual({ ...first, replayed: true });
  await expect(send({ minimal: { text: 'y' } }, options)).rejects.toMatchObject({
    code: 'KEY_REUSED',
  });
  expect(await send(message, options, { contactId })).not.toHaveProperty('replayed');
  expect(world.messagesOf({ memberId })).toHaveLength(1);
  expect(world.messagesOf({ contactId })).toHaveLength(1);
});

it('uses the channel ids of the settings', async () => {
  const channels = { sourceChannelId: 'chat-1', targetChannelIds: ['chat-2'] };
  const { world, send, inbox, memberId } = await setup({ channels });
  await send({ basic: { items: [{ text: 'x' }] } });
  await world.runAs({ memberId }, () => inbox.sendText('x'));
  expect(world.sent.map(({ message }) => message.channels)).toEqual([
    channels,
    { sourceChannelId: 'chat-1' },
  ]);
});
