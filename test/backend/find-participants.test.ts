// findParticipants, and participants that are given by e-mail.
import { expect, it } from 'vitest';
import { networkFailure } from '../support/port/wix-failures.ts';
import { setup as setupInbox } from '../support/backend/setup.ts';

const ADA = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };
const HELLO = { basic: { items: [{ text: 'Hello' }] } };
const KEY = 'k'.repeat(32);

function setup() {
  const harness = setupInbox();
  const { world, inbox, respond } = harness;
  const codeOf = async (work: () => Promise<object>) => {
    const result = await respond(work);
    return result.ok ? 'none' : result.error.code;
  };
  return {
    ...harness,
    codeOf,
    find: async (query: object) => (await inbox.findParticipants(query)).participants,
    created: () => [world.contacts.size, world.calls.filter((call) => /create|submit/.test(call))],
  };
}

it('finds a contact by e-mail, phone and name', async () => {
  const { world, find } = setup();
  const contactId = await world.createContact({ ...ADA, phone: '+49 30 1234' });
  await world.createContact({ email: 'bob@example.com', firstName: 'Bob' });
  const expected = [
    { participant: { contactId }, name: 'Ada Lovelace', email: ADA.email, phone: '+49 30 1234' },
  ];
  expect(await find({ email: 'Ada@Example.com' })).toEqual(expected);
  expect(await find({ phone: '+49 30 1234' })).toEqual(expected);
  expect(await find({ name: 'Ada L' })).toEqual(expected);
  expect(await find({ name: 'Ada', email: 'bob@example.com' })).toEqual([]);
});

it('returns a member once, by member id, before contacts', async () => {
  const { world, find } = setup();
  const contactId = await world.createContact({ email: 'adam@example.com', firstName: 'Adam' });
  const { memberId } = await world.createMember(ADA);
  expect(await find({ name: 'Ada' })).toEqual([
    { participant: { memberId }, name: 'Ada Lovelace', email: ADA.email },
    { participant: { contactId }, name: 'Adam', email: 'adam@example.com' },
  ]);
  expect(await find({ email: ADA.email })).toHaveLength(1);
});

it('finds a member by login e-mail', async () => {
  const { world, find } = setup();
  const { memberId, contactId } = await world.createMember(ADA);
  world.deleteContact(contactId);
  expect(await find({ email: ADA.email })).toEqual([
    { participant: { memberId }, name: ADA.email, email: ADA.email },
  ]);
  expect(await find({ email: ADA.email, name: 'Ada' })).toEqual([]);
});

it('uses the e-mail as the name of a contact without one', async () => {
  const { world, find } = setup();
  await world.createContact({ email: 'x@example.com' });
  expect(await find({ email: 'x@example.com' })).toMatchObject([{ name: 'x@example.com' }]);
});

it('returns 20 participants at most', async () => {
  const { world, find } = setup();
  for (let index = 0; index < 25; index += 1) {
    await world.createContact({ email: `a${index}@example.com`, firstName: 'Ada' });
  }
  expect(await find({ name: 'Ada' })).toHaveLength(20);
});

it('returns an empty list with one call if nothing matches', async () => {
  const { world, find } = setup();
  expect(await find({ name: 'Missing' })).toEqual([]);
  expect(world.calls).toEqual(['findContacts']);
});

it('sends to the member or contact with the e-mail', async () => {
  const { world, inbox } = setup();
  const { memberId } = await world.createMember(ADA);
  const contactId = await world.createContact({ email: 'bob@example.com' });
  await inbox.sendTo({ email: 'ADA@example.com' }, HELLO);
  await inbox.sendTo({ email: 'bob@example.com' }, HELLO);
  expect(world.messagesOf({ memberId })).toHaveLength(1);
  expect(world.messagesOf({ contactId })).toHaveLength(1);
  const { conversation } = await inbox.openConversation({ email: ADA.email });
  expect(conversation.participant).toMatchObject({ memberId });
});

it('returns PARTICIPANT_NOT_FOUND for an unknown e-mail, and creates no contact', async () => {
  const { world, inbox, codeOf, created } = setup();
  const to = { email: 'unknown@example.com' };
  expect(await codeOf(() => inbox.sendTo(to, HELLO))).toBe('PARTICIPANT_NOT_FOUND');
  expect(await codeOf(() => inbox.openConversation(to))).toBe('PARTICIPANT_NOT_FOUND');
  expect(created()).toEqual([0, []]);
  expect(world.calls).not.toContain('openConversation');
});

it('returns PARTICIPANT_AMBIGUOUS if several participants have the e-mail', async () => {
  const { world, inbox, codeOf } = setup();
  await world.createMember(ADA);
  await world.createContact(ADA);
  expect(await codeOf(() => inbox.sendTo({ email: ADA.email }, HELLO))).toBe(
    'PARTICIPANT_AMBIGUOUS',
  );
  expect(await codeOf(() => inbox.openConversation({ email: ADA.email }))).toBe(
    'PARTICIPANT_AMBIGUOUS',
  );
  expect(world.sent).toEqual([]);
  expect(world.calls).not.toContain('openConversation');
});

it('reserves no key for an unknown e-mail, and sends once it is known, also by its id', async () => {
  const { world, inbox, codeOf } = setup();
  const send = () => inbox.sendTo({ email: ADA.email }, HELLO, { idempotencyKey: KEY });
  expect(await codeOf(send)).toBe('PARTICIPANT_NOT_FOUND');
  const contactId = await world.createContact(ADA);
  expect(await send()).toMatchObject({ once: true });
  expect(await send()).toMatchObject({ replayed: true });
  expect(world.messagesOf({ contactId })).toHaveLength(1);
  const byId = await inbox.sendTo({ contactId }, HELLO, { idempotencyKey: KEY });
  expect(byId).toMatchObject({ replayed: true });
});

it('returns TRY_LATER if Wix cannot be reached', async () => {
  const { world, inbox, codeOf } = setup();
  world.faults.set('findContacts', () => Promise.reject(networkFailure('ECONNREFUSED')));
  expect(await codeOf(() => inbox.findParticipants({ name: 'Ada' }))).toBe('TRY_LATER');
  expect(await codeOf(() => inbox.sendTo({ email: ADA.email }, HELLO))).toBe('TRY_LATER');
});
