import { contacts, submittedContact } from '@wix/crm';
import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { isGuid } from 'backend/inbox/input/guid';
import { readPath } from 'backend/inbox/input/read-path';
import type { Wix } from 'backend/inbox/wix/port';
import { callWix, malformed } from 'backend/inbox/wix/error';
import type { FormContact } from 'public/inbox-form';

/**
 * Calls contacts and members through Wix's SDK.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/submitted-contact/append-or-create-contact
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/contacts/create-contact
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/members/query-members
 */
export const wixContacts = {
  /** Not elevated: Wix connects the contact to the visitor's session, and that merges the conversations. */
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
    const get = auth.elevate(contacts.getContact);
    const { _id } = await callWix('getContact', () => get(contactId));
    if (!isGuid(_id)) throw malformed('getContact');
    return { id: _id };
  },

  async newestContactSources(limit) {
    const query = auth.elevate(contacts.queryContacts);
    const { items } = await callWix('newestContactSources', () =>
      query().descending('_createdDate').limit(limit).find(),
    );
    return items.map(({ source }) =>
      omitUndefined({ sourceType: source?.sourceType, appId: source?.appId ?? undefined }),
    );
  },

  async memberOfContact(contactId) {
    const query = auth.elevate(members.queryMembers);
    const { items } = await callWix('memberOfContact', () =>
      query().eq('contactId', contactId).limit(1).find(),
    );
    return items[0]?._id ?? undefined;
  },

  async findContacts({ email, phone, name }, limit) {
    const query = auth.elevate(contacts.queryContacts);
    const find = ({ first, last }: { readonly first?: string; readonly last?: string }) => {
      let matching = query().limit(limit);
      if (email !== undefined) matching = matching.eq('primaryInfo.email', email);
      if (phone !== undefined) matching = matching.eq('primaryInfo.phone', phone);
      if (first !== undefined) matching = matching.startsWith('info.name.first', first);
      if (last !== undefined) matching = matching.startsWith('info.name.last', last);
      return matching.find();
    };
    const pages = await callWix('findContacts', () => Promise.all(toNameQueries(name).map(find)));
    const found = new Map(pages.flatMap(({ items }) => items).map((item) => [item._id, item]));
    return [...found.values()].slice(0, limit).flatMap(({ _id, info, primaryInfo }) => {
      if (!isGuid(_id)) return [];
      const names = [info?.name?.first, info?.name?.last].filter(Boolean);
      return [
        omitUndefined({
          id: _id,
          name: names.join(' ') || undefined,
          email: primaryInfo?.email ?? undefined,
          phone: primaryInfo?.phone ?? undefined,
        }),
      ];
    });
  },

  async findMembers(by) {
    const query = auth.elevate(members.queryMembers);
    const { items } = await callWix('findMembers', () => {
      const matching =
        'email' in by
          ? query().eq('loginEmail', by.email)
          : query().in('contactId', [...by.contactIds]);
      return matching.limit(100).find();
    });
    return items.flatMap(({ _id, contactId, profile }) => {
      if (!isGuid(_id)) return [];
      const name = profile?.nickname ?? undefined;
      return [omitUndefined({ id: _id, contactId: contactId ?? undefined, name })];
    });
  },
} satisfies Pick<
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

/**
 * Returns the queries for a typed name: a prefix of the first name, of the last name, or of both. The Wix
 * documentation is contradictory about case sensitivity, so `ada` is queried as `Ada` too.
 */
function toNameQueries(name: string | undefined) {
  if (name === undefined) return [{}];
  const typed = name.trim().split(/\s+/);
  const capitalized = typed.map(
    (part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase(),
  );
  const isCapitalized = capitalized.every((part, index) => part === typed[index]);
  return (isCapitalized ? [typed] : [typed, capitalized]).flatMap((names) => {
    const [first = '', ...rest] = names;
    const whole = names.join(' ');
    const parts = rest.length > 0 ? [{ first, last: rest.join(' ') }] : [];
    return [{ first: whole }, { last: whole }, ...parts];
  });
}
