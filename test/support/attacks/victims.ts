// The people under attack: a member, a contact who is not a member, and a visitor, each with secrets that no one else has.
import { expect } from 'vitest';
import { at } from '../stories/json.ts';
import type { Harness, Person } from '../stories/harness.ts';

/** The conversation of another business, from `seed.json`. */
export const FOREIGN_CONVERSATION = '0f5d1c7e-3b7a-4c52-9f5e-8a2d6b1c4e91';

/** A person under attack. */
export interface Victim {
  readonly kind: 'member' | 'contact' | 'visitor';
  readonly email?: string;
  readonly conversationId: string;
  readonly memberId?: string;
  readonly contactId?: string;
  readonly visitorId?: string;
  /** The Realtime resource of their page. */
  readonly resourceId?: string;
  /** The cursor of their second page. */
  readonly cursor?: string;
  /** The key of the text that they sent. */
  readonly idempotencyKey?: string;
  /** The text that they sent, or that the business sent them. */
  readonly text: string;
  /** A file that they sent with it. */
  readonly attachment?: string;
  readonly firstName: string;
  readonly lastName?: string;
  readonly phone?: string;
  /** Texts that only they and the business may see: names, phones, messages and values of forms. */
  readonly canaries: readonly string[];
  /** The session of the person; a contact who is not a member has none. */
  readonly person?: Person;
}

/** The people under attack by kind. */
export interface Victims {
  readonly member: Victim;
  readonly contact: Victim;
  readonly visitor: Victim;
}

/** Returns every victim. */
export function listVictims({ member, contact, visitor }: Victims): readonly Victim[] {
  return [member, contact, visitor];
}

/** The address of the victim who is a member. */
export const MEMBER_EMAIL = 'victim.member@example.com';
/** The address of the victim who is a contact and no member. */
export const CONTACT_EMAIL = 'victim.contact@example.com';

/** Creates the victims. The member's conversation has two pages. All events are handled. */
export async function createVictims(harness: Harness, memberFrom?: Person): Promise<Victims> {
  const [owner, business] = [await harness.admin(), await harness.app()];
  const victims = {
    member: await createMember(harness, business, memberFrom),
    contact: await createContact(harness, owner),
    visitor: await createVisitor(harness, business),
  };
  await harness.emulator.settled();
  return victims;
}

/** Returns the IDs that could select a victim, and their conversation, in Wix. */
export function idsOf({ conversationId, memberId, contactId, visitorId }: Victim): string[] {
  return [conversationId, memberId, contactId, visitorId].filter((id) => id !== undefined);
}

async function createMember(harness: Harness, business: Person, from?: Person): Promise<Victim> {
  const [firstName, lastName, text] = ['Zanzibarina', 'Quetzalcoatlus', 'the safe is open'];
  const phone = '+49 30 5550199731';
  const person = await harness.member(MEMBER_EMAIL, {
    name: `${firstName} ${lastName}`,
    ...(from && { from: from.token }),
  });
  const form = { firstName, lastName, email: MEMBER_EMAIL, phone, message: 'my form is secret' };
  await expectOk(person, 'sendFormData', form, { form: 'contact' });
  return {
    ...{ kind: 'member', email: MEMBER_EMAIL, firstName, lastName, phone, person },
    ...(await writeChat(harness, business, {
      person,
      text,
      to: { memberId: person.id },
      pages: 2,
    })),
    memberId: person.id,
    ...(person.contactId !== undefined && { contactId: person.contactId }),
    canaries: [firstName, lastName, '5550199731', text, form.message],
  };
}

async function createContact(harness: Harness, owner: Person): Promise<Victim> {
  const [firstName, lastName, text] = ['Ophioglossa', 'Mbabaramwe', 'the key is in the vase'];
  const phone = '+49 30 5550142857';
  const contactId = await harness.contact(CONTACT_EMAIL, {
    name: { first: firstName, last: lastName },
    phones: { items: [{ phone }] },
  });
  await expectOk(owner, 'sendMessageTo', { contactId }, { basic: { items: [{ text }] } });
  return {
    ...{ kind: 'contact', email: CONTACT_EMAIL, firstName, lastName, phone, contactId, text },
    conversationId: (await harness.conversationOf({ contactId })).id,
    canaries: [firstName, lastName, '5550142857', text],
  };
}

async function createVisitor(harness: Harness, business: Person): Promise<Victim> {
  const [firstName, text] = ['Xylographer', 'the alarm is broken'];
  const person = await harness.visitor();
  await expectOk(person, 'sendFormData', { firstName });
  const to = { anonymousVisitorId: person.id };
  return {
    ...{ kind: 'visitor', firstName, person, visitorId: person.id },
    ...(await writeChat(harness, business, { person, to, text })),
    canaries: [firstName, text],
  };
}

/** Sends a text and a file of a person, and for each page after the first 30 texts of the business. */
async function writeChat(
  harness: Harness,
  business: Person,
  {
    person,
    to,
    text,
    pages = 1,
  }: {
    readonly person: Person;
    readonly to: object;
    readonly text: string;
    readonly pages?: number;
  },
) {
  const idempotencyKey = `of-${person.id.replaceAll('-', '')}`;
  const attachment = `wix:image://v1/${person.id.slice(0, 6)}_secret.png/plan.png`;
  const options = { idempotencyKey, attachments: [attachment] };
  await expectOk(person, 'sendBasicMessage', text, options);
  const conversationId = (await harness.conversationOf(to)).id;
  await harness.control('PUT', 'assumptions', { apiMessageComesBack: 'no' });
  for (let index = 0; index < 30 * (pages - 1); index += 1) {
    const message = {
      content: { basic: { items: [{ text: `${text} (${index})` }] } },
      direction: 'BUSINESS_TO_PARTICIPANT',
      visibility: 'BUSINESS_AND_PARTICIPANT',
    };
    await harness.rest('POST', '/inbox/v2/messages', { conversationId, message }, business);
  }
  await harness.control('PUT', 'assumptions', { apiMessageComesBack: 'yes' });
  const page = await person.call('listMessages');
  expect(JSON.stringify(page)).toContain(text);
  return {
    conversationId,
    resourceId: textAt(page, 'channel', 'resourceId'),
    ...{ text, idempotencyKey, attachment },
    ...(pages > 1 && { cursor: textAt(page, 'cursor') }),
  };
}

async function expectOk(person: Person, method: string, ...args: readonly unknown[]) {
  expect([method, await person.call(method, ...args)]).toMatchObject([method, { ok: true }]);
}

function textAt(value: unknown, ...path: readonly string[]): string {
  const text = at(value, ...path);
  if (typeof text !== 'string') throw new Error(`Failed to find ${path.join('.')}`);
  return text;
}
