import { contacts, submittedContact } from '@wix/crm';
import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import { defined } from 'backend/inbox/defined';
import { isGuid } from 'backend/inbox/guid';
import { readPath } from 'backend/inbox/read-path';
import type { Wix } from 'backend/inbox/wix';
import { callWix, malformed } from 'backend/inbox/wix-error';
import type { FormContact } from 'public/inbox-form';

/**
 * Contacts and members, over Wix's SDK.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/submitted-contact/append-or-create-contact
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/contacts/create-contact
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/members/query-members
 */
export const wixContacts = {
  /** Not elevated: Wix ties the contact to the visitor's session, which is what merges conversations. */
  async submitContact(contact) {
    const { contactId } = await callWix('submitContact', () =>
      submittedContact.appendOrCreateContact({ info: toContactInfo(contact) }),
    );
    if (!isGuid(contactId)) throw malformed('submitContact');
    return contactId;
  },

  async createContact(contact) {
    const create = auth.elevate(contacts.createContact);
    const id = await callWix('createContact', async () => {
      try {
        const created = await create(toContactInfo(contact), { allowDuplicates: false });
        return created.contact?._id;
      } catch (error) {
        const known = readPath(error, 'details', 'applicationError', 'data', 'duplicateContactId');
        if (!isGuid(known)) throw error;
        return known;
      }
    });
    if (!isGuid(id)) throw malformed('createContact');
    return id;
  },

  async getContact(contactId) {
    const get = auth.elevate(contacts.getContact);
    const { _id } = await callWix('getContact', () => get(contactId));
    if (!isGuid(_id)) throw malformed('getContact');
    return { id: _id };
  },

  async memberOfContact(contactId) {
    const query = auth.elevate(members.queryMembers);
    const { items } = await callWix('memberOfContact', () =>
      query().eq('contactId', contactId).limit(1).find(),
    );
    return items[0]?._id ?? undefined;
  },
} satisfies Pick<Wix, 'submitContact' | 'createContact' | 'getContact' | 'memberOfContact'>;

/** A fresh object, since the SDK changes what it is given: the address, and the name with it. */
function toContactInfo({ email, firstName, lastName }: FormContact) {
  const name = defined({ first: firstName, last: lastName });
  return { ...(Object.keys(name).length > 0 && { name }), emails: { items: [{ email }] } };
}
