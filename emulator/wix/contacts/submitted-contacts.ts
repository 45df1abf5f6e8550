// Wix's Submitted Contact: a form's data finds or makes a contact and ties the session to it. Leaves out pass-through data's event.
import * as meta from '@wix/auto_sdk_crm_submitted-contact/meta';
import type { Call } from '../core/context.ts';
import {
  operation,
  type Operation,
  type RestRequest,
  type RestResponse,
} from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError } from '../core/wix-error.ts';
import { appendInfo } from './append-info.ts';
import {
  checkPrimaries,
  type Contact,
  type ContactInfo,
  emailsOf,
  hasContactData,
  nextRevision,
  phonesOf,
  withoutReadonly,
} from './contact-document.ts';
import {
  matchContact,
  memberIdOf,
  readContact,
  requireContact,
  writeContact,
} from './contact-store.ts';
import { associateVisitor, contactOfVisitor, insertContact, sourceOf } from './contacts.ts';

type Submission = RestRequest<typeof meta.appendOrCreateContact>;
type Answer = RestResponse<typeof meta.appendOrCreateContact>;

/**
 * Finds or makes the contact of a submission, in the order of the SDK's and the front end's pages: the logged-in
 * member's contact; a contact with one of the addresses or telephone numbers; the contact of the session; a new one.
 * (An older backend page makes a new contact before it asks the session.)
 */
function submit(call: Call, { contactId, info = {} }: Submission): Answer {
  checkPrimaries(info);
  const visitorId = call.identity?.kind === 'visitor' ? call.identity.id : undefined;
  const found = contactId
    ? named(call, contactId)
    : (ownContact(call) ??
      matchContact(call, emailsOf(info), phonesOf(info)) ??
      sessionContact(call, visitorId));
  if (!found) {
    if (!hasContactData(info)) {
      throw new WixApiError(
        400,
        'INSUFFICIENT_CONTACT_DATA',
        'A contact needs a name, a phone number or an email address.',
      );
    }
    const { id } = insertContact(call, info, sourceOf(call));
    tie(call, visitorId, id);
    return { contactId: id, identityType: 'CONTACT', newContact: true };
  }
  const memberId = memberIdOf(call, found.id);
  if (memberId === undefined) {
    append(call, found, info);
    tie(call, visitorId, found.id);
    return { contactId: found.id, identityType: 'CONTACT', newContact: false };
  }
  if (call.identity?.kind === 'member' && call.identity.id === memberId) {
    append(call, found, info);
    return { contactId: found.id, identityType: 'MEMBER', newContact: false };
  }
  // Nothing of a member's contact is changed unless that member is logged in.
  if (call.assumptions.notAuthenticatedMember === 'associated') {
    tie(call, visitorId, found.id);
  }
  return { contactId: found.id, identityType: 'NOT_AUTHENTICATED_MEMBER', newContact: false };
}

/** A contact that an app names. @throws {WixApiError} INSUFFICIENT_PERMISSION for a visitor or member; CONTACT_NOT_FOUND */
function named(call: Call, contactId: string): Contact {
  const kind = call.identity?.kind;
  if (kind !== 'app' && kind !== 'user') {
    throw new WixApiError(
      403,
      'INSUFFICIENT_PERMISSION',
      'contactId needs the permission CONTACTS.SUBMIT_WITH_OVERRIDES',
    );
  }
  return requireContact(call, contactId);
}

function ownContact(call: Call): Contact | undefined {
  return call.identity?.kind === 'member' ? readContact(call, call.identity.contactId) : undefined;
}

function sessionContact(call: Call, visitorId: string | undefined): Contact | undefined {
  const id = visitorId === undefined ? undefined : contactOfVisitor(call, visitorId);
  return id === undefined ? undefined : readContact(call, id);
}

/** A session that is tied to the contact already changes nothing, however often it submits (assumed). */
function tie(call: Call, visitorId: string | undefined, contactId: string): void {
  if (visitorId !== undefined && contactOfVisitor(call, visitorId) !== contactId) {
    associateVisitor(call, visitorId, contactId);
  }
}

/** Adds a submission's data to a contact. A submission that adds nothing makes no revision and no event (assumed). */
function append(call: Call, contact: Contact, info: ContactInfo): void {
  const appended = appendInfo(contact.info, withoutReadonly(info));
  if (JSON.stringify(appended) === JSON.stringify(contact.info)) {
    return;
  }
  const updated = nextRevision(call, contact, appended, 'FORM_SUBMITTED');
  writeContact(call, updated);
  call.emit({
    name: 'contact-updated',
    entityId: contact.id,
    body: { kind: 'updated', entity: updated },
  });
}

/** The operations of Submitted Contact. */
export const SUBMITTED_CONTACT_OPERATIONS: readonly Operation[] = [
  operation({
    rules: loadRules('submitted-contact'),
    method: 'appendOrCreateContact',
    meta: meta.appendOrCreateContact,
    who: ['visitor', 'member', 'user', 'app'],
    grade: 'documented',
    source: 'https://www.wix.com/velo/reference/wix-crm-frontend/contacts/appendorcreatecontact',
    notes:
      'Whether a member’s address ties a logged-out visitor to that contact is the reading notAuthenticatedMember.',
    run: submit,
  }),
];
