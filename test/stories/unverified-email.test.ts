import { expect, it } from 'vitest';
import { siteWithSettings } from '../support/site-variant.ts';
import { at } from '../support/stories/json.ts';
import { readsUnasked } from '../support/stories/reads.ts';
import {
  ownStage,
  siteLog,
  stage,
  type Person,
  type Raw,
  type Stage,
} from '../support/stories/harness.ts';
import {
  CREATE_CONTACT,
  currentMember,
  inAWord,
  openConversation,
  SEND_TO_BUSINESS,
  submitContact,
  TOKEN_INFO,
} from '../support/stories/wix-calls.ts';

const setup = stage();

/** What nobody but the victim and the business may ever read. */
const CANARIES = ['Zanzibarina', 'Quetzalcoatlus', '5550199731', 'the safe is behind the mirror'];
const VICTIM = 'victim@example.com';
const SENT = { ok: true, once: false };

async function seedVictim({ contact, admin, conversationOf, control }: Stage) {
  const contactId = await contact(VICTIM, {
    name: { first: CANARIES[0], last: CANARIES[1] },
    phones: { items: [{ phone: CANARIES[2] }] },
  });
  const owner = await admin();
  const say = (text: string) =>
    owner.call('sendMessageTo', { contactId }, { basic: { items: [{ text }] } });
  await say(`Remember: ${CANARIES[3]}`);
  const { id } = await conversationOf({ contactId });
  await control('DELETE', 'faults');
  return { contactId, conversationId: id, say };
}

/** Everything that a visitor can have the site do, before and after he typed an address. */
async function everyDoor({ post }: Stage, { token }: Person, email: string): Promise<Raw[]> {
  const form = { firstName: 'Mallory', email };
  const calls: readonly (readonly [string, ...unknown[]])[] = [
    ['sendBasicMessage', 'Before'],
    ['sendFormData', form],
    ['sendFormData', form, { idempotencyKey: 'k'.repeat(22) }],
    ['sendFormData', form, { idempotencyKey: 'k'.repeat(22) }],
    ['sendFormData', { ...form, lastName: 'Other' }, { idempotencyKey: 'k'.repeat(22) }],
    ['sendBasicMessage', 'After'],
    ['sendMinimalMessage', 'viewed-prices'],
    ['sendFormData', { ...form, email: 'no address' }],
    ['sendFormData', { ...form, [email]: email }],
    ['sendMessageTo', { contactId: email }, { minimal: { text: 'x' } }],
    ['openConversation', { contactId: email }],
    ['getConversation', email],
    ['listAllMessages', email],
    ['checkInbox'],
  ];
  const answers: Raw[] = [];
  for (const [method, ...args] of calls) {
    answers.push(await post(method, args, token));
  }
  return answers;
}

it('answers a known address byte for byte as an unknown one, and a member’s too', async () => {
  const told = new Map<string, readonly Raw[]>();
  for (const email of ['victim@example.com', 'nobody@example.com', 'member@example.com']) {
    const story = await setup();
    await seedVictim(story);
    await story.member('member@example.com', { name: CANARIES[0] });
    told.set(email, await everyDoor(story, await story.visitor(), email));
  }
  const [known, unknown, members] = [...told].map(([email, answers]) =>
    JSON.stringify(answers)
      .replaceAll(email, 'ADDRESS')
      .replace(/"date":"[^"]*"/g, ''),
  );
  expect(unknown).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
  expect(known).toBe(unknown);
  expect(members).toBe(unknown);
  expect(told.get('nobody@example.com')?.map(({ status }) => status)).toEqual([
    ...[200, 200, 200, 200, 200, 200, 200, 200, 200],
    ...[403, 403, 403, 403, 403],
  ]);
});

it.each(['merged', 'fresh', 'not-found'] as const)(
  'lets whoever types a stranger’s address learn nothing of him (an absorbed visitor’s conversation: %s)',
  async (absorbedVisitor) => {
    const log = siteLog();
    const story = await setup();
    await story.control('PUT', 'assumptions', { absorbedVisitor });
    const victim = await seedVictim(story);
    const mallory = await story.visitor();
    const seen = await everyDoor(story, mallory, VICTIM);

    const kinds = ['GetOrCreateConversation', 'SendMessage', 'SubmitContact', 'TokenInfo'];
    for (const call of kinds) {
      const operation = (await story.requests()).find(({ operation: name }) =>
        name.endsWith(`.${call}`),
      );
      for (const kind of [{ kind: 'status', status: 500 }, { kind: 'executed-504' }]) {
        const fault = { operation: operation?.operation, calls: 'every', ...kind };
        await story.control('PUT', 'faults', { faults: [fault] });
        seen.push(...(await everyDoor(story, mallory, VICTIM)));
      }
    }
    await story.control('DELETE', 'faults');

    const everything = JSON.stringify(seen) + log.join('\n');
    expect(log.length).toBeGreaterThan(0);
    for (const canary of [...CANARIES, victim.contactId, victim.conversationId]) {
      expect(everything).not.toContain(canary);
    }
    expect(log.join('\n')).not.toContain(VICTIM);
    expect(log.join('\n')).not.toContain('Mallory');
    expect(await readsUnasked(story)).toEqual([]);
  },
);

it('gives the business the form beside what the contact wrote, in the order of time', async () => {
  const story = await setup();
  const { contactId, say } = await seedVictim(story);
  const ada = await story.visitor();
  await ada.call('sendBasicMessage', 'Is anybody there?');
  await say('Are you well?');
  await ada.call('sendFormData', { firstName: 'Ada', email: VICTIM });
  const { messages } = await story.conversationOf({ contactId });
  expect(messages.map(inAWord)).toEqual([
    'Remember: the safe is behind the mirror',
    'Is anybody there?',
    'Are you well?',
    'Contact',
  ]);
  expect(await story.events('conversations-merged')).toHaveLength(1);
});

it.each([
  ['not-associated', 'anonymousVisitorId', 0],
  ['associated', 'memberId', 1],
] as const)(
  'sends the form of a member who is not logged in as the visitor he is (a member’s address: %s)',
  async (notAuthenticatedMember, finally_, merges) => {
    const { control, member, visitor, wire, events, conversationOf } = await setup();
    await control('PUT', 'assumptions', { notAuthenticatedMember });
    const ada = await member('ada@example.com');
    await ada.call('sendBasicMessage', 'As a member');
    const loggedOut = await visitor();
    const form = { firstName: 'Ada', email: 'ada@example.com' };
    expect(await loggedOut.call('sendFormData', form)).toEqual(SENT);

    const open = openConversation({ anonymousVisitorId: loggedOut.id });
    const calls = (await wire()).slice(3);
    expect(calls).toEqual([TOKEN_INFO, open, SEND_TO_BUSINESS, submitContact('visitor')]);
    expect(await events('conversations-merged')).toHaveLength(merges);
    expect(await events('contact-updated')).toEqual([]);
    const { participant, messages } = await conversationOf({ anonymousVisitorId: loggedOut.id });
    expect(Object.keys(participant)).toContain(finally_);
    expect(messages.map(inAWord)).toContain('Contact');
  },
);

it('makes a contact only where there is none, under contacts: create-only', async () => {
  siteLog();
  const story = await ownStage({ site: siteWithSettings({ contacts: 'create-only' }) });
  const { contactId } = await seedVictim(story);
  const [ada, bob] = [await story.visitor(), await story.visitor()];
  const before = (await story.wire()).length;
  expect(await ada.call('sendFormData', { email: VICTIM })).toEqual(SENT);
  const open = openConversation({ anonymousVisitorId: ada.id });
  const calls = [TOKEN_INFO, open, SEND_TO_BUSINESS, CREATE_CONTACT];
  expect((await story.wire()).slice(before)).toEqual(calls);
  expect(await bob.call('sendFormData', { email: 'bob@example.com' })).toEqual(SENT);

  expect(await story.events('contact-updated')).toEqual([]);
  expect(await story.events('conversations-merged')).toEqual([]);
  expect((await story.conversationOf({ contactId })).messages).toHaveLength(1);
  const [created] = (await story.events('contact-created')).toReversed();
  expect(at(created?.data, 'primaryInfo', 'email')).toBe('bob@example.com');

  // Where nobody can say who is talking, the form goes to that contact.
  await story.control('PUT', 'assumptions', { tokenInfo: 'fails' });
  const from = (await story.wire()).length;
  expect(await ada.call('sendFormData', { email: VICTIM })).toEqual(SENT);
  expect((await story.wire()).slice(from)).toEqual([
    ...[currentMember('visitor'), CREATE_CONTACT],
    ...[openConversation({ contactId }), SEND_TO_BUSINESS],
  ]);
});

it('leaves contacts alone, under contacts: off', async () => {
  siteLog();
  const story = await ownStage({ site: siteWithSettings({ contacts: 'off' }) });
  const ada = await story.visitor();
  expect(await ada.call('sendFormData', { email: 'ada@example.com' })).toEqual(SENT);
  const calls = [TOKEN_INFO, openConversation({ anonymousVisitorId: ada.id }), SEND_TO_BUSINESS];
  expect(await story.wire()).toEqual(calls);

  // Where nobody can say who is talking, there is nobody whom the form could go to.
  await story.control('PUT', 'assumptions', { tokenInfo: 'fails' });
  const refused = await ada.call('sendFormData', { email: 'ada@example.com' });
  expect(at(refused, 'error', 'code')).toBe('IDENTITY_UNKNOWN');
  expect(await story.wire()).toEqual([...calls, currentMember('visitor')]);
  expect(await story.events('contact-created')).toEqual([]);
});
