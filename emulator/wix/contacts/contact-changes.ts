// Emulates the methods of Wix's Contacts v4 that list, update, label and delete contacts, and preview merges.
import * as meta from '@wix/auto_sdk_crm_contacts/meta';
import type { OperationContext } from '../core/context.ts';
import { defineOperation, type Operation, type RestRequest } from '../core/operation.ts';
import { notEmulated, WixApiError } from '../core/wix-error.ts';
import { loadRules } from '../rules/rules.ts';
import { applyUpdate, changeLabels, saveContactInfo } from './change-contact.ts';
import { checkContactInfo, type Contact } from './contact-document.ts';
import { deleteContactRow, getMemberIdOfContact, requireContact } from './contact-store.ts';
import { checkNoDuplicate, checkReferences } from './contacts.ts';
import { checkLabelsExist } from './labels.ts';
import { emailKey } from './lookup-keys.ts';
import { previewMerge } from './merge-contacts.ts';
import { queryContacts } from './query-contacts.ts';

const DOCS = 'https://dev.wix.com/docs/rest/crm/members-contacts/contacts/contacts/contact-v4';
const rules = loadRules('contacts');
const CALLERS = ['app', 'user'] as const;

/**
 * Updates a contact. The statuses are documented; the message of a stale revision is the one that public clients look for.
 * @throws {WixApiError} 404 CONTACT_NOT_FOUND; 409 CONTACT_ALREADY_CHANGED if the revision is not the current one, or
 *   DUPLICATE_CONTACT_EXISTS; 400 INSUFFICIENT_UPDATE_CONTACT_DATA for an empty `info`, INSUFFICIENT_CONTACT_DATA if no
 *   name, phone number or email address is left; 428 CANNOT_UPDATE_MEMBER_EMAIL
 * @see {@link DOCS}/update-contact
 */
function updateContact(
  context: OperationContext,
  { contactId, revision, info, allowDuplicates }: RestRequest<typeof meta.updateContact>,
): Contact {
  const contact = requireContact(context, contactId);
  if (revision !== contact.revision) {
    throw new WixApiError(
      409,
      'CONTACT_ALREADY_CHANGED',
      'Contact has been updated since the requested revision.',
    );
  }
  if (Object.values(info).every((value) => value === undefined)) {
    throw new WixApiError(
      400,
      'INSUFFICIENT_UPDATE_CONTACT_DATA',
      'info must contain at least one field to update',
    );
  }
  const updated = checkContactInfo(applyUpdate(contact.info, checkReferences(context, info)));
  checkMemberEmail(context, contact, updated);
  if (!allowDuplicates) {
    checkNoDuplicate(context, info, contactId);
  }
  return saveContactInfo(context, contact, updated);
}

/** @throws {WixApiError} 428 CANNOT_UPDATE_MEMBER_EMAIL if an update changes the primary email address of a member */
export function checkMemberEmail(
  context: OperationContext,
  { id, primaryInfo }: Contact,
  { emails }: Contact['info'],
): void {
  const items = emails?.items ?? [];
  const primary = (items.find((item) => item.primary) ?? items[0])?.email ?? '';
  if (
    getMemberIdOfContact(context, id) !== undefined &&
    emailKey(primary) !== emailKey(primaryInfo?.email ?? '')
  ) {
    throw new WixApiError(
      428,
      'CANNOT_UPDATE_MEMBER_EMAIL',
      `Contact ${id} is a site member; the Members API changes the primary email address`,
    );
  }
}

/**
 * Deletes a contact and raises `contact-deleted`.
 * @throws {WixApiError} 404 CONTACT_NOT_FOUND (assumed); 428 CANNOT_DELETE_MEMBER
 */
export function deleteContact(context: OperationContext, id: string): void {
  requireContact(context, id);
  if (getMemberIdOfContact(context, id) !== undefined) {
    throw new WixApiError(
      428,
      'CANNOT_DELETE_MEMBER',
      `Contact ${id} is a site member; delete the member first`,
    );
  }
  deleteContactRow(context, id);
  context.emit({ name: 'contact-deleted', entityId: id, body: { kind: 'deleted' } });
}

/** The emulated operations that list, update, label and delete contacts. */
export const CONTACT_CHANGE_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'listContacts',
    meta: meta.listContacts,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/list-contacts`,
    notes: 'Assumed: without a sort, the oldest contact comes first.',
    run(context, { sort, paging, fields, fieldsets }) {
      const query = { sort: sort?.fieldName ? [sort] : [], paging, fields, fieldsets };
      const { contacts, metadata } = queryContacts(context, query);
      return { contacts, pagingMetadata: metadata };
    },
  }),
  defineOperation({
    rules,
    method: 'updateContact',
    meta: meta.updateContact,
    undeclared: ['fieldMask'],
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/update-contact`,
    notes:
      'Assumed: fields that are not sent stay, lists are replaced, names and extended fields change one by one, null empties a field. A field mask is refused.',
    run(context, request) {
      if ('fieldMask' in request) {
        throw notEmulated(
          'The field mask of Update Contact',
          'Send only the fields to change: Wix’s packages send no mask.',
        );
      }
      return { contact: updateContact(context, request) };
    },
  }),
  defineOperation({
    rules,
    method: 'deleteContact',
    meta: meta.deleteContact,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/delete-contact`,
    notes:
      'Assumed: an unknown contact is 404 CONTACT_NOT_FOUND; the contact’s conversation stays, and its visitors are anonymous again.',
    run(context, { contactId }) {
      deleteContact(context, contactId);
      return {};
    },
  }),
  defineOperation({
    rules,
    method: 'labelContact',
    meta: meta.labelContact,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/label-contact`,
    notes:
      'Assumed: an unknown label is 400 INVALID_ARGUMENT, and labels that the contact has cause no revision and no event.',
    run(context, { contactId, labelKeys }) {
      const contact = requireContact(context, contactId);
      checkLabelsExist(context, labelKeys);
      return { contact: changeLabels(context, contact, labelKeys, []) };
    },
  }),
  defineOperation({
    rules,
    method: 'unlabelContact',
    meta: meta.unlabelContact,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/unlabel-contact`,
    notes:
      'Assumed: an unknown label is 400 INVALID_ARGUMENT, and labels that the contact lacks cause no revision and no event.',
    run(context, { contactId, labelKeys }) {
      const contact = requireContact(context, contactId);
      checkLabelsExist(context, labelKeys);
      return { contact: changeLabels(context, contact, [], labelKeys) };
    },
  }),
  defineOperation({
    rules,
    method: 'previewMergeContacts',
    meta: meta.previewMergeContacts,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/preview-merge-contacts`,
    notes: 'Assumed: the preview has the revision and the dates that the merge would set now.',
    run: (context, { targetContactId, sourceContactIds = [] }) => ({
      contact: previewMerge(context, targetContactId, sourceContactIds),
    }),
  }),
];
