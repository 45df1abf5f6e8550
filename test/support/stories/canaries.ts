// Somebody with secrets, and all that an attacker could try with what leads to them.
import { expect } from 'vitest';
import { at } from './json.ts';
import type { Person, Stage } from './harness.ts';

/** Whose address an attacker types. */
export const VICTIM = 'victim@example.com';
const FIRST = 'Zanzibarina';
const LAST = 'Quetzalcoatlus';
const PHONE = '5550199731';
/** What the victim's messages say. */
export const SECRET = 'the safe is behind the mirror';
/** What nobody but the victim and the business may ever see. */
export const CANARIES: readonly string[] = [FIRST, LAST, PHONE, SECRET];

/** Everything that could lead to somebody's conversation, by what it is. */
export interface Loot {
  readonly contactId: string;
  readonly conversationId: string;
  readonly memberId?: string;
  readonly resourceId?: string;
  readonly cursor?: string;
}

export function textsOf(loot: Loot): readonly string[] {
  const { contactId, conversationId, memberId, resourceId, cursor } = loot;
  const texts = [contactId, conversationId, memberId, resourceId, cursor];
  return texts.filter((text) => text !== undefined);
}

/** Writes the victim so much that he needs a second page. */
async function confide({ app, control, conversationOf, rest }: Stage, to: object): Promise<string> {
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

/** A contact who is no member, with a conversation. */
export async function contactWithSecrets(story: Stage): Promise<Loot> {
  const name = { first: FIRST, last: LAST };
  const phones = { items: [{ phone: PHONE }] };
  const contactId = await story.contact(VICTIM, { name, phones });
  return { contactId, conversationId: await confide(story, { contactId }) };
}

/** A member with a conversation, and what his own page knows of it. */
export async function memberWithSecrets(story: Stage, from?: Person) {
  const session = { name: `${FIRST} ${LAST}`, ...(from && { from: from.token }) };
  const member = await story.member(VICTIM, session);
  const conversationId = await confide(story, { memberId: member.id });
  const page = await member.call('listMessages');
  expect(JSON.stringify(page)).toContain(SECRET);
  const loot: Loot = {
    contactId: member.contactId ?? '',
    conversationId,
    memberId: member.id,
    resourceId: String(at(page, 'channel', 'resourceId')),
    cursor: String(at(page, 'cursor')),
  };
  return { member, loot };
}

/** Puts one thing into every position that an argument has. */
export function everyPosition(thing: string): readonly (readonly [string, ...unknown[]])[] {
  const selects = ['cursor', 'conversationId', 'memberId', 'contactId', 'anonymousVisitorId'];
  const named = [...selects, 'subject', 'channel', 'resourceId', 'participant', 'email'];
  const options = [...named, 'language', 'idempotencyKey', 'form'].map((key) => ({ [key]: thing }));
  const all = Object.fromEntries(named.map((key) => [key, thing]));
  return [
    ...[thing, [thing], all, ...options].map((input) => ['listMessages', input] as const),
    ['listMessages', null, thing],
    ['listMessages', {}, { cursor: thing }],
    ...options.map((option) => ['sendBasicMessage', 'Hello', option] as const),
    ...options.map((option) => ['sendMinimalMessage', 'viewed-prices', option] as const),
    ['sendBasicMessage', { text: thing }],
    ['sendMinimalMessage', thing],
    ...options.map((option) => ['sendFormData', { firstName: 'Mallory' }, option] as const),
    ['sendFormData', { firstName: 'Mallory', [thing]: thing }],
    ['sendFormData', { ...all, firstName: 'Mallory' }],
    ['openConversation', { memberId: thing }],
    ['openConversation', { contactId: thing }],
    ['openConversation', { email: thing }],
    ['getConversation', thing],
    ['listAllMessages', thing],
    ['listAllMessages', thing, { cursor: thing }],
    ['findParticipants', { email: thing }],
    ['listRecent', { cursor: thing }],
    ['sendMessageTo', { email: thing }, { minimal: { text: 'x' } }],
    ['checkInbox', thing],
  ];
}
