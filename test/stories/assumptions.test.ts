import { expect, it } from 'vitest';
import { at, objectWith, textLike } from '../support/stories/json.ts';
import { shareEmulator, type Harness } from '../support/stories/harness.ts';
import {
  summarize,
  openConversation,
  SEND_CHAT,
  SEND_TO_BUSINESS,
  TOKEN_INFO,
} from '../support/stories/wix-calls.ts';

// Where Wix's documentation is unclear, the bundle works under every assumption.

const setup = shareEmulator();
const SENT = { ok: true, once: false };

/** Creates a visitor who became a contact with a form, so that their conversation was merged. */
async function setupAbsorbedVisitor(harness: Harness, absorbedVisitor: string) {
  await harness.control('PUT', 'assumptions', { absorbedVisitor });
  const ada = await harness.visitor();
  await ada.call('sendFormData', { firstName: 'Ada', email: 'ada@example.com' });
  const [created] = await harness.events('contact-created');
  return {
    ada,
    contactId: created?.entityId ?? '',
    from: (await harness.wixCalls()).length,
    open: openConversation({ anonymousVisitorId: ada.id }),
  };
}

it('absorbedVisitor merged: sends to the contact’s conversation', async () => {
  const harness = await setup();
  const { ada, contactId, from, open } = await setupAbsorbedVisitor(harness, 'merged');
  expect(await ada.call('sendBasicMessage', 'And one more thing')).toEqual(SENT);
  expect(await ada.call('sendFormData', { email: 'ada@example.com' })).toEqual(SENT);
  expect((await harness.wixCalls()).slice(from)).toEqual([
    ...[TOKEN_INFO, open, SEND_CHAT],
    ...[TOKEN_INFO, open, SEND_TO_BUSINESS],
  ]);
  const { messages } = await harness.conversationOf({ contactId });
  expect(messages.map(summarize)).toEqual([
    ...['Contact', textLike(/^Thank you/)],
    ...['And one more thing', 'Contact'],
  ]);
});

it('absorbedVisitor fresh: sends to the visitor’s new conversation', async () => {
  const harness = await setup();
  const { ada, contactId, from, open } = await setupAbsorbedVisitor(harness, 'fresh');
  expect(await ada.call('sendBasicMessage', 'And one more thing')).toEqual(SENT);
  expect((await harness.wixCalls()).slice(from)).toEqual([TOKEN_INFO, open, SEND_CHAT]);
  const { messages, participant } = await harness.conversationOf({ anonymousVisitorId: ada.id });
  expect(participant).toEqual({ anonymousVisitorId: ada.id });
  expect(messages.map(summarize)).toEqual(['And one more thing']);
  expect((await harness.conversationOf({ contactId })).messages).toHaveLength(2);
});

it('absorbedVisitor fresh: merges the visitor’s new conversation when they log in', async () => {
  const harness = await setup();
  const { ada } = await setupAbsorbedVisitor(harness, 'fresh');
  expect(await ada.call('sendBasicMessage', 'And one more thing')).toEqual(SENT);
  const member = await harness.member('ada@example.com', { from: ada.token });
  const { messages } = await harness.conversationOf({ memberId: member.id });
  expect(messages.map(summarize)).toContain('And one more thing');
});

it('absorbedVisitor not-found: sends a form to its contact, and rejects a chat message', async () => {
  const harness = await setup();
  const { ada, contactId, from, open } = await setupAbsorbedVisitor(harness, 'not-found');
  const chat = await ada.call('sendBasicMessage', 'And one more thing');
  expect(at(chat, 'error', 'code')).toBe('IDENTITY_UNKNOWN');
  const noAddress = await ada.call('sendFormData', { firstName: 'Ada' });
  expect(noAddress).toEqual(chat);
  expect(await ada.call('sendFormData', { email: 'ada@example.com' })).toEqual(SENT);
  expect((await harness.wixCalls()).slice(from)).toEqual([
    ...[TOKEN_INFO, open],
    ...[TOKEN_INFO, open],
    ...[TOKEN_INFO, open, objectWith({ call: textLike(/\.(SubmitContact|CreateContact)$/) })],
    ...[openConversation({ contactId }), SEND_TO_BUSINESS],
  ]);
  expect((await harness.conversationOf({ contactId })).messages.map(summarize)).toEqual([
    ...['Contact', textLike(/^Thank you/), 'Contact'],
  ]);
});

it('absorbedVisitor not-found: sends once per idempotency key', async () => {
  const harness = await setup();
  const { ada, contactId } = await setupAbsorbedVisitor(harness, 'not-found');
  const args = [{ email: 'ada@example.com' }, { idempotencyKey: 'k'.repeat(22) }] as const;
  expect(await ada.call('sendFormData', ...args)).toEqual({ ok: true, once: true });
  expect(await ada.call('sendFormData', ...args)).toEqual({ ok: true, once: true, replayed: true });
  expect((await harness.conversationOf({ contactId })).messages).toHaveLength(3);
});

it('visitorAfterLogout new: opens a new visitor’s conversation', async () => {
  const { control, visitor, member, conversationOf } = await setup();
  await control('PUT', 'assumptions', { visitorAfterLogout: 'new' });
  const before = await visitor();
  await before.call('sendBasicMessage', 'As a visitor');
  const ada = await member('ada@example.com', { from: before.token });
  const after = await visitor({ from: ada.token });
  expect(after.id).not.toBe(before.id);
  expect(await after.call('sendBasicMessage', 'After the log-out')).toEqual(SENT);

  const { messages } = await conversationOf({ memberId: ada.id });
  expect(messages.map(summarize)).toEqual(['As a visitor']);
  const newConversation = await conversationOf({ anonymousVisitorId: after.id });
  expect(newConversation.messages.map(summarize)).toEqual(['After the log-out']);
});

it.each(['merged', 'fresh', 'not-found'] as const)(
  'visitorAfterLogout same: never sends as the logged-out member (%s)',
  async (absorbedVisitor) => {
    const { control, visitor, member, wixCalls } = await setup();
    await control('PUT', 'assumptions', { visitorAfterLogout: 'same', absorbedVisitor });
    const before = await visitor();
    await before.call('sendBasicMessage', 'As a visitor');
    const ada = await member('ada@example.com', { from: before.token });
    await ada.call('sendBasicMessage', 'As a member');
    const after = await visitor({ from: ada.token });
    expect(after.id).toBe(before.id);

    const from = (await wixCalls()).length;
    const chat = await after.call('sendBasicMessage', 'After the log-out');
    expect(at(chat, 'ok') ?? at(chat, 'error', 'code')).toBe(absorbedVisitor !== 'not-found');
    const open = openConversation({ anonymousVisitorId: after.id });
    const sent = absorbedVisitor === 'not-found' ? [] : [SEND_CHAT];
    expect((await wixCalls()).slice(from)).toEqual([TOKEN_INFO, open, ...sent]);
  },
);

it('visitorAfterLogout same: creates no contact from the next person’s address', async () => {
  const { control, visitor, member, wixCalls } = await setup();
  await control('PUT', 'assumptions', { visitorAfterLogout: 'same' });
  const before = await visitor();
  await before.call('sendBasicMessage', 'As a visitor');
  const ada = await member('ada@example.com', { from: before.token });
  const next = await visitor({ from: ada.token });
  const from = (await wixCalls()).length;
  expect(await next.call('sendFormData', { email: 'bob@example.com' })).toEqual(SENT);
  const open = openConversation({ anonymousVisitorId: before.id });
  expect((await wixCalls()).slice(from)).toEqual([TOKEN_INFO, open, SEND_TO_BUSINESS]);
});
