import { expect, it } from 'vitest';
import { at, objectWith, textLike } from '../support/stories/json.ts';
import { stage, type Stage } from '../support/stories/harness.ts';
import {
  inAWord,
  openConversation,
  SEND_CHAT,
  SEND_TO_BUSINESS,
  TOKEN_INFO,
} from '../support/stories/wix-calls.ts';

// Where Wix's documents leave it open, the bundle is right under each reading.

const setup = stage();
const SENT = { ok: true, once: false };

/** A visitor whose form made him a contact, so that his conversation was absorbed. */
async function absorbedVisitor(story: Stage, reading: string) {
  await story.control('PUT', 'assumptions', { absorbedVisitor: reading });
  const ada = await story.visitor();
  await ada.call('sendFormData', { firstName: 'Ada', email: 'ada@example.com' });
  const [created] = await story.events('contact-created');
  return {
    ada,
    contactId: created?.entityId ?? '',
    from: (await story.wire()).length,
    open: openConversation({ anonymousVisitorId: ada.id }),
  };
}

it('writes on into the contact’s conversation, where the visitor’s id opens that', async () => {
  const story = await setup();
  const { ada, contactId, from, open } = await absorbedVisitor(story, 'merged');
  expect(await ada.call('sendBasicMessage', 'And one more thing')).toEqual(SENT);
  expect(await ada.call('sendFormData', { email: 'ada@example.com' })).toEqual(SENT);
  expect((await story.wire()).slice(from)).toEqual([
    ...[TOKEN_INFO, open, SEND_CHAT],
    ...[TOKEN_INFO, open, SEND_TO_BUSINESS],
  ]);
  const { messages } = await story.conversationOf({ contactId });
  expect(messages.map(inAWord)).toEqual([
    ...['Contact', textLike(/^Thank you/)],
    ...['And one more thing', 'Contact'],
  ]);
});

it('writes on into a conversation of the visitor’s own, where his id opens a fresh one', async () => {
  const story = await setup();
  const { ada, contactId, from, open } = await absorbedVisitor(story, 'fresh');
  expect(await ada.call('sendBasicMessage', 'And one more thing')).toEqual(SENT);
  expect((await story.wire()).slice(from)).toEqual([TOKEN_INFO, open, SEND_CHAT]);
  const { messages, participant } = await story.conversationOf({ anonymousVisitorId: ada.id });
  expect(participant).toEqual({ anonymousVisitorId: ada.id });
  expect(messages.map(inAWord)).toEqual(['And one more thing']);
  expect((await story.conversationOf({ contactId })).messages).toHaveLength(2);
});

it('takes what a visitor wrote into a conversation of his own along, when he logs in', async () => {
  const story = await setup();
  const { ada } = await absorbedVisitor(story, 'fresh');
  expect(await ada.call('sendBasicMessage', 'And one more thing')).toEqual(SENT);
  const member = await story.member('ada@example.com', { from: ada.token });
  const { messages } = await story.conversationOf({ memberId: member.id });
  expect(messages.map(inAWord)).toContain('And one more thing');
});

it('sends a form to its contact and asks the chat for an e-mail, where the visitor’s id is gone', async () => {
  const story = await setup();
  const { ada, contactId, from, open } = await absorbedVisitor(story, 'not-found');
  const chat = await ada.call('sendBasicMessage', 'And one more thing');
  expect(at(chat, 'error', 'code')).toBe('IDENTITY_UNKNOWN');
  const noAddress = await ada.call('sendFormData', { firstName: 'Ada' });
  expect(noAddress).toEqual(chat);
  expect(await ada.call('sendFormData', { email: 'ada@example.com' })).toEqual(SENT);
  expect((await story.wire()).slice(from)).toEqual([
    ...[TOKEN_INFO, open],
    ...[TOKEN_INFO, open],
    ...[TOKEN_INFO, open, objectWith({ call: textLike(/\.(SubmitContact|CreateContact)$/) })],
    ...[openConversation({ contactId }), SEND_TO_BUSINESS],
  ]);
  expect((await story.conversationOf({ contactId })).messages.map(inAWord)).toEqual([
    ...['Contact', textLike(/^Thank you/), 'Contact'],
  ]);
});

it('sends once for a key, where the visitor’s id is gone', async () => {
  const story = await setup();
  const { ada, contactId } = await absorbedVisitor(story, 'not-found');
  const args = [{ email: 'ada@example.com' }, { idempotencyKey: 'k'.repeat(22) }] as const;
  expect(await ada.call('sendFormData', ...args)).toEqual({ ok: true, once: true });
  expect(await ada.call('sendFormData', ...args)).toEqual({ ok: true, once: true, replayed: true });
  expect((await story.conversationOf({ contactId })).messages).toHaveLength(3);
});

it('gives a logged-out member a new visitor’s conversation, where his id is new', async () => {
  const { control, visitor, member, conversationOf } = await setup();
  await control('PUT', 'assumptions', { visitorAfterLogout: 'new' });
  const before = await visitor();
  await before.call('sendBasicMessage', 'As a visitor');
  const ada = await member('ada@example.com', { from: before.token });
  const after = await visitor({ from: ada.token });
  expect(after.id).not.toBe(before.id);
  expect(await after.call('sendBasicMessage', 'After the log-out')).toEqual(SENT);

  const { messages } = await conversationOf({ memberId: ada.id });
  expect(messages.map(inAWord)).toEqual(['As a visitor']);
  const own = await conversationOf({ anonymousVisitorId: after.id });
  expect(own.messages.map(inAWord)).toEqual(['After the log-out']);
});

it.each(['merged', 'fresh', 'not-found'] as const)(
  'never speaks as the member who logged out, where the visitor’s id is the same (%s)',
  async (reading) => {
    const { control, visitor, member, wire } = await setup();
    await control('PUT', 'assumptions', { visitorAfterLogout: 'same', absorbedVisitor: reading });
    const before = await visitor();
    await before.call('sendBasicMessage', 'As a visitor');
    const ada = await member('ada@example.com', { from: before.token });
    await ada.call('sendBasicMessage', 'As a member');
    const after = await visitor({ from: ada.token });
    expect(after.id).toBe(before.id);

    const from = (await wire()).length;
    const chat = await after.call('sendBasicMessage', 'After the log-out');
    expect(at(chat, 'ok') ?? at(chat, 'error', 'code')).toBe(reading !== 'not-found');
    const open = openConversation({ anonymousVisitorId: after.id });
    const sent = reading === 'not-found' ? [] : [SEND_CHAT];
    expect((await wire()).slice(from)).toEqual([TOKEN_INFO, open, ...sent]);
  },
);

it('makes no contact of the next person’s address, where a logged-out visitor’s id leads to a member', async () => {
  const { control, visitor, member, wire } = await setup();
  await control('PUT', 'assumptions', { visitorAfterLogout: 'same' });
  const before = await visitor();
  await before.call('sendBasicMessage', 'As a visitor');
  const ada = await member('ada@example.com', { from: before.token });
  const next = await visitor({ from: ada.token });
  const from = (await wire()).length;
  expect(await next.call('sendFormData', { email: 'bob@example.com' })).toEqual(SENT);
  const open = openConversation({ anonymousVisitorId: before.id });
  expect((await wire()).slice(from)).toEqual([TOKEN_INFO, open, SEND_TO_BUSINESS]);
});
