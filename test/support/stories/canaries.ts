// A person with secrets, and the calls with which an attacker could try to read them.
import { expect } from 'vitest';
import { at } from './json.ts';
import type { Person, Harness } from './harness.ts';

/** The e-mail address that the attacker enters. */
export const VICTIM = 'victim@example.com';
const FIRST = 'Zanzibarina';
const LAST = 'Quetzalcoatlus';
const PHONE = '5550199731';
/** The text of the victim's messages. */
export const SECRET = 'the safe is behind the mirror';
/** Texts that only the victim and the business may see. */
export const CANARIES: readonly string[] = [FIRST, LAST, PHONE, SECRET];

/** The IDs, Realtime resource and cursor that could give access to the victim's conversation. */
export interface VictimIds {
  readonly contactId: string;
  readonly conversationId: string;
  readonly memberId?: string;
  readonly resourceId?: string;
  readonly cursor?: string;
}

/** Returns the values of the victim's IDs. */
export function listIds(ids: VictimIds): readonly string[] {
  const { contactId, conversationId, memberId, resourceId, cursor } = ids;
  const values = [contactId, conversationId, memberId, resourceId, cursor];
  return values.filter((value) => value !== undefined);
}

/** Sends the victim 31 messages, one more than a page has. Returns the conversation's ID. */
async function sendSecrets(
  { app, control, conversationOf, rest }: Harness,
  to: object,
): Promise<string> {
  const business = await app();
  const { id } = await conversationOf(to);
  await control('PUT', 'assumptions', { apiMessageComesBack: 'no' });
  for (let index = 0; index < 31; index += 1) {
    const message = {
      content: { basic: { items: [{ text: `${SECRET} (${index})` }] } },
      direction: 'BUSINESS_TO_PARTICIPANT',
      visibility: 'BUSINESS_AND_PARTICIPANT',
    };
    await rest('POST', '/inbox/v2/messages', { conversationId: id, message }, business);
  }
  await control('PUT', 'assumptions', { apiMessageComesBack: 'yes' });
  return id;
}

/** Creates a contact who is not a member, with a conversation. */
export async function createContactWithSecrets(harness: Harness): Promise<VictimIds> {
  const name = { first: FIRST, last: LAST };
  const phones = { items: [{ phone: PHONE }] };
  const contactId = await harness.contact(VICTIM, { name, phones });
  return { contactId, conversationId: await sendSecrets(harness, { contactId }) };
}

/** Creates a member with a conversation, and returns the IDs that their page receives. */
export async function createMemberWithSecrets(harness: Harness, from?: Person) {
  const session = { name: `${FIRST} ${LAST}`, ...(from && { from: from.token }) };
  const member = await harness.member(VICTIM, session);
  const conversationId = await sendSecrets(harness, { memberId: member.id });
  const page = await member.call('listMessages');
  expect(JSON.stringify(page)).toContain(SECRET);
  const ids: VictimIds = {
    contactId: member.contactId ?? '',
    conversationId,
    memberId: member.id,
    resourceId: String(at(page, 'channel', 'resourceId')),
    cursor: String(at(page, 'cursor')),
  };
  return { member, ids };
}

/**
 * Returns calls of web methods that pass a value in every position of their arguments. `test/attacks` tries each option
 * of each method, and checks that a method takes no other.
 */
export function callsWithValue(value: string): readonly (readonly [string, ...unknown[]])[] {
  const selects = ['cursor', 'conversationId', 'memberId', 'contactId', 'anonymousVisitorId'];
  const named = [...selects, 'subject', 'channel', 'resourceId', 'participant', 'email'];
  const options = [...named, 'language', 'idempotencyKey', 'form'].map((key) => ({ [key]: value }));
  const all = Object.fromEntries(named.map((key) => [key, value]));
  return [
    ...[value, [value], all, ...options].map((input) => ['listMessages', input] as const),
    ['listMessages', null, value],
    ['listMessages', {}, { cursor: value }],
    ['sendBasicMessage', 'Hello', all],
    ['sendMinimalMessage', 'viewed-prices', all],
    ['sendBasicMessage', { text: value }],
    ['sendMinimalMessage', value],
    ['sendFormData', { firstName: 'Mallory' }, all],
    ['sendFormData', { firstName: 'Mallory' }, { form: value }],
    ['sendFormData', { firstName: 'Mallory', [value]: value }],
    ['sendFormData', { ...all, firstName: 'Mallory' }],
    ['openConversation', { memberId: value }],
    ['openConversation', { contactId: value }],
    ['openConversation', { email: value }],
    ['getConversation', value],
    ['listAllMessages', value],
    ['listAllMessages', value, { cursor: value }],
    ['findParticipants', { email: value }],
    ['listRecent', { cursor: value }],
    ['sendMessageTo', { email: value }, { minimal: { text: 'x' } }],
    ['checkInbox', value],
  ];
}
