import { expect, it } from 'vitest';
import { at, listAt } from '../support/stories/json.ts';
import { shareEmulator } from '../support/stories/harness.ts';
import { summarize } from '../support/stories/wix-calls.ts';

// The owner finds people by name, and writes to the one person who has an address.

const setup = shareEmulator();
const HELLO = { basic: { items: [{ text: 'It is ready' }] } };

it('rejects an address that no one or several people have, and sends nothing', async () => {
  const { admin, contact, requests, events } = await setup();
  await contact('shared@example.com', { name: { first: 'Ada' } });
  await contact('shared@example.com', { name: { first: 'Bob' } });
  const before = await events('contact-created');
  const owner = await admin();
  const codes = [];
  for (const email of ['shared@example.com', 'unknown@example.com']) {
    for (const result of [
      await owner.call('sendMessageTo', { email }, HELLO),
      await owner.call('openConversation', { email }),
    ]) {
      codes.push(at(result, 'error', 'code'));
    }
  }
  expect(codes).toEqual([
    ...['PARTICIPANT_AMBIGUOUS', 'PARTICIPANT_AMBIGUOUS'],
    ...['PARTICIPANT_NOT_FOUND', 'PARTICIPANT_NOT_FOUND'],
  ]);
  const operations = (await requests()).map(({ operation }) => operation);
  expect(operations.filter((name) => /Create|Send|Submit|Conversation/.test(name))).toEqual([]);
  const created = (await events('contact-created')).length - before.length;
  expect(created).toBe(1); // The owner's own contact.
});

it('writes to the member or the contact with an address', async () => {
  const { admin, contact, member, conversationOf } = await setup();
  const contactId = await contact('ada@example.com');
  const bob = await member('bob@example.com');
  const owner = await admin();
  for (const email of ['ada@example.com', 'bob@example.com']) {
    expect(await owner.call('sendMessageTo', { email }, HELLO)).toMatchObject({ ok: true });
  }
  for (const to of [{ contactId }, { memberId: bob.id }]) {
    expect((await conversationOf(to)).messages.map(summarize)).toEqual(['It is ready']);
  }
  expect(await bob.call('listMessages')).toMatchObject({ messages: [{ from: 'business' }] });
});

it.each(['any-case', 'exact-case'] as const)(
  'findParticipants matches names in any case and by their start (%s)',
  async (startsWith) => {
    const { admin, contact, control } = await setup();
    await control('PUT', 'assumptions', { startsWith });
    const contactId = await contact('ada@example.com', {
      name: { first: 'Ada', last: 'Lovelace' },
    });
    const owner = await admin();
    for (const name of ['ada', 'ADA', 'lovelace', 'ada love', 'Ada']) {
      const found = await owner.call('findParticipants', { name });
      expect([name, found]).toMatchObject([
        name,
        { participants: [{ participant: { contactId } }] },
      ]);
      expect(listAt(found, 'participants')).toHaveLength(1);
    }
  },
);
