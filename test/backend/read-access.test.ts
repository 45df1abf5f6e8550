// Read access: a visitor who types another person's e-mail never reads that person's conversation, however Wix
// merges conversations.
import { expect, it } from 'vitest';
import { createSecret, setupCallers, textsOf } from '../support/backend/callers.ts';

/** Part of every message of the victim: it must be in no result and no log entry. */
const CANARY = 'canary-7f3a';
const MERGE_OUTCOMES = ['merged', 'fresh', 'not-found'] as const;
const NOT_AVAILABLE = { ok: false, error: { code: 'HISTORY_NOT_AVAILABLE' } };

async function setup(absorbedVisitor: (typeof MERGE_OUTCOMES)[number]) {
  // Without Realtime, whose pings would be among the recorded calls.
  const harness = setupCallers({ realtime: 'off' });
  const { world, inbox } = harness;
  world.absorbedVisitor = absorbedVisitor;
  world.secrets.set('InboxKeys', createSecret(1));
  return {
    ...harness,
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
  ['merged', NOT_AVAILABLE],
  ['fresh', { ok: true, messages: [] }],
  ['not-found', NOT_AVAILABLE],
] as const)(
  'returns nothing of a contact to a visitor who typed the e-mail of the contact (merged visitor: %s)',
  async (outcome, expected) => {
    const { victim, visitor, world, entries } = await setup(outcome);
    await victim('victim@example.com');
    const mallory = await visitor();
    await mallory.sendText('Mine');
    const before = await mallory.readPage();
    await mallory.sendForm('victim@example.com');
    world.calls.length = 0;

    const after = await mallory.read();
    const again = await mallory.read({ cursor: before.cursor });

    const returned = JSON.stringify([before, after, again, entries]);
    expect(returned).not.toContain(CANARY);
    expect(after).toMatchObject(expected);
    expect(world.calls.includes('listMessages')).toBe(outcome === 'fresh');
    expect(world.calls).not.toContain('getConversation');
  },
);

it.each(MERGE_OUTCOMES)(
  'returns nothing to a visitor who typed an e-mail before its owner became a contact (%s)',
  async (outcome) => {
    const { visitor, inbox, world, entries } = await setup(outcome);
    const mallory = await visitor();
    await mallory.sendForm('later@example.com');
    const [contactId = ''] = world.contacts.keys();
    await inbox.sendTo({ contactId }, { basic: { items: [{ text: CANARY }] } });
    const answers = [await mallory.read(), await mallory.read()];
    expect(JSON.stringify([answers, entries])).not.toContain(CANARY);
  },
);

it.each(MERGE_OUTCOMES)(
  "returns nothing of a member to a visitor who typed the member's e-mail (%s)",
  async (outcome) => {
    const { visitor, member, entries } = await setup(outcome);
    const victim = await member('victim@example.com', CANARY);
    await victim.sendText(CANARY);
    const mallory = await visitor();
    await mallory.sendForm('victim@example.com');
    const answer = await mallory.read();
    expect(JSON.stringify([answer, entries])).not.toContain(CANARY);
    expect(textsOf(await victim.readPage())).toContain(CANARY);
  },
);

it('lets a member read after log-in, and a visitor who typed an e-mail not before and not after', async () => {
  const { world, visitor, caller } = await setup('merged');
  const ada = await visitor();
  await ada.sendText('Before');
  await ada.sendForm('ada@example.com');
  expect(await ada.readErrorCode()).toBe('HISTORY_NOT_AVAILABLE');
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const contactId = [...world.contacts.keys()][0] ?? '';
  expect(contactId).not.toBe('');
  const page = await caller({ memberId }).read();
  expect(page).toMatchObject({ ok: true, canRead: true });
  expect(await ada.readErrorCode()).toBe('HISTORY_NOT_AVAILABLE');
});

it('returns the same for the e-mails of contacts and members and for unknown ones', async () => {
  const { victim, visitor, member } = await setup('merged');
  await victim('contact@example.com');
  await member('member@example.com');
  const results = [];
  const sessions = new Set<unknown>();
  for (const email of ['contact@example.com', 'member@example.com', 'unknown@example.com']) {
    const mallory = await visitor();
    const before = await mallory.read();
    await mallory.sendForm(email);
    const answer = await mallory.read();
    const session = answer.ok ? undefined : answer.error.session;
    // Their own, which they knew before.
    expect(before).toMatchObject({ ok: true, session });
    sessions.add(session);
    results.push(JSON.stringify(answer).replace(String(session), ''));
  }
  expect([new Set(results).size, sessions.size]).toEqual([1, 3]);
});

it.each(['memberId', 'contactId'] as const)(
  'does not read a conversation that Wix returns with a %s for a visitor',
  async (key) => {
    const { world, visitor } = await setup('merged');
    const ada = await visitor();
    await ada.sendText(CANARY);
    const { openConversation } = world.wix;
    Reflect.set(world.wix, 'openConversation', async (participant: { memberId: string }) => {
      const conversation = await openConversation(participant);
      const id = '11111111-2222-4333-8444-555555555555';
      return { ...conversation, participant: { ...conversation.participant, [key]: id } };
    });
    world.calls.length = 0;
    expect(await ada.readErrorCode()).toBe('HISTORY_NOT_AVAILABLE');
    expect(world.calls).toEqual(['tokenInfo', 'openConversation', 'secret']);
  },
);

it("does not read another member's conversation that Wix returns for a member", async () => {
  const { world, member } = await setup('merged');
  const victim = await member('victim@example.com', CANARY);
  await victim.sendText(CANARY);
  const mallory = await member('mallory@example.com');
  const { openConversation } = world.wix;
  Reflect.set(world.wix, 'openConversation', () => openConversation({ memberId: victim.memberId }));
  const answer = await mallory.read();
  expect(answer).toMatchObject({ ok: false, error: { code: 'HISTORY_NOT_AVAILABLE' } });
  expect(JSON.stringify(answer)).not.toContain(CANARY);
});

it('returns an error message that tells the visitor to log in', async () => {
  const { victim, visitor } = await setup('merged');
  await victim('victim@example.com');
  const mallory = await visitor();
  await mallory.sendForm('victim@example.com');
  const answer = await mallory.read();
  expect(answer.ok ? '' : answer.error.message).toMatch(/^Log in to see this conversation\./);
  expect(answer.ok ? {} : answer.error).not.toHaveProperty('requestId');
});
