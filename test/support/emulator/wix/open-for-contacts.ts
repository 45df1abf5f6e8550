// An emulated Wix whose contacts the package `@wix/crm` changes.
import { contacts } from '@wix/crm';
import { auth } from '@wix/essentials';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import { openForPackages } from './open-for-packages.ts';
import { visitor } from './open-wix.ts';

const createContact = auth.elevate(contacts.createContact);

/** Creates a Wix for the running test, with helpers that call the package as the site's backend. */
export async function openForContacts() {
  const opened = await openForPackages();
  /** Runs code as a visitor's request, in which elevated functions call as the app. */
  const inside = <T>(work: () => Promise<T>): Promise<T> => opened.as(visitor(1), work);
  return {
    ...opened,
    inside,
    /** Creates a contact with a name and an email address. */
    async create(email: string, first = 'Ann') {
      const info = { name: { first, last: 'Lee' }, emails: { items: [{ email }] } };
      const { contact } = await inside(() => createContact(info));
      return { id: contact?._id ?? '', revision: contact?.revision ?? 0, contact };
    },
    /** Signs up a member, and returns the id of their contact. */
    async createMember(email: string) {
      return (await opened.runAsWix((context) => insertMember(context, { email }))).contactId;
    },
    /** Returns the names and entities of the events so far. */
    async names() {
      return (await opened.events()).map(({ name, entityId }) => [name, entityId]);
    },
  };
}
