// Emulates Wix's module `wix-crm-backend`: contacts, labels, extended fields, triggered emails and the deprecated functions
// of contacts. Not emulated: notifications, tasks, workflows.
import { auth } from '@wix/essentials';
import { contacts as packageContacts, extendedFields, labels, submittedContact } from '@wix/crm';
import {
  fromFlatInfo,
  toFlatInfo,
  toOlderContact,
  toPackageInfo,
  type FlatContactInfo,
  type OlderContactInfo,
} from '../../velo/contact-info.ts';
import { createTriggeredEmails } from '../../velo/triggered-emails.ts';
import { callAs, type AuthOptions } from './call-as.ts';
import { createOlderQuery } from './older-query.ts';
import { olderModule } from './older-module.ts';

interface ContactOptions extends AuthOptions {
  readonly allowDuplicates?: boolean;
}

/** Contacts, labels and extended fields. @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/contacts/introduction */
export const contacts = olderModule('wix-crm-backend.contacts', {
  async appendOrCreateContact(info: OlderContactInfo): Promise<object> {
    return callAs(submittedContact.appendOrCreateContact, undefined)({ info: toPackageInfo(info) });
  },
  async createContact(info: OlderContactInfo, options: ContactOptions = {}): Promise<unknown> {
    const { allowDuplicates = false } = options;
    const create = callAs(packageContacts.createContact, options);
    return toOlderContact((await create(toPackageInfo(info), { allowDuplicates })).contact);
  },
  async updateContact(
    { contactId, revision }: { readonly contactId: string; readonly revision: number },
    info: OlderContactInfo,
    options: ContactOptions = {},
  ): Promise<unknown> {
    const { allowDuplicates = false } = options;
    const update = callAs(packageContacts.updateContact, options);
    const { contact } = await update(contactId, toPackageInfo(info), revision, { allowDuplicates });
    return toOlderContact(contact);
  },
  async deleteContact(contactId: string, options?: AuthOptions): Promise<void> {
    await callAs(packageContacts.deleteContact, options)(contactId);
  },
  async getContact(contactId: string, options?: AuthOptions): Promise<unknown> {
    return toOlderContact(await callAs(packageContacts.getContact, options)(contactId));
  },
  async labelContact(contactId: string, keys: string[], options?: AuthOptions): Promise<unknown> {
    const label = callAs(packageContacts.labelContact, options);
    return toOlderContact((await label(contactId, keys)).contact);
  },
  async unlabelContact(contactId: string, keys: string[], options?: AuthOptions): Promise<unknown> {
    const unlabel = callAs(packageContacts.unlabelContact, options);
    return toOlderContact((await unlabel(contactId, keys)).contact);
  },
  queryContacts: () =>
    createOlderQuery((it) => callAs(packageContacts.queryContacts, it)(), toOlderContact),
  findOrCreateLabel: async (displayName: string, options?: AuthOptions): Promise<object> =>
    callAs(labels.findOrCreateLabel, options)(displayName),
  getLabel: async (key: string, options?: AuthOptions): Promise<object> =>
    callAs(labels.getLabel, options)(key),
  renameLabel: async (key: string, displayName: string, options?: AuthOptions): Promise<object> =>
    callAs(labels.renameLabel, options)(key, { displayName }),
  deleteLabel: async (key: string, options?: AuthOptions): Promise<void> =>
    callAs(labels.deleteLabel, options)(key),
  queryLabels: () => createOlderQuery((it) => callAs(labels.queryLabels, it)()),
  findOrCreateExtendedField: async (
    {
      displayName,
      dataType,
    }: { readonly displayName: string; readonly dataType: extendedFields.FieldDataType },
    options?: AuthOptions,
  ): Promise<object> =>
    callAs(extendedFields.findOrCreateExtendedField, options)(displayName, dataType),
  getExtendedField: async (key: string, options?: AuthOptions): Promise<object> =>
    callAs(extendedFields.getExtendedField, options)(key),
  renameExtendedField: async (
    key: string,
    displayName: string,
    options?: AuthOptions,
  ): Promise<object> => callAs(extendedFields.renameExtendedField, options)(key, { displayName }),
  deleteExtendedField: async (key: string, options?: AuthOptions): Promise<void> =>
    callAs(extendedFields.deleteExtendedField, options)(key),
  queryExtendedFields: () =>
    createOlderQuery((it) => callAs(extendedFields.queryExtendedFields, it)()),
});

/** Triggered emails. They are sent with the permissions of the site (assumed). */
export const triggeredEmails = olderModule(
  'wix-crm-backend.triggeredEmails',
  createTriggeredEmails('site'),
);

/** Notifications on the dashboard: not emulated. */
export const notifications = olderModule('wix-crm-backend.notifications', {});
/** Tasks of the business: not emulated. */
export const tasks = olderModule('wix-crm-backend.tasks', {});
/** Workflows of the business: not emulated. */
export const workflows = olderModule('wix-crm-backend.workflows', {});

/** Deprecated. Creates a contact, or appends to the one with the same address, and returns its id. */
export async function createContact(info: FlatContactInfo): Promise<string> {
  const append = callAs(submittedContact.appendOrCreateContact, undefined);
  return (await append({ info: fromFlatInfo(info) })).contactId ?? '';
}

/** Deprecated. Returns a contact; runs with the permissions of the site (assumed, as the next two). */
export async function getContactById(contactId: string): Promise<object> {
  return toFlatInfo(await auth.elevate(packageContacts.getContact)(contactId));
}

/** Deprecated. Changes a contact. */
export async function updateContact(contactId: string, info: FlatContactInfo): Promise<void> {
  const { revision } = await auth.elevate(packageContacts.getContact)(contactId);
  const update = auth.elevate(packageContacts.updateContact);
  await update(contactId, fromFlatInfo(info), revision ?? 0, { allowDuplicates: true });
}

/** Deprecated. Deletes a contact. Wix deletes also their member only with `deleteMembers`, which is not emulated. */
export async function deleteContact(
  contactId: string,
  options: { readonly deleteMembers?: boolean } = {},
): Promise<void> {
  if (options.deleteMembers === true) {
    throw new Error('deleteMembers of wix-crm-backend.deleteContact is not emulated.');
  }
  await auth.elevate(packageContacts.deleteContact)(contactId);
}

/** Deprecated. Sends a triggered email to a contact. */
export const { emailContact } = triggeredEmails;

export default olderModule('wix-crm-backend', {
  contacts,
  triggeredEmails,
  createContact,
  getContactById,
  updateContact,
  deleteContact,
  emailContact,
  notifications,
  tasks,
  workflows,
});
