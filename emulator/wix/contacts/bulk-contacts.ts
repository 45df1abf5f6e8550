// Emulates the bulk methods of Wix's Contacts v4. Not emulated: reading the state of a job, free-text search.
import * as meta from '@wix/auto_sdk_crm_contacts/meta';
import type { OperationContext } from '../core/context.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
import { WixApiError } from '../core/wix-error.ts';
import { loadRules } from '../rules/rules.ts';
import { applyUpdate, changeLabels, saveContactInfo } from './change-contact.ts';
import { checkMemberEmail, deleteContact } from './contact-changes.ts';
import { checkContactInfo, type Contact, type ContactInfo } from './contact-document.ts';
import { getMemberIdOfContact } from './contact-store.ts';
import { checkReferences } from './contacts.ts';
import { checkLabelsExist } from './labels.ts';
import { filterContacts, refuseSearch } from './query-contacts.ts';

const DOCS = 'https://dev.wix.com/docs/rest/crm/members-contacts/contacts/contacts/contact-v4';
const rules = loadRules('contacts');
const CALLERS = ['app', 'user'] as const;
const JOB_NOTE =
  'Assumed: the job is finished when the response comes. Get Bulk Job belongs to no package and is refused, so the contacts that a job could not change are simply unchanged. Free-text search is refused.';

interface Selection {
  readonly filter?: unknown;
  readonly search?: string | null | undefined;
}

/** Returns the contacts of a bulk request. @throws {WixApiError} 400 NEITHER_FILTER_NOR_SEARCH (its status is assumed) */
function selectContacts(
  context: OperationContext,
  { filter, search }: Selection,
  method: string,
): readonly Contact[] {
  refuseSearch(search, method);
  if (filter === undefined || filter === null) {
    throw new WixApiError(
      400,
      'NEITHER_FILTER_NOR_SEARCH',
      `${method} needs a filter or a search; a filter {} selects every contact`,
    );
  }
  return filterContacts(context, filter);
}

/** Returns whether a contact may have this data: it is enough, and a member keeps their primary email address. */
function isAllowed(context: OperationContext, contact: Contact, updated: ContactInfo): boolean {
  try {
    checkContactInfo(updated);
    checkMemberEmail(context, contact, updated);
    return true;
  } catch (error) {
    if (error instanceof WixApiError) {
      return false;
    }
    throw error;
  }
}

/** The emulated bulk operations of Contacts v4. */
export const BULK_CONTACT_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'bulkDeleteContacts',
    meta: meta.bulkDeleteContacts,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/bulk-delete-contacts`,
    notes: `Members’ contacts stay, as documented. ${JOB_NOTE}`,
    run(context, request) {
      for (const { id } of selectContacts(context, request, 'Bulk Delete Contacts')) {
        if (getMemberIdOfContact(context, id) === undefined) {
          deleteContact(context, id);
        }
      }
      return { jobId: context.id() };
    },
  }),
  defineOperation({
    rules,
    method: 'bulkUpdateContacts',
    meta: meta.bulkUpdateContacts,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/bulk-update-contacts`,
    notes: `Assumed: fields that are not sent stay; a request without a filter is refused as in Bulk Delete Contacts; duplicates are allowed; a contact stays unchanged if Update Contact would refuse the update for it. ${JOB_NOTE}`,
    run(context, { info = {}, ...selection }) {
      const update = checkReferences(context, info);
      for (const contact of selectContacts(context, selection, 'Bulk Update Contacts')) {
        const updated = applyUpdate(contact.info, update);
        if (isAllowed(context, contact, updated)) {
          saveContactInfo(context, contact, updated);
        }
      }
      return { jobId: context.id() };
    },
  }),
  defineOperation({
    rules,
    method: 'bulkLabelAndUnlabelContacts',
    meta: meta.bulkLabelAndUnlabelContacts,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/bulk-label-and-unlabel-contacts`,
    notes: JOB_NOTE,
    run(context, { labelKeysToAdd = [], labelKeysToRemove = [], ...selection }) {
      checkLabelsExist(context, [...labelKeysToAdd, ...labelKeysToRemove]);
      for (const contact of selectContacts(context, selection, 'Bulk Label and Unlabel Contacts')) {
        changeLabels(context, contact, labelKeysToAdd, labelKeysToRemove);
      }
      return { jobId: context.id() };
    },
  }),
];
