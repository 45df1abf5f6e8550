import type { InboxContext } from 'backend/inbox/context';
import { readPeopleQuery } from 'backend/inbox/input/read-participant';
import { findPeople } from 'backend/inbox/messaging/find-people';
import type { FoundParticipant } from 'public/inbox-shapes';

/**
 * Finds members and contacts by email, phone or name, for the business.
 *
 * @throws {InboxError} INVALID_INPUT, TRY_LATER.
 */
export async function findParticipants(
  context: Pick<InboxContext, 'wix'>,
  query: unknown,
): Promise<{ readonly participants: readonly FoundParticipant[] }> {
  return { participants: await findPeople(context, readPeopleQuery(query)) };
}
