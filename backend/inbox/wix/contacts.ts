import { contacts, submittedContact } from '@wix/crm';
import { members } from '@wix/members';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { isGuid } from 'backend/inbox/input/guid';
import { readPath } from 'backend/inbox/input/read-path';
import { findContacts } from 'backend/inbox/wix/find-contacts';
import type { WixCalls } from 'backend/inbox/wix/calls';
import type { Wix } from 'backend/inbox/wix/port';
import { callWix, malformed } from 'backend/inbox/wix/error';
import type { FormContact } from 'public/inbox-form';
import { normalizeName } from 'public/inbox-normalize';

/**
 * Calls contacts and members through Wix's SDK.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/submitted-contact/append-or-create-contact
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/contacts/create-contact
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/members/query-members
 */
export const createWixContacts = ({ elevate, asCaller }: WixCalls) =>
  ({
    /** Not elevated: Wix connects the contact to the visitor's session, and that merges the conversations. */
    async submitContact(contact) {
      const { contactId } = await callWix('submitContact', () =>
        asCaller(submittedContact.appendOrCreateContact)({ info: toContactInfo(contact) }),
      );
      if (!isGuid(contactId)) throw malformed('submitContact');
      return contactId;
    },

    async createContact(contact) {
      const create = elevate(contacts.createContact);
      const id = await callWix('createContact', async () => {
        try {
          const created = await create(toContactInfo(contact), { allowDuplicates: false });
          return created.contact?._id;
        } catch (error) {
          const existing = readPath(
            error,
            'details',
            'applicationError',
            'data',
            'duplicateContactId',
          );
          if (!isGuid(existing)) throw error;
          return existing;
        }
      });
      if (!isGuid(id)) throw malformed('createContact');
      return id;
    },

    async getContact(contactId) {
      const get = elevate(contacts.getContact);
      const { _id } = await callWix('getContact', () => get(contactId));
      if (!isGuid(_id)) throw malformed('getContact');
      return { id: _id };
    },

    async newestContactSources(limit) {
      const query = elevate(contacts.queryContacts);
      const { items } = await callWix('newestContactSources', () =>
        query().descending('_createdDate').limit(limit).find(),
      );
      return items.map(({ source }) =>
        omitUndefined({ sourceType: source?.sourceType, appId: source?.appId ?? undefined }),
      );
    },

    async memberOfContact(contactId) {
      const query = elevate(members.queryMembers);
      const { items } = await callWix('memberOfContact', () =>
        query().eq('contactId', contactId).limit(1).find(),
      );
      return items[0]?._id ?? undefined;
    },

    findContacts: (query, limit) =>
      callWix('findContacts', () => findContacts(elevate, query, limit)),

    async findMembers(by) {
      const query = elevate(members.queryMembers);
      const { items } = await callWix('findMembers', () => {
        const matching =
          'email' in by
            ? query().eq('loginEmail', by.email)
            : query().in('contactId', [...by.contactIds]);
        return matching.limit(100).find();
      });
      return items.flatMap(({ _id, contactId, profile }) => {
        if (!isGuid(_id)) return [];
        const name = normalizeName(profile?.nickname ?? '') || undefined;
        return [omitUndefined({ id: _id, contactId: contactId ?? undefined, name })];
      });
    },
  }) satisfies Pick<
    Wix,
    | 'submitContact'
    | 'createContact'
    | 'getContact'
    | 'newestContactSources'
    | 'memberOfContact'
    | 'findContacts'
    | 'findMembers'
  >;

/** Builds a new object of the address and the name, because the SDK modifies its arguments. */
function toContactInfo({ email, firstName, lastName }: FormContact) {
  const name = omitUndefined({ first: firstName, last: lastName });
  return { ...(Object.keys(name).length > 0 && { name }), emails: { items: [{ email }] } };
}
