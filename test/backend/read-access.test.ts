// Who reads what: whoever types somebody's address must never read his history, however Wix merges conversations.
import { expect, it } from 'vitest';
import { secretOf, setupPeople, textsOf } from './people.ts';

/** Stands in every message of the victim: it must be in no answer and no line of the log. */
const CANARY = 'canary-7f3a';
const READINGS = ['merged', 'fresh', 'not-found'] as const;
const REFUSED = { ok: false, error: { code: 'HISTORY_NOT_AVAILABLE' } };

async function setup(absorbedVisitor: (typeof READINGS)[number]) {
  // Without pings, which would come among the calls.
  const people = setupPeople({ realtime: 'off' });
  const { world, inbox } = people;
  world.absorbedVisitor = absorbedVisitor;
  world.secrets.set('InboxKeys', secretOf(1));
  return {
    ...people,
    async victim(email: string) {
      const contactId = await world.createContact({ email, firstName: CANARY });
      for (let count = 0; count < 40; count += 1) {
        await inbox.sendTo({ contactId }, { basic: { items: [{ text: `${CANARY} ${count}` }] } });
      }
      const conversationId = world.sent.at(-1)?.conversationId ?? '';
      world.calls.length = 0;
      return { contactId, conversationId };
    },
  };
}

it.each([
  ['merged', REFUSED],
  ['fresh', { ok: true, messages: [] }],
  ['not-found', REFUSED],
] as const)(
  'shows a visitor nothing of the contact whose address he typed (absorbed visitor: %s)',
  async (reading, answer) => {
    const { victim, visitor, world, entries } = await setup(reading);
    await victim('victim@example.com');
    const mallory = await visitor();
    await mallory.say('Mine');
    const before = await mallory.page();
    await mallory.submit('victim@example.com');
    world.calls.length = 0;

    const after = await mallory.read();
    const again = await mallory.read({ cursor: before.cursor });

    const seen = JSON.stringify([before, after, again, entries]);
    expect(seen).not.toContain(CANARY);
    expect(after).toMatchObject(answer);
    expect(world.calls.includes('listMessages')).toBe(reading === 'fresh');
    expect(world.calls).not.toContain('getConversation');
  },
);

it.each(READINGS)(
  'shows nothing to whoever typed an address first, once its owner is a contact (%s)',
  async (reading) => {
    const { visitor, inbox, world, entries } = await setup(reading);
    const mallory = await visitor();
    await mallory.submit('later@example.com');
    const [contactId = ''] = world.contacts.keys();
    await inbox.sendTo({ contactId }, { basic: { items: [{ text: CANARY }] } });
    const answers = [await mallory.read(), await mallory.read()];
    expect(JSON.stringify([answers, entries])).not.toContain(CANARY);
  },
);

it.each(READINGS)(
  'shows a member’s conversation to nobody who typed his address (%s)',
  async (reading) => {
    const { visitor, member, entries } = await setup(reading);
    const victim = await member('victim@example.com', CANARY);
    await victim.say(CANARY);
    const mallory = await visitor();
    await mallory.submit('victim@example.com');
    const answer = await mallory.read();
    expect(JSON.stringify([answer, entries])).not.toContain(CANARY);
    expect(textsOf(await victim.page())).toContain(CANARY);
  },
);

it('shows a member what he wrote before he logged in, and after log-out nothing of it', async () => {
  const { world, visitor, person } = await setup('merged');
  const ada = await visitor();
  await ada.say('Before');
  await ada.submit('ada@example.com');
  expect(await ada.refusal()).toBe('HISTORY_NOT_AVAILABLE');
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const contactId = [...world.contacts.keys()][0] ?? '';
  expect(contactId).not.toBe('');
  const page = await person({ memberId }).read();
  expect(page).toMatchObject({ ok: true, canRead: true });
  expect(await ada.refusal()).toBe('HISTORY_NOT_AVAILABLE');
});

it('answers the same for known, unknown and members’ addresses', async () => {
  const { victim, visitor, member } = await setup('merged');
  await victim('contact@example.com');
  await member('member@example.com');
  const answers = [];
  for (const email of ['contact@example.com', 'member@example.com', 'nobody@example.com']) {
    const mallory = await visitor();
    await mallory.submit(email);
    answers.push(await mallory.read());
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

it.each(['memberId', 'contactId'] as const)(
  'believes Wix and not what it asked: a visitor’s conversation with a %s is not read',
  async (key) => {
    const { world, visitor } = await setup('merged');
    const ada = await visitor();
    await ada.say(CANARY);
    const { openConversation } = world.wix;
    Reflect.set(world.wix, 'openConversation', async (participant: { memberId: string }) => {
      const conversation = await openConversation(participant);
      const id = '11111111-2222-4333-8444-555555555555';
      return { ...conversation, participant: { ...conversation.participant, [key]: id } };
    });
    world.calls.length = 0;
    expect(await ada.refusal()).toBe('HISTORY_NOT_AVAILABLE');
    expect(world.calls).toEqual(['tokenInfo', 'openConversation']);
  },
);

it('believes Wix and not what it asked: another member’s conversation is not read', async () => {
  const { world, member } = await setup('merged');
  const victim = await member('victim@example.com', CANARY);
  await victim.say(CANARY);
  const mallory = await member('mallory@example.com');
  const { openConversation } = world.wix;
  Reflect.set(world.wix, 'openConversation', () => openConversation({ memberId: victim.memberId }));
  const answer = await mallory.read();
  expect(answer).toMatchObject({ ok: false, error: { code: 'HISTORY_NOT_AVAILABLE' } });
  expect(JSON.stringify(answer)).not.toContain(CANARY);
});

it('reads as help where it is refused', async () => {
  const { victim, visitor } = await setup('merged');
  await victim('victim@example.com');
  const mallory = await visitor();
  await mallory.submit('victim@example.com');
  const answer = await mallory.read();
  expect(answer.ok ? '' : answer.error.message).toMatch(/^Log in to see this conversation\./);
  expect(answer.ok ? {} : answer.error).not.toHaveProperty('requestId');
});
