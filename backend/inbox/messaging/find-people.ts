import type { InboxContext } from 'backend/inbox/context';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import type { FoundParticipant, PeopleQuery } from 'public/inbox-shapes';

/** Maximum number of people in a result. */
const MAX_FOUND = 20;

/**
 * Finds members and contacts by email, phone or name: members first, at most 20, each with the id that Inbox
 * expects.
 *
 * @throws {InboxError} TRY_LATER.
 */
export async function findPeople(
  { wix }: Pick<InboxContext, 'wix'>,
  query: PeopleQuery,
): Promise<readonly FoundParticipant[]> {
  const [contacts, byLogin] = await Promise.all([
    wix.findContacts(query, MAX_FOUND),
    // A member's login email can differ from the contact's email.
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
