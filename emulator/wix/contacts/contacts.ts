// Emulates Wix's Contacts v4: create, get, query and merge. Not emulated: facets, search.
import * as meta from '@wix/auto_sdk_crm_contacts/meta';
import { type OperationContext, type DatabaseContext, VELO_APP_ID } from '../core/context.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError } from '../core/wix-error.ts';
import {
  checkContactInfo,
  type Contact,
  type ContactInfo,
  type ContactSource,
  getEmails,
  createContactDocument,
  getPhones,
} from './contact-document.ts';
import {
  findContactIdsByEmail,
  findContactIdsByPhone,
  findMatchingContact,
  getMergeTargetId,
  readContact,
  requireContact,
  writeContact,
} from './contact-store.ts';
import { applyUpdate } from './change-contact.ts';
import { checkExtendedFields } from './extended-fields.ts';
import { checkLabelsExist } from './labels.ts';
import { queryContacts, refuseSearch } from './query-contacts.ts';
import { mergeContacts } from './merge-contacts.ts';
import { projectContact } from './projection.ts';

const DOCS =
  'https://dev.wix.com/docs/api-reference/crm/members-contacts/contacts/contacts/contact-v4';
const rules = loadRules('contacts');

/**
 * Creates a contact, even if another one has the same email address, and raises `contact-created`.
 * @throws {WixValidationError} if `info` violates Wix's rules
 * @throws {WixApiError} INSUFFICIENT_CONTACT_DATA, CANNOT_HAVE_MULTIPLE_PRIMARY_INFO
 */
export function insertContact(
  context: OperationContext,
  info: object,
  source: ContactSource,
): Contact {
  const contact = createContactDocument(context, checkContactInfo(info), source, 'CONTACT_CREATED');
  writeContact(context, contact);
  context.emit({
    name: 'contact-created',
    entityId: contact.id,
    body: { kind: 'created', entity: contact },
  });
  return contact;
}

/** Finds the oldest contact with an email address, ignoring case. */
export function findContactByEmail(context: OperationContext, email: string): Contact | undefined {
  return findMatchingContact(context, [email], []);
}

/** Returns the id of the contact that a visitor is associated with. */
export function getContactIdOfVisitor(
  context: DatabaseContext,
  visitorId: string,
): string | undefined {
  return context.database.get<{ readonly contact_id: string }>(
    'select contact_id from visitor_contacts where visitor_id = ?',
    visitorId,
  )?.contact_id;
}

/**
 * Associates a visitor with a contact and reports the change of identity to the other APIs. Also reports an existing
 * association, because the visitor can have a new conversation (assumption `absorbedVisitor: 'fresh'`).
 */
export function associateVisitor(
  context: OperationContext,
  visitorId: string,
  contactId: string,
): void {
  context.database.run(
    `insert into visitor_contacts (visitor_id, contact_id) values (?, ?)
     on conflict (visitor_id) do update set contact_id = excluded.contact_id`,
    visitorId,
    contactId,
  );
  context.identityChanged({ kind: 'visitor-became-contact', visitorId, contactId });
}

/**
 * Returns the source of a contact that the caller creates: the site owner, or the caller's app by the assumption
 * `contactSource`.
 */
export function getContactSource(context: OperationContext): ContactSource {
  if (context.identity?.kind === 'user') {
    return { sourceType: 'ADMIN' };
  }
  switch (context.assumptions.contactSource) {
    case 'velo-app':
      return {
        sourceType: 'WIX_APP',
        appId: context.identity?.kind === 'app' ? context.identity.id : VELO_APP_ID,
      };
    case 'wix-code':
      return { sourceType: 'WIX_CODE' };
    case 'other':
      return { sourceType: 'OTHER' };
  }
}

/**
 * Checks that no other contact has one of the email addresses or, if `info` has none, one of the phone numbers. The
 * message is assumed; public clients look for "already exists" in it.
 * @throws {WixApiError} 409 DUPLICATE_CONTACT_EXISTS
 */
export function checkNoDuplicate(
  context: OperationContext,
  info: ContactInfo,
  ownId?: string,
): void {
  const emails = getEmails(info);
  const isOther = (id: string) => id !== ownId;
  const taken =
    emails.length > 0
      ? emails.map((text) => ({
          id: findContactIdsByEmail(context, text).find(isOther),
          duplicateEmail: text,
        }))
      : getPhones(info).map((text) => ({
          id: findContactIdsByPhone(context, text).find(isOther),
          duplicatePhone: text,
        }));
  const duplicate = taken.find(({ id }) => id !== undefined);
  if (duplicate) {
    const { id, ...by } = duplicate;
    throw new WixApiError(
      409,
      'DUPLICATE_CONTACT_EXISTS',
      `A contact with this ${'duplicateEmail' in by ? 'email address' : 'phone number'} already exists`,
      { duplicateContactId: id, ...by },
    );
  }
}

/**
 * Checks what the data of a contact refers to: labels and extended fields. Returns the data with the values that Wix
 * changes.
 * @throws {WixApiError} INVALID_ARGUMENT for an unknown label, INVALID_EXTENDED_FIELD_VALUE
 */
export function checkReferences(context: OperationContext, info: ContactInfo): ContactInfo {
  checkLabelsExist(context, info.labelKeys?.items ?? []);
  return checkExtendedFields(context, info);
}

/** The emulated operations of Contacts v4. */
export const CONTACT_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'createContact',
    meta: meta.createContact,
    callers: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/create-contact`,
    notes:
      'Assumed: the source of a contact that an app creates, the message of a duplicate, the code for an unknown label, and that an unknown extended field is INVALID_EXTENDED_FIELD_VALUE.',
    run(context, { info, allowDuplicates }) {
      checkContactInfo(info);
      const checked = applyUpdate({}, checkReferences(context, info));
      if (!allowDuplicates) {
        checkNoDuplicate(context, info);
      }
      return { contact: insertContact(context, checked, getContactSource(context)) };
    },
  }),
  defineOperation({
    rules,
    method: 'getContact',
    meta: meta.getContact,
    callers: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/get-contact`,
    run(context, { id, fields, fieldsets }) {
      const contact = readContact(context, id);
      if (contact) {
        return {
          contact: projectContact(contact, fields, fieldsets),
          responseType: 'REGULAR' as const,
        };
      }
      const target = requireContact(context, getMergeTargetId(context, id) ?? id);
      return {
        contact: projectContact(target, fields, fieldsets),
        responseType: 'MERGED' as const,
      };
    },
  }),
  defineOperation({
    rules,
    method: 'queryContacts',
    meta: meta.queryContacts,
    callers: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/sort-filter-and-search`,
    notes:
      'Email addresses are compared ignoring case (assumed); `$startsWith` follows the assumption `startsWith`. Free-text search is refused.',
    run(context, { query = {}, search }) {
      refuseSearch(search, 'Query Contacts');
      const { contacts, metadata } = queryContacts(context, query);
      return { contacts, pagingMetadata: metadata };
    },
  }),
  defineOperation({
    rules,
    method: 'mergeContacts',
    meta: meta.mergeContacts,
    callers: ['app', 'user'],
    grade: 'documented',
    source: `${DOCS}/merge-contacts`,
    notes: 'The statuses are documented. Assumed: a stale revision is FAILED_PRECONDITION.',
    run(context, { targetContactId, targetContactRevision, sourceContactIds = [] }) {
      const target = requireContact(context, targetContactId);
      if (target.revision !== targetContactRevision) {
        throw new WixApiError(
          428,
          'FAILED_PRECONDITION',
          `Received revision ${String(targetContactRevision)}; the contact is at revision ${String(target.revision)}`,
        );
      }
      return { contact: mergeContacts(context, targetContactId, sourceContactIds) };
    },
  }),
];
