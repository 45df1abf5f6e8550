import { expect, it } from 'vitest';
import { createRandom } from '../../../../bench/fuzz/random.ts';
import { associateVisitor, insertContact } from '../../../../emulator/wix/contacts/contacts.ts';
import { mergeContacts } from '../../../../emulator/wix/contacts/merge-contacts.ts';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import { minimal, openInbox, textsOf } from '../../../support/emulator/wix/inbox/open-inbox.ts';

// Random sends and changes of identity, against a model: whose messages are in whose conversation.

const STEPS = 6;
const PEOPLE = [0, 1, 2] as const;
const emailOf = (person: number) => `person${person}@example.com`;

/** Creates a Wix with three visitors and three contacts, and the model of their messages. */
async function setup(seed: number) {
  const random = createRandom(seed);
  const inbox = await openInbox();
  const visitors = PEOPLE.map(() => random.guid());
  const contacts = await Promise.all(
    PEOPLE.map((person) =>
      inbox.runAsWix((context) => {
        const info = { emails: { items: [{ email: emailOf(person) }] } };
        return insertContact(context, info, { sourceType: 'ADMIN' }).id;
      }),
    ),
  );
  /** Each contact with the messages of its conversation. A merged contact is absent. */
  const ofContacts = new Map(contacts.map((id): [string, string[]] => [id, []]));
  /** The visitors' own messages, until they become a contact. */
  const ofVisitors = new Map(visitors.map((id): [string, string[]] => [id, []]));
  const homes = new Map<string, string>();
  const members = new Set<string>();
  let sent = 0;

  /** Moves messages to the conversation of a contact; they keep the order in which they were sent. */
  function move(from: Map<string, string[]>, id: string, contactId: string): void {
    const messages = [...(ofContacts.get(contactId) ?? []), ...(from.get(id) ?? [])];
    ofContacts.set(
      contactId,
      messages.toSorted((a, b) => Number(a) - Number(b)),
    );
    from.delete(id);
    for (const [visitor, home] of homes) {
      if (home === id) homes.set(visitor, contactId);
    }
  }
  const aliveContact = () => {
    const [first = '', ...others] = ofContacts.keys();
    return random.pick([first, ...others]);
  };
  const visitorOf = () => visitors[random.below(visitors.length)] ?? '';
  const messagesOf = (visitor: string) =>
    ofVisitors.get(visitor) ?? ofContacts.get(homes.get(visitor) ?? '') ?? [];

  async function send(): Promise<void> {
    const text = String((sent += 1));
    const contact = aliveContact();
    const visitor = visitorOf();
    const asVisitor = random.chance(0.6);
    const participant = asVisitor ? { anonymousVisitorId: visitor } : { contactId: contact };
    await inbox.send(await inbox.conversationOf(participant), minimal(text));
    (asVisitor ? messagesOf(visitor) : ofContacts.get(contact))?.push(text);
  }

  /** Makes a random change of identity, and returns a function that makes it again. */
  async function changeIdentity(): Promise<() => Promise<unknown>> {
    const [visitor, contact, source] = [visitorOf(), aliveContact(), aliveContact()];
    const [first, ...others] = [
      ...(homes.has(visitor) ? [] : ['associate']),
      ...(source === contact || members.has(source) ? [] : ['merge']),
      ...(members.has(contact) ? [] : ['sign-up']),
    ];
    const kind = first === undefined ? 'none' : random.pick([first, ...others]);
    if (kind === 'associate') {
      const associate = () =>
        inbox.runAsWix((context) => associateVisitor(context, visitor, contact));
      await associate();
      homes.set(visitor, contact);
      move(ofVisitors, visitor, contact);
      return associate;
    }
    if (kind === 'merge') {
      const merge = () => inbox.runAsWix((context) => mergeContacts(context, contact, [source]));
      await merge();
      move(ofContacts, source, contact);
      return () => expect(merge()).rejects.toMatchObject({ status: 404 });
    }
    if (kind === 'sign-up') {
      const email = emailOf(contacts.indexOf(contact));
      const signUp = () => inbox.runAsWix((context) => insertMember(context, { email }));
      const { contactId } = await signUp();
      members.add(contactId);
      expect(contactId).toBe(contact);
      return () => expect(signUp()).rejects.toMatchObject({ status: 409 });
    }
    return async () => undefined;
  }

  const sorting = { fieldName: 'sequence', order: 'ASC' };
  const textsOfPerson = async (participant: object) => {
    const id = await inbox.conversationOf(participant);
    return textsOf((await inbox.list(id, { sorting, paging: { limit: 100 } })).json);
  };
  /** Reads every conversation, by each person that it belongs to. */
  async function readAll() {
    const byVisitor = visitors.map(async (id) => textsOfPerson({ anonymousVisitorId: id }));
    const byContact = [...ofContacts.keys()].map(async (id) => textsOfPerson({ contactId: id }));
    return { visitors: await Promise.all(byVisitor), contacts: await Promise.all(byContact) };
  }
  const expected = () => ({
    visitors: visitors.map(messagesOf),
    contacts: [...ofContacts.values()],
  });
  const merges = async () =>
    (await inbox.events()).filter(({ name }) => name === 'conversations-merged').length;
  const { clock } = inbox.wix;
  const start = clock.now();
  const setClockBack = () => clock.set(start);
  return { setClockBack, random, send, changeIdentity, readAll, expected, merges };
}

it.each([1, 2, 3])(
  'merges keep every message once and in order, and change nothing the second time (seed %i)',
  async (seed) => {
    const { random, send, changeIdentity, readAll, expected, merges, setClockBack } =
      await setup(seed);
    for (let step = 0; step < STEPS; step += 1) {
      const sends = Array.from({ length: 2 + random.below(4) }, () => send);
      for (const next of sends) await next();
      const repeat = await changeIdentity();
      const before = [await readAll(), await merges()];
      expect(before[0]).toEqual(expected());
      await repeat();
      expect([await readAll(), await merges()]).toEqual(before);
    }
    // A message comes after those that were merged, also if the clock is set back.
    setClockBack();
    for (let count = 0; count < 6; count += 1) await send();
    expect(await readAll()).toEqual(expected());
  },
);
