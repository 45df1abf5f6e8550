import { expect, it } from 'vitest';
import { siteWithSettings } from '../support/site-variant.ts';
import { at } from '../support/stories/json.ts';
import { findUnexplainedReads } from '../support/stories/reads.ts';
import {
  createHarness,
  captureSiteLog,
  shareEmulator,
  type Person,
  type RawResponse,
  type Harness,
} from '../support/stories/harness.ts';
import {
  CREATE_CONTACT,
  currentMember,
  summarize,
  openConversation,
  SEND_TO_BUSINESS,
  submitContact,
  TOKEN_INFO,
} from '../support/stories/wix-calls.ts';

const setup = shareEmulator();

/** Texts that only the victim and the business may see. */
const CANARIES = ['Zanzibarina', 'Quetzalcoatlus', '5550199731', 'the safe is behind the mirror'];
const VICTIM = 'victim@example.com';
const SENT = { ok: true, once: false };

async function seedVictim({ contact, admin, conversationOf, control }: Harness) {
  const contactId = await contact(VICTIM, {
    name: { first: CANARIES[0], last: CANARIES[1] },
    phones: { items: [{ phone: CANARIES[2] }] },
  });
  const owner = await admin();
  const sendToVictim = (text: string) =>
    owner.call('sendMessageTo', { contactId }, { basic: { items: [{ text }] } });
  await sendToVictim(`Remember: ${CANARIES[3]}`);
  const { id } = await conversationOf({ contactId });
  await control('DELETE', 'faults');
  return { contactId, conversationId: id, sendToVictim };
}

/** Makes every call that a visitor can make, before and after a form with an e-mail address. */
async function callEveryMethod(
  { post }: Harness,
  { token }: Person,
  email: string,
): Promise<RawResponse[]> {
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
  const responses: RawResponse[] = [];
  for (const [method, ...args] of calls) {
    responses.push(await post(method, args, token));
  }
  return responses;
}

it('returns the same bytes for a contact’s, an unknown and a member’s address', async () => {
  const responsesByEmail = new Map<string, readonly RawResponse[]>();
  for (const email of ['victim@example.com', 'unknown@example.com', 'member@example.com']) {
    const harness = await setup();
    await seedVictim(harness);
    await harness.member('member@example.com', { name: CANARIES[0] });
    responsesByEmail.set(email, await callEveryMethod(harness, await harness.visitor(), email));
  }
  const [known, unknown, members] = [...responsesByEmail].map(([email, responses]) =>
    JSON.stringify(responses)
      .replaceAll(email, 'ADDRESS')
      .replace(/"date":"[^"]*"/g, ''),
  );
  expect(unknown).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
  expect(known).toBe(unknown);
  expect(members).toBe(unknown);
  expect(responsesByEmail.get('unknown@example.com')?.map(({ status }) => status)).toEqual([
    ...[200, 200, 200, 200, 200, 200, 200, 200, 200],
    ...[403, 403, 403, 403, 403],
  ]);
});

it.each(['merged', 'fresh', 'not-found'] as const)(
  'shows a visitor who enters another person’s address nothing about them (absorbedVisitor: %s)',
  async (absorbedVisitor) => {
    const log = captureSiteLog();
    const harness = await setup();
    await harness.control('PUT', 'assumptions', { absorbedVisitor });
    const victim = await seedVictim(harness);
    const mallory = await harness.visitor();
    const responses = await callEveryMethod(harness, mallory, VICTIM);

    const kinds = ['GetOrCreateConversation', 'SendMessage', 'SubmitContact', 'TokenInfo'];
    for (const call of kinds) {
      const operation = (await harness.requests()).find(({ operation: name }) =>
        name.endsWith(`.${call}`),
      );
      for (const kind of [{ kind: 'status', status: 500 }, { kind: 'executed-504' }]) {
        const fault = { operation: operation?.operation, calls: 'every', ...kind };
        await harness.control('PUT', 'faults', { faults: [fault] });
        responses.push(...(await callEveryMethod(harness, mallory, VICTIM)));
      }
    }
    await harness.control('DELETE', 'faults');

    const everything = JSON.stringify(responses) + log.join('\n');
    expect(log.length).toBeGreaterThan(0);
    for (const canary of [...CANARIES, victim.contactId, victim.conversationId]) {
      expect(everything).not.toContain(canary);
    }
    expect(log.join('\n')).not.toContain(VICTIM);
    expect(log.join('\n')).not.toContain('Mallory');
    expect(await findUnexplainedReads(harness)).toEqual([]);
  },
);

it('shows the business the form among the contact’s messages, ordered by time', async () => {
  const harness = await setup();
  const { contactId, sendToVictim } = await seedVictim(harness);
  const ada = await harness.visitor();
  await ada.call('sendBasicMessage', 'Is this chat open?');
  await sendToVictim('Are you well?');
  await ada.call('sendFormData', { firstName: 'Ada', email: VICTIM });
  const { messages } = await harness.conversationOf({ contactId });
  expect(messages.map(summarize)).toEqual([
    'Remember: the safe is behind the mirror',
    'Is this chat open?',
    'Are you well?',
    'Contact',
  ]);
  expect(await harness.events('conversations-merged')).toHaveLength(1);
});

it.each([
  ['not-associated', 'anonymousVisitorId', 0],
  ['associated', 'memberId', 1],
] as const)(
  'sends the form of a logged-out member as a visitor (notAuthenticatedMember: %s)',
  async (notAuthenticatedMember, participantKey, merges) => {
    const { control, member, visitor, wixCalls, events, conversationOf } = await setup();
    await control('PUT', 'assumptions', { notAuthenticatedMember });
    const ada = await member('ada@example.com');
    await ada.call('sendBasicMessage', 'As a member');
    const loggedOut = await visitor();
    const form = { firstName: 'Ada', email: 'ada@example.com' };
    expect(await loggedOut.call('sendFormData', form)).toEqual(SENT);

    const open = openConversation({ anonymousVisitorId: loggedOut.id });
    const calls = (await wixCalls()).slice(3);
    expect(calls).toEqual([
      TOKEN_INFO,
      open,
      SEND_TO_BUSINESS,
      CREATE_CONTACT,
      submitContact('visitor'),
    ]);
    expect(await events('conversations-merged')).toHaveLength(merges);
    expect(await events('contact-updated')).toEqual([]);
    const { participant, messages } = await conversationOf({ anonymousVisitorId: loggedOut.id });
    expect(Object.keys(participant)).toContain(participantKey);
    expect(messages.map(summarize)).toContain('Contact');
  },
);

it('contacts: create-only creates a contact only if none has the address', async () => {
  captureSiteLog();
  const harness = await createHarness({ site: siteWithSettings({ contacts: 'create-only' }) });
  const { contactId } = await seedVictim(harness);
  const [ada, bob] = [await harness.visitor(), await harness.visitor()];
  const before = (await harness.wixCalls()).length;
  expect(await ada.call('sendFormData', { email: VICTIM })).toEqual(SENT);
  const open = openConversation({ anonymousVisitorId: ada.id });
  const calls = [TOKEN_INFO, open, SEND_TO_BUSINESS, CREATE_CONTACT];
  expect((await harness.wixCalls()).slice(before)).toEqual(calls);
  expect(await bob.call('sendFormData', { email: 'bob@example.com' })).toEqual(SENT);

  expect(await harness.events('contact-updated')).toEqual([]);
  expect(await harness.events('conversations-merged')).toEqual([]);
  expect((await harness.conversationOf({ contactId })).messages).toHaveLength(1);
  const [created] = (await harness.events('contact-created')).toReversed();
  expect(at(created?.data, 'primaryInfo', 'email')).toBe('bob@example.com');

  // If the caller is unknown, the form goes to the contact with its address.
  await harness.control('PUT', 'assumptions', { tokenInfo: 'fails' });
  const from = (await harness.wixCalls()).length;
  expect(await ada.call('sendFormData', { email: VICTIM })).toEqual(SENT);
  expect((await harness.wixCalls()).slice(from)).toEqual([
    ...[currentMember('visitor'), CREATE_CONTACT],
    ...[openConversation({ contactId }), SEND_TO_BUSINESS],
  ]);
});

it('contacts: off creates and changes no contact', async () => {
  captureSiteLog();
  const harness = await createHarness({ site: siteWithSettings({ contacts: 'off' }) });
  const ada = await harness.visitor();
  expect(await ada.call('sendFormData', { email: 'ada@example.com' })).toEqual(SENT);
  const calls = [TOKEN_INFO, openConversation({ anonymousVisitorId: ada.id }), SEND_TO_BUSINESS];
  expect(await harness.wixCalls()).toEqual(calls);

  // If the caller is unknown, the form has no recipient.
  await harness.control('PUT', 'assumptions', { tokenInfo: 'fails' });
  const refused = await ada.call('sendFormData', { email: 'ada@example.com' });
  expect(at(refused, 'error', 'code')).toBe('IDENTITY_UNKNOWN');
  expect(await harness.wixCalls()).toEqual([...calls, currentMember('visitor')]);
  expect(await harness.events('contact-created')).toEqual([]);
});
