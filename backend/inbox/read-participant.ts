import { defined } from 'backend/inbox/defined';
import { expect, guid, only, properties, refuse, text, textLike } from 'backend/inbox/read-input';
import { EMAIL } from 'public/inbox-form';
import { isRecord } from 'public/inbox-input';
import { FIELD_MAX_CHARS } from 'public/inbox-limits';
import type { Addressee, PeopleQuery } from 'public/inbox-shapes';

const KEYS = ['memberId', 'contactId', 'anonymousVisitorId', 'email'] as const;
const WHOM = '{ memberId }, { contactId }, { anonymousVisitorId } or { email }';
const address = textLike(FIELD_MAX_CHARS.email, EMAIL, 'an e-mail address');

/**
 * Reads whom the business means: an id that does not say what it is the id of is refused.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readAddressee(input: unknown): Addressee {
  if (!isRecord(input)) throw expect('participant', WHOM, input);
  const given = properties(input, 'participant', KEYS);
  const memberId = given.maybe('memberId', guid);
  const contactId = given.maybe('contactId', guid);
  const anonymousVisitorId = given.maybe('anonymousVisitorId', guid);
  const email = given.maybe('email', address);
  return only<Addressee>('participant', WHOM, [
    memberId === undefined ? undefined : { memberId },
    contactId === undefined ? undefined : { contactId },
    anonymousVisitorId === undefined ? undefined : { anonymousVisitorId },
    email === undefined ? undefined : { email },
  ]);
}

/**
 * Reads whom the business looks for.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readPeopleQuery(input: unknown): PeopleQuery {
  const { maybe } = properties(input, 'query', ['email', 'phone', 'name']);
  const query = defined({
    email: maybe('email', address),
    phone: maybe('phone', text(FIELD_MAX_CHARS.phone)),
    name: maybe('name', text(FIELD_MAX_CHARS.text)),
  });
  if (Object.keys(query).length === 0) {
    throw refuse('query', 'Expected email, phone or name, got none.');
  }
  return query;
}

/**
 * Reads the id of a conversation.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readConversationId(input: unknown): string {
  return guid(input, 'conversationId');
}
