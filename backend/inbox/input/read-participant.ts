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
import { isRecord } from 'public/inbox-input';
import { FIELD_MAX_CHARS } from 'public/inbox-limits';
import { EMAIL, normalizeEmail, normalizeName, normalizePhone } from 'public/inbox-normalize';
import type { Addressee, PeopleQuery } from 'public/inbox-shapes';

const ADDRESSEE = '{ memberId }, { contactId }, { anonymousVisitorId } or { email }';
const id = optional(guid);
const email = optional(pattern(FIELD_MAX_CHARS.email, EMAIL, 'an e-mail address', normalizeEmail));
const addressee = object({ memberId: id, contactId: id, anonymousVisitorId: id, email });
const query = object({
  email,
  phone: optional(text(FIELD_MAX_CHARS.phone, normalizePhone)),
  name: optional(text(FIELD_MAX_CHARS.text, normalizeName)),
});

/**
 * Validates the addressee of a message of the business. A plain string is rejected, because it does not say which
 * kind of id it is.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readAddressee(input: unknown): Addressee {
  if (!isRecord(input)) throw unexpectedInput('participant', ADDRESSEE, input);
  return exactlyOne(addressee(input, 'participant'), 'participant', ADDRESSEE);
}

/**
 * Validates a search for people.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readPeopleQuery(input: unknown): PeopleQuery {
  const criteria = query(input, 'query');
  if (Object.keys(criteria).length > 0) return criteria;
  throw invalidInput('query', 'Expected email, phone or name, got none.');
}

/**
 * Validates a conversation's id.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readConversationId(input: unknown): string {
  return guid(input, 'conversationId');
}
