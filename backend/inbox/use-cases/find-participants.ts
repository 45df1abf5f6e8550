import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';
import { readPeopleQuery } from 'backend/inbox/input/read-participant';
import type { InboxContext } from 'backend/inbox/context';
import type { Addressee, FoundParticipant, Participant, PeopleQuery } from 'public/inbox-shapes';

/** People in an answer. */
const MAX_FOUND = 20;

/**
 * Finds members and contacts by address, telephone or name, members first, 20 at most: each by the id
 * that Inbox wants.
 *
 * @throws {InboxError} INVALID_INPUT, TRY_LATER.
 */
export async function findParticipants(
  context: InboxContext,
  query: unknown,
): Promise<{ readonly participants: readonly FoundParticipant[] }> {
  return { participants: await search(context, readPeopleQuery(query)) };
}

/**
 * Finds whom the business means by an address; it is never made a contact.
 *
 * @throws {InboxError} PARTICIPANT_NOT_FOUND if it is nobody's, PARTICIPANT_AMBIGUOUS if it is
 *   several people's.
 */
export async function resolveAddressee(context: InboxContext, to: Addressee): Promise<Participant> {
  if (!('email' in to)) return to;
  const [found, ...more] = await search(context, to);
  if (!found) throw new InboxError('PARTICIPANT_NOT_FOUND');
  if (more.length > 0) throw new InboxError('PARTICIPANT_AMBIGUOUS');
  return found.participant;
}

async function search(
  { wix }: InboxContext,
  query: PeopleQuery,
): Promise<readonly FoundParticipant[]> {
  const [contacts, byLogin] = await Promise.all([
    wix.findContacts(query, MAX_FOUND),
    // Whoever logs in with the address may have another one in his contact.
    query.email !== undefined && Object.keys(query).length === 1
      ? wix.findMembers({ email: query.email })
      : [],
  ]);
  const contactIds = contacts.map(({ id }) => id);
  const members = contactIds.length === 0 ? [] : await wix.findMembers({ contactIds });

  const found = new Map<string, FoundParticipant>();
  for (const member of [...members, ...byLogin]) {
    const contact = contacts.find(({ id }) => id === member.contactId);
    const { email = query.email, phone } = contact ?? {};
    const name = contact?.name ?? member.name ?? email ?? phone ?? 'Member';
    const participant = { memberId: member.id };
    found.set(member.contactId ?? member.id, omitUndefined({ participant, name, email, phone }));
  }
  for (const { id, email, phone, name = email ?? phone ?? 'Contact' } of contacts) {
    const participant = { contactId: id };
    if (!found.has(id)) found.set(id, omitUndefined({ participant, name, email, phone }));
  }
  return [...found.values()].slice(0, MAX_FOUND);
}
