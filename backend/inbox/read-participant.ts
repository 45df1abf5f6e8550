import { expect, guid, only, properties } from 'backend/inbox/read-input';
import { isRecord } from 'public/inbox-input';
import type { Participant } from 'public/inbox-shapes';

const KEYS = ['memberId', 'contactId', 'anonymousVisitorId'] as const;
const WHOM = '{ memberId }, { contactId } or { anonymousVisitorId }';

/**
 * Reads whom the business means: an id that does not say what it is the id of is refused.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readParticipant(input: unknown): Participant {
  if (!isRecord(input)) throw expect('participant', WHOM, input);
  const given = properties(input, 'participant', KEYS);
  const memberId = given.maybe('memberId', guid);
  const contactId = given.maybe('contactId', guid);
  const anonymousVisitorId = given.maybe('anonymousVisitorId', guid);
  return only<Participant>('participant', WHOM, [
    memberId === undefined ? undefined : { memberId },
    contactId === undefined ? undefined : { contactId },
    anonymousVisitorId === undefined ? undefined : { anonymousVisitorId },
  ]);
}

/**
 * Reads the id of a conversation.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readConversationId(input: unknown): string {
  return guid(input, 'conversationId');
}
