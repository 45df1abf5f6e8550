// Emulates Wix's Submitted Contact API: finds or creates the contact of a form, adds the form's data, and links
// the session's visitor to it. Not emulated: the event of pass-through data.
import * as meta from '@wix/auto_sdk_crm_submitted-contact/meta';
import type { OperationContext } from '../core/context.ts';
import {
  defineOperation,
  type Operation,
  type RestRequest,
  type RestResponse,
} from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError } from '../core/wix-error.ts';
import { appendContactInfo } from './append-info.ts';
import {
  checkPrimaryInfo,
  type Contact,
  type ContactInfo,
  getEmails,
  hasContactData,
  createNextRevision,
  getPhones,
  omitReadonlyFields,
} from './contact-document.ts';
import {
  findMatchingContact,
  getMemberIdOfContact,
  readContact,
  requireContact,
  writeContact,
} from './contact-store.ts';
import {
  associateVisitor,
  getContactIdOfVisitor,
  insertContact,
  getContactSource,
} from './contacts.ts';

type Submission = RestRequest<typeof meta.appendOrCreateContact>;
type SubmissionResponse = RestResponse<typeof meta.appendOrCreateContact>;

/**
 * Finds or creates the contact of a submission, in the order that the SDK's and the front end's pages give: the logged-in
 * member's contact; a contact with one of the email addresses or phone numbers; the contact of the session; a new one.
 * (An older backend page creates a new contact before it looks at the session.)
 */
function appendOrCreateContact(
  context: OperationContext,
  { contactId, info = {} }: Submission,
): SubmissionResponse {
  checkPrimaryInfo(info);
  const visitorId = context.identity?.kind === 'visitor' ? context.identity.id : undefined;
  const found = contactId
    ? requireNamedContact(context, contactId)
    : (getMemberContact(context) ??
      findMatchingContact(context, getEmails(info), getPhones(info)) ??
      getSessionContact(context, visitorId));
  if (!found) {
    if (!hasContactData(info)) {
      throw new WixApiError(
        400,
        'INSUFFICIENT_CONTACT_DATA',
        'A contact needs a name, a phone number or an email address.',
      );
    }
    const { id } = insertContact(context, info, getContactSource(context));
    associateSession(context, visitorId, id);
    return { contactId: id, identityType: 'CONTACT', newContact: true };
  }
  const memberId = getMemberIdOfContact(context, found.id);
  if (memberId === undefined) {
    appendToContact(context, found, info);
    associateSession(context, visitorId, found.id);
    return { contactId: found.id, identityType: 'CONTACT', newContact: false };
  }
  if (context.identity?.kind === 'member' && context.identity.id === memberId) {
    appendToContact(context, found, info);
    return { contactId: found.id, identityType: 'MEMBER', newContact: false };
  }
  // A member's contact is changed only while that member is logged in.
  if (context.assumptions.notAuthenticatedMember === 'associated') {
    associateSession(context, visitorId, found.id);
  }
  return { contactId: found.id, identityType: 'NOT_AUTHENTICATED_MEMBER', newContact: false };
}

/** Reads the contact that an app names. @throws {WixApiError} INSUFFICIENT_PERMISSION for a visitor or member; CONTACT_NOT_FOUND */
function requireNamedContact(context: OperationContext, contactId: string): Contact {
  const kind = context.identity?.kind;
  if (kind !== 'app' && kind !== 'user') {
    throw new WixApiError(
      403,
      'INSUFFICIENT_PERMISSION',
      'contactId needs the permission CONTACTS.SUBMIT_WITH_OVERRIDES',
    );
  }
  return requireContact(context, contactId);
}

function getMemberContact(context: OperationContext): Contact | undefined {
  return context.identity?.kind === 'member'
    ? readContact(context, context.identity.contactId)
    : undefined;
}

function getSessionContact(
  context: OperationContext,
  visitorId: string | undefined,
): Contact | undefined {
  const id = visitorId === undefined ? undefined : getContactIdOfVisitor(context, visitorId);
  return id === undefined ? undefined : readContact(context, id);
}

/** Associates the session's visitor with a contact. Assumed: nothing happens if they are associated already. */
function associateSession(
  context: OperationContext,
  visitorId: string | undefined,
  contactId: string,
): void {
  if (visitorId !== undefined && getContactIdOfVisitor(context, visitorId) !== contactId) {
    associateVisitor(context, visitorId, contactId);
  }
}

/** Appends a submission's data to a contact. Assumed: a submission that adds nothing causes no revision and no event. */
function appendToContact(context: OperationContext, contact: Contact, info: ContactInfo): void {
  const appended = appendContactInfo(contact.info, omitReadonlyFields(info));
  if (JSON.stringify(appended) === JSON.stringify(contact.info)) {
    return;
  }
  const updated = createNextRevision(context, contact, appended, 'FORM_SUBMITTED');
  writeContact(context, updated);
  context.emit({
    name: 'contact-updated',
    entityId: contact.id,
    body: { kind: 'updated', entity: updated },
  });
}

/** The emulated operations of Submitted Contact. */
export const SUBMITTED_CONTACT_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules: loadRules('submitted-contact'),
    method: 'appendOrCreateContact',
    meta: meta.appendOrCreateContact,
    callers: ['visitor', 'member', 'user', 'app'],
    grade: 'documented',
    source: 'https://www.wix.com/velo/reference/wix-crm-frontend/contacts/appendorcreatecontact',
    notes:
      'Whether submitting a member’s email address associates a logged-out visitor with that contact is the assumption notAuthenticatedMember.',
    run: appendOrCreateContact,
  }),
];
