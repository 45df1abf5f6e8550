// Finding people, and writing to an address: whom it means, or that nobody can tell.
import { expect, it } from 'vitest';
import { networkFailure } from '../support/port/wix-failures.ts';
import { setup as setupInbox } from './setup.ts';

const ADA = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };
const HELLO = { basic: { items: [{ text: 'Hello' }] } };
const KEY = 'k'.repeat(32);

function setup() {
  const made = setupInbox();
  const { world, inbox, respond } = made;
  const codeOf = async (work: () => Promise<object>) => {
    const result = await respond(work);
    return result.ok ? 'none' : result.error.code;
  };
  return {
    ...made,
    codeOf,
    find: async (query: object) => (await inbox.findParticipants(query)).participants,
    peopleMade: () => [
      world.contacts.size,
      world.calls.filter((call) => /create|submit/.test(call)),
    ],
  };
}

it('finds a contact by address, telephone and name', async () => {
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

it('gives a member by the id that Inbox wants, once, before contacts', async () => {
  const { world, find } = setup();
  const contactId = await world.createContact({ email: 'adam@example.com', firstName: 'Adam' });
  const { memberId } = await world.createMember(ADA);
  expect(await find({ name: 'Ada' })).toEqual([
    { participant: { memberId }, name: 'Ada Lovelace', email: ADA.email },
    { participant: { contactId }, name: 'Adam', email: 'adam@example.com' },
  ]);
  expect(await find({ email: ADA.email })).toHaveLength(1);
});

it('finds a member by the address that he logs in with', async () => {
  const { world, find } = setup();
  const { memberId, contactId } = await world.createMember(ADA);
  world.deleteContact(contactId);
  expect(await find({ email: ADA.email })).toEqual([
    { participant: { memberId }, name: ADA.email, email: ADA.email },
  ]);
  expect(await find({ email: ADA.email, name: 'Ada' })).toEqual([]);
});

it('names whoever has no name by his address', async () => {
  const { world, find } = setup();
  await world.createContact({ email: 'x@example.com' });
  expect(await find({ email: 'x@example.com' })).toMatchObject([{ name: 'x@example.com' }]);
});

it('finds 20 at most', async () => {
  const { world, find } = setup();
  for (let index = 0; index < 25; index += 1) {
    await world.createContact({ email: `a${index}@example.com`, firstName: 'Ada' });
  }
  expect(await find({ name: 'Ada' })).toHaveLength(20);
});

it('answers nobody where there is nobody, with one call', async () => {
  const { world, find } = setup();
  expect(await find({ name: 'Nobody' })).toEqual([]);
  expect(world.calls).toEqual(['findContacts']);
});

it('writes to the member or contact of an address', async () => {
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

it('makes nobody of an address that nobody has', async () => {
  const { world, inbox, codeOf, peopleMade } = setup();
  const to = { email: 'nobody@example.com' };
  expect(await codeOf(() => inbox.sendTo(to, HELLO))).toBe('PARTICIPANT_NOT_FOUND');
  expect(await codeOf(() => inbox.openConversation(to))).toBe('PARTICIPANT_NOT_FOUND');
  expect(peopleMade()).toEqual([0, []]);
  expect(world.calls).not.toContain('openConversation');
});

it('guesses nobody where an address is several people’s', async () => {
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

it('frees the key of a message to nobody, and sends once where there is somebody', async () => {
  const { world, inbox, codeOf } = setup();
  const send = () => inbox.sendTo({ email: ADA.email }, HELLO, { idempotencyKey: KEY });
  expect(await codeOf(send)).toBe('PARTICIPANT_NOT_FOUND');
  const contactId = await world.createContact(ADA);
  expect(await send()).toMatchObject({ once: true });
  expect(await send()).toMatchObject({ replayed: true });
  expect(world.messagesOf({ contactId })).toHaveLength(1);
  const other = () => inbox.sendTo({ contactId }, HELLO, { idempotencyKey: KEY });
  expect(await codeOf(other)).toBe('KEY_REUSED');
});

it('says so where Wix cannot be asked', async () => {
  const { world, inbox, codeOf } = setup();
  world.faults.set('findContacts', () => Promise.reject(networkFailure('ECONNREFUSED')));
  expect(await codeOf(() => inbox.findParticipants({ name: 'Ada' }))).toBe('TRY_LATER');
  expect(await codeOf(() => inbox.sendTo({ email: ADA.email }, HELLO))).toBe('TRY_LATER');
});
