// Replies on a chosen channel, where the conversation offers it.
import { expect, it } from 'vitest';
import type { Conversation } from 'public/inbox-shapes';
import { requireChannel } from 'backend/inbox/messaging/reply-channel';
import { setup as setupInbox } from './setup.ts';

const HELLO = { basic: { items: [{ text: 'Hello' }] } };
const KEY = 'k'.repeat(32);

async function setup() {
  const made = setupInbox();
  const { world, inbox, respond } = made;
  const contactId = await world.createContact({ email: 'ada@example.com' });
  const withPhone = await world.createContact({ email: 'bob@example.com', phone: '+49 30 1234' });
  const anonymousVisitorId = await world.createVisitor();
  return {
    ...made,
    contact: { contactId },
    withPhone: { contactId: withPhone },
    visitor: { anonymousVisitorId },
    reply: (to: object, options: object, message: object = HELLO) =>
      respond(() => inbox.sendTo(to, message, options)),
    channels: () => world.sent.map(({ message }) => message.channels),
  };
}

it.each(['CHAT', 'EMAIL', 'SMS'] as const)('sends by %s where it is offered', async (channel) => {
  const { withPhone, reply, channels } = await setup();
  expect(await reply(withPhone, { channel })).toMatchObject({ ok: true });
  expect(channels()).toEqual([{ sourceChannel: 'CHAT', targetChannels: [channel] }]);
});

it('sends a template by a channel, and by the settings’ where none is chosen', async () => {
  const { contact, reply, channels } = await setup();
  await reply(contact, { channel: 'EMAIL' }, { template: { title: 'Booking' } });
  await reply(contact, {}, { template: { title: 'Booking' } });
  expect(channels()).toEqual([
    { sourceChannel: 'CHAT', targetChannels: ['EMAIL'] },
    { sourceChannel: 'CHAT', targetChannels: ['CHAT'] },
  ]);
});

it('puts a chosen channel in the place of the ids in the settings', async () => {
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

it('refuses a channel that the conversation does not offer, and says what there is', async () => {
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

it('frees the key of what could not be sent that way', async () => {
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

it('answers the channels of a conversation to the business', async () => {
  const { inbox, contact, visitor } = await setup();
  expect((await inbox.openConversation(contact)).conversation.channels).toEqual(['CHAT', 'EMAIL']);
  expect((await inbox.openConversation(visitor)).conversation.channels).toEqual(['CHAT']);
});

it('takes chat for granted, and nothing else, once Wix no longer says what is offered', () => {
  const conversation: Conversation = { _id: 'c', participant: {} };
  expect(() => requireChannel(conversation, 'CHAT')).not.toThrow();
  expect(() => requireChannel(conversation, undefined)).not.toThrow();
  expect(() => requireChannel(conversation, 'EMAIL')).toThrow('CHANNEL_NOT_AVAILABLE');
  expect(() => requireChannel({ ...conversation, channels: [] }, 'CHAT')).toThrow(
    'CHANNEL_NOT_AVAILABLE',
  );
});
