// Emulates Wix's module `wix-crm`, now `wix-crm-frontend`: the contact of the page's session, and triggered emails to them.
import { submittedContact } from '@wix/crm';
import {
  fromFlatInfo,
  toPackageInfo,
  type FlatContactInfo,
  type OlderContactInfo,
} from '../../velo/contact-info.ts';
import { createTriggeredEmails } from '../../velo/triggered-emails.ts';
import { olderModule } from './older-module.ts';

/** Contacts. @see https://dev.wix.com/docs/velo/apis/wix-crm-frontend/contacts/append-or-create-contact */
export const contacts = olderModule('wix-crm.contacts', {
  async appendOrCreateContact(info: OlderContactInfo): Promise<object> {
    return submittedContact.appendOrCreateContact({ info: toPackageInfo(info) });
  },
});

/** Triggered emails to the page's own visitor or member. */
export const triggeredEmails = olderModule(
  'wix-crm.triggeredEmails',
  createTriggeredEmails('session'),
);

/** Deprecated. Creates a contact, or appends to the one with the same address, and returns its id. */
export async function createContact(info: FlatContactInfo): Promise<string> {
  const { contactId } = await submittedContact.appendOrCreateContact({ info: fromFlatInfo(info) });
  return contactId ?? '';
}

/** Deprecated. Sends a triggered email to the contact of the session. */
export const { emailContact } = triggeredEmails;

const wixCrm = { contacts, triggeredEmails, createContact, emailContact };

export default olderModule('wix-crm', wixCrm);
