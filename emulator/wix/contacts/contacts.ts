// Wix's Contacts v4: create, get, query, merge. Leaves out update, delete, labels, extended field definitions, bulk jobs and search.
import * as meta from '@wix/auto_sdk_crm_contacts/meta';
import { type Call, type Reader, VELO_APP_ID } from '../core/context.ts';
import { operation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError } from '../core/wix-error.ts';
import {
  checkContactInfo,
  type Contact,
  type ContactInfo,
  type ContactSource,
  emailsOf,
  newContact,
  phonesOf,
} from './contact-document.ts';
import {
  contactIdsByEmail,
  contactIdsByPhone,
  matchContact,
  mergedInto,
  readContact,
  requireContact,
  writeContact,
} from './contact-store.ts';
import { findContacts } from './query-contacts.ts';
import { mergeContactsInto } from './merge-contacts.ts';
import { project } from './projection.ts';

const DOCS =
  'https://dev.wix.com/docs/api-reference/crm/members-contacts/contacts/contacts/contact-v4';
const rules = loadRules('contacts');

/**
 * Makes a contact, whether or not another one has the same address, and raises `contact-created`.
 * @throws {WixValidationError} if `info` breaks Wix's rules
 * @throws {WixApiError} INSUFFICIENT_CONTACT_DATA, CANNOT_HAVE_MULTIPLE_PRIMARY_INFO
 */
export function insertContact(call: Call, info: object, source: ContactSource): Contact {
  const contact = newContact(call, checkContactInfo(info), source, 'CONTACT_CREATED');
  writeContact(call, contact);
  call.emit({
    name: 'contact-created',
    entityId: contact.id,
    body: { kind: 'created', entity: contact },
  });
  return contact;
}

/** The oldest contact with an e-mail address, compared without regard to case. */
export function findContactByEmail(call: Call, email: string): Contact | undefined {
  return matchContact(call, [email], []);
}

/** The id of the contact that a visitor's session is tied to. */
export function contactOfVisitor(call: Reader, visitorId: string): string | undefined {
  return call.database.get<{ readonly contact_id: string }>(
    'select contact_id from visitor_contacts where visitor_id = ?',
    visitorId,
  )?.contact_id;
}

/**
 * Ties a visitor's session to a contact; the other APIs are told, also if it is tied to that contact already: what the
 * visitor began since then (a conversation, under the reading `fresh`) is the contact's now.
 */
export function associateVisitor(call: Call, visitorId: string, contactId: string): void {
  call.database.run(
    `insert into visitor_contacts (visitor_id, contact_id) values (?, ?)
     on conflict (visitor_id) do update set contact_id = excluded.contact_id`,
    visitorId,
    contactId,
  );
  call.identityChanged({ kind: 'visitor-became-contact', visitorId, contactId });
}

/** The source that Wix notes for a contact which the caller makes: the owner by hand, or the caller's app (assumed). */
export function sourceOf(call: Call): ContactSource {
  return call.identity?.kind === 'user'
    ? { sourceType: 'ADMIN' }
    : {
        sourceType: 'WIX_APP',
        appId: call.identity?.kind === 'app' ? call.identity.id : VELO_APP_ID,
      };
}

/** @throws {WixApiError} DUPLICATE_CONTACT_EXISTS: the address, or without one the telephone number, is taken */
function refuseDuplicate(call: Call, info: ContactInfo): void {
  const emails = emailsOf(info);
  const taken =
    emails.length > 0
      ? emails.map((text) => ({ id: contactIdsByEmail(call, text)[0], duplicateEmail: text }))
      : phonesOf(info).map((text) => ({
          id: contactIdsByPhone(call, text)[0],
          duplicatePhone: text,
        }));
  const duplicate = taken.find(({ id }) => id !== undefined);
  if (duplicate) {
    const { id, ...by } = duplicate;
    throw new WixApiError(409, 'DUPLICATE_CONTACT_EXISTS', 'Duplicate contact exists', {
      duplicateContactId: id,
      ...by,
    });
  }
}

/** The operations of Contacts v4 that are emulated. */
export const CONTACT_OPERATIONS: readonly Operation[] = [
  operation({
    rules,
    method: 'createContact',
    meta: meta.createContact,
    who: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/create-contact`,
    notes:
      'Label keys and extended fields are stored as given; the source of a contact made by an app is assumed.',
    run(call, { info, allowDuplicates }) {
      checkContactInfo(info);
      if (!allowDuplicates) {
        refuseDuplicate(call, info);
      }
      return { contact: insertContact(call, info, sourceOf(call)) };
    },
  }),
  operation({
    rules,
    method: 'getContact',
    meta: meta.getContact,
    who: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/get-contact`,
    run(call, { id, fields, fieldsets }) {
      const contact = readContact(call, id);
      if (contact) {
        return { contact: project(contact, fields, fieldsets), responseType: 'REGULAR' as const };
      }
      const target = requireContact(call, mergedInto(call, id) ?? id);
      return { contact: project(target, fields, fieldsets), responseType: 'MERGED' as const };
    },
  }),
  operation({
    rules,
    method: 'queryContacts',
    meta: meta.queryContacts,
    who: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/sort-filter-and-search`,
    notes:
      'Addresses are compared without regard to case (assumed), beginnings as the reading `startsWith` says; free-text search is refused.',
    run: (call, request) => findContacts(call, request),
  }),
  operation({
    rules,
    method: 'mergeContacts',
    meta: meta.mergeContacts,
    who: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/merge-contacts`,
    notes: 'The statuses are documented; that a stale revision is FAILED_PRECONDITION is assumed.',
    run(call, { targetContactId, targetContactRevision, sourceContactIds = [] }) {
      const target = requireContact(call, targetContactId);
      if (target.revision !== targetContactRevision) {
        throw new WixApiError(
          428,
          'FAILED_PRECONDITION',
          `The revision is ${String(targetContactRevision)}, the contact is at ${String(target.revision)}`,
        );
      }
      return { contact: mergeContactsInto(call, targetContactId, sourceContactIds) };
    },
  }),
];
