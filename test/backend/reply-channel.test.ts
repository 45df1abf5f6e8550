// Replies on a chosen channel that the conversation offers.
import { expect, it } from 'vitest';
import type { Conversation } from 'public/inbox-shapes';
import { requireChannel } from 'backend/inbox/messaging/reply-channel';
import { setup as setupInbox } from '../support/backend/setup.ts';

const HELLO = { basic: { items: [{ text: 'Hello' }] } };
const KEY = 'k'.repeat(32);

async function setup() {
  const harness = setupInbox();
  const { world, inbox, respond } = harness;
  const contactId = await world.createContact({ email: 'ada@example.com' });
  const withPhone = await world.createContact({ email: 'bob@example.com', phone: '+49 30 1234' });
  const anonymousVisitorId = await world.createVisitor();
  return {
    ...harness,
    contact: { contactId },
    withPhone: { contactId: withPhone },
    visitor: { anonymousVisitorId },
    reply: (to: object, options: object, message: object = HELLO) =>
      respond(() => inbox.sendTo(to, message, options)),
    channels: () => world.sent.map(({ message }) => message.channels),
  };
}

it.each(['CHAT', 'EMAIL', 'SMS'] as const)(
  'sends by %s if the conversation offers it',
  async (channel) => {
    const { withPhone, reply, channels } = await setup();
    expect(await reply(withPhone, { channel })).toMatchObject({ ok: true });
    expect(channels()).toEqual([{ sourceChannel: 'CHAT', targetChannels: [channel] }]);
  },
);

it("sends a template by the chosen channel, or by the settings' channel without one", async () => {
  const { contact, reply, channels } = await setup();
  await reply(contact, { channel: 'EMAIL' }, { template: { title: 'Booking' } });
  await reply(contact, {}, { template: { title: 'Booking' } });
  expect(channels()).toEqual([
    { sourceChannel: 'CHAT', targetChannels: ['EMAIL'] },
    { sourceChannel: 'CHAT', targetChannels: ['CHAT'] },
  ]);
});

it('replaces the channel ids of the settings by a chosen channel', async () => {
  const { world, inbox } = setupInbox({
    channels: { sourceChannelId: 'chat-1', targetChannelIds: ['chat-1'] },
  });
  const contactId = await world.createContact({ email: 'ada@example.com' });
  await inbox.sendTo({ contactId }, HELLO, { channel: 'EMAIL' });
  expect(world.sent[0]?.message.channels).toEqual({
    sourceChannelId: 'chat-1',
    targetChannels: ['EMAIL'],
  });
});

it('returns CHANNEL_NOT_AVAILABLE with the channels that the conversation offers', async () => {
  const { world, contact, visitor, reply } = await setup();
  expect(await reply(contact, { channel: 'SMS' })).toMatchObject({
    error: {
      code: 'CHANNEL_NOT_AVAILABLE',
      fields: { 'options.channel': 'Expected one of CHAT, EMAIL.' },
    },
  });
  expect(await reply(visitor, { channel: 'EMAIL' })).toMatchObject({
    error: {
      code: 'CHANNEL_NOT_AVAILABLE',
      fields: { 'options.channel': 'Expected one of CHAT.' },
    },
  });
  expect(world.sent).toEqual([]);
});

it('releases the key of a message whose channel is not available', async () => {
  const { contact, reply } = await setup();
  await reply(contact, { channel: 'SMS', idempotencyKey: KEY });
  expect(await reply(contact, { channel: 'EMAIL', idempotencyKey: KEY })).toMatchObject({
    ok: true,
    once: true,
  });
  expect(await reply(contact, { channel: 'CHAT', idempotencyKey: KEY })).toMatchObject({
    error: { code: 'KEY_REUSED' },
  });
});

it('returns the channels of a conversation to the business', async () => {
  const { inbox, contact, visitor } = await setup();
  expect((await inbox.openConversation(contact)).conversation.channels).toEqual(['CHAT', 'EMAIL']);
  expect((await inbox.openConversation(visitor)).conversation.channels).toEqual(['CHAT']);
});

it('accepts only CHAT if Wix does not return the channels', () => {
  const conversation: Conversation = { _id: 'c', participant: {} };
  expect(() => requireChannel(conversation, 'CHAT')).not.toThrow();
  expect(() => requireChannel(conversation, undefined)).not.toThrow();
  expect(() => requireChannel(conversation, 'EMAIL')).toThrow('CHANNEL_NOT_AVAILABLE');
  expect(() => requireChannel({ ...conversation, channels: [] }, 'CHAT')).toThrow(
    'CHANNEL_NOT_AVAILABLE',
  );
});
