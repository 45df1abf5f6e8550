import * as v from 'valibot';
import { Guid, readInput, refuse } from 'backend/inbox/read-input';
import { describe, isRecord } from 'public/inbox-input';
import type { Participant } from 'public/inbox-shapes';

const WHOM = '{ memberId }, { contactId } or { anonymousVisitorId }';
const OneOf = v.strictObject({
  memberId: v.exactOptional(Guid),
  contactId: v.exactOptional(Guid),
  anonymousVisitorId: v.exactOptional(Guid),
});

/**
 * Reads whom the business means: an id that does not say what it is the id of is refused.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readParticipant(input: unknown): Participant {
  if (!isRecord(input)) throw refuse('participant', `Expected ${WHOM}, got ${describe(input)}.`);
  const { memberId, contactId, anonymousVisitorId } = readInput('participant', OneOf, input);
  const participants: Participant[] = [];
  if (memberId !== undefined) participants.push({ memberId });
  if (contactId !== undefined) participants.push({ contactId });
  if (anonymousVisitorId !== undefined) participants.push({ anonymousVisitorId });
  const [participant] = participants;
  if (!participant || participants.length > 1) {
    throw refuse('participant', `Expected one of ${WHOM}, got ${participants.length} of them.`);
  }
  return participant;
}

/**
 * Reads the id of a conversation.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readConversationId(input: unknown): string {
  return readInput('conversationId', Guid, input);
}
