import {
  unexpectedInput,
  guid,
  optional,
  invalidInput,
  object,
  exactlyOne,
  text,
  pattern,
} from 'backend/inbox/input/readers';
import { EMAIL } from 'public/inbox-form';
import { isRecord } from 'public/inbox-input';
import { FIELD_MAX_CHARS } from 'public/inbox-limits';
import type { Addressee, PeopleQuery } from 'public/inbox-shapes';

const WHOM = '{ memberId }, { contactId }, { anonymousVisitorId } or { email }';
const id = optional(guid);
const email = optional(pattern(FIELD_MAX_CHARS.email, EMAIL, 'an e-mail address'));
const addressee = object({ memberId: id, contactId: id, anonymousVisitorId: id, email });
const query = object({
  email,
  phone: optional(text(FIELD_MAX_CHARS.phone)),
  name: optional(text(FIELD_MAX_CHARS.text)),
});

/**
 * Reads whom the business means: an id that does not say what it is the id of is refused.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readAddressee(input: unknown): Addressee {
  if (!isRecord(input)) throw unexpectedInput('participant', WHOM, input);
  return exactlyOne(addressee(input, 'participant'), 'participant', WHOM);
}

/**
 * Reads whom the business looks for.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readPeopleQuery(input: unknown): PeopleQuery {
  const wanted = query(input, 'query');
  if (Object.keys(wanted).length > 0) return wanted;
  throw invalidInput('query', 'Expected email, phone or name, got none.');
}

/**
 * Reads the id of a conversation.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readConversationId(input: unknown): string {
  return guid(input, 'conversationId');
}
