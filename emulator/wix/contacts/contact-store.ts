// Stores contacts in the database: documents, and lookups by email address, phone number and id. Applies none of
// Wix's business rules.
import { readDocument } from '../../database/documents.ts';
import type { OperationContext, DatabaseContext } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';
import { type Contact, getEmails, getPhones } from './contact-document.ts';
import { emailKey, phoneKey } from './lookup-keys.ts';

/** Reads a contact by its id. */
export function readContact(context: DatabaseContext, id: string): Contact | undefined {
  const row = context.database.get<{ readonly document: string }>(
    'select document from contacts where id = ?',
    id,
  );
  return row && readDocument<Contact>(row.document);
}

/** Reads a contact that must exist. @throws {WixApiError} 404 CONTACT_NOT_FOUND */
export function requireContact(context: OperationContext, id: string): Contact {
  const contact = readContact(context, id);
  if (!contact) {
    throw new WixApiError(404, 'CONTACT_NOT_FOUND', `Contact ${id} not found`);
  }
  return contact;
}

/** Reads every contact, oldest first. */
export function listContacts(context: OperationContext): readonly Contact[] {
  return context.database
    .all<{ readonly document: string }>('select document from contacts order by sequence')
    .map(({ document }) => readDocument<Contact>(document));
}

/** Creates or updates a contact and its lookup keys. */
export function writeContact(context: OperationContext, contact: Contact): void {
  const { database } = context;
  database.run(
    'insert into contacts (id, document) values (?, ?) on conflict (id) do update set document = excluded.document',
    contact.id,
    JSON.stringify(contact),
  );
  deleteLookupKeys(context, contact.id);
  for (const email of new Set(getEmails(contact.info).map(emailKey))) {
    database.run('insert into contact_emails (email, contact_id) values (?, ?)', email, contact.id);
  }
  for (const phone of new Set(getPhones(contact.info).map(phoneKey))) {
    if (phone !== '') {
      database.run(
        'insert into contact_phones (phone, contact_id) values (?, ?)',
        phone,
        contact.id,
      );
    }
  }
}

/** Deletes a merged contact, records its target, and associates its visitors with the target. */
export function replaceMergedContact(
  context: OperationContext,
  id: string,
  targetId: string,
): void {
  const { database } = context;
  deleteLookupKeys(context, id);
  database.run('delete from contacts where id = ?', id);
  database.run('update merged_contacts set target_id = ? where target_id = ?', targetId, id);
  database.run('insert into merged_contacts (id, target_id) values (?, ?)', id, targetId);
  database.run('update visitor_contacts set contact_id = ? where contact_id = ?', targetId, id);
}

/** Deletes a contact. Visitors that were associated with it are anonymous again (assumed). */
export function deleteContactRow(context: DatabaseContext, id: string): void {
  deleteLookupKeys(context, id);
  context.database.run('delete from contacts where id = ?', id);
  context.database.run('delete from visitor_contacts where contact_id = ?', id);
}

function deleteLookupKeys(context: DatabaseContext, id: string): void {
  context.database.run('delete from contact_emails where contact_id = ?', id);
  context.database.run('delete from contact_phones where contact_id = ?', id);
}

/** Returns the id of the contact that a contact was merged into. */
export function getMergeTargetId(context: DatabaseContext, id: string): string | undefined {
  return context.database.get<{ readonly target_id: string }>(
    'select target_id from merged_contacts where id = ?',
    id,
  )?.target_id;
}

/** Returns the ids of the contacts with an email address, oldest first. */
export function findContactIdsByEmail(context: OperationContext, email: string): readonly string[] {
  return context.database
    .all<{ readonly id: string }>(
      `select contacts.id from contact_emails join contacts on contacts.id = contact_emails.contact_id
       where email = ? order by contacts.sequence`,
      emailKey(email),
    )
    .map(({ id }) => id);
}

/** Returns the ids of the contacts with a phone number, oldest first. */
export function findContactIdsByPhone(context: OperationContext, phone: string): readonly string[] {
  return context.database
    .all<{ readonly id: string }>(
      `select contacts.id from contact_phones join contacts on contacts.id = contact_phones.contact_id
       where phone = ? order by contacts.sequence`,
      phoneKey(phone),
    )
    .map(({ id }) => id);
}

/** Finds the oldest contact with one of the email addresses or, if there is none, with one of the phone numbers. */
export function findMatchingContact(
  context: OperationContext,
  emails: readonly string[],
  phones: readonly string[],
): Contact | undefined {
  const [id] = [
    ...emails.flatMap((email) => findContactIdsByEmail(context, email)),
    ...phones.flatMap((phone) => findContactIdsByPhone(context, phone)),
  ];
  return id === undefined ? undefined : readContact(context, id);
}

/** Returns the id of the member that a contact belongs to. Reads the table of members/. */
export function getMemberIdOfContact(
  context: DatabaseContext,
  contactId: string,
): string | undefined {
  return context.database.get<{ readonly id: string }>(
    'select id from members where contact_id = ?',
    contactId,
  )?.id;
}
