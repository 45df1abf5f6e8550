// Contacts in the database: documents, and the lookups by address, telephone and visitor. Leaves out what Wix does with them.
import { readDocument } from '../../database/documents.ts';
import type { Call, Reader } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';
import { type Contact, emailsOf, phonesOf } from './contact-document.ts';

/** The form in which addresses are compared: without regard to case and outer space (assumed). */
export function emailKey(email: string): string {
  return email.trim().toLowerCase().replaceAll('\u0000', '');
}

/** The form in which telephone numbers are compared: digits, and a plus before them (assumed). */
export function phoneKey(phone: string): string {
  return phone.replaceAll(/[^\d+]/g, '').replaceAll(/(?!^)\+/g, '');
}

/** A contact by its id. */
export function readContact(call: Reader, id: string): Contact | undefined {
  const row = call.database.get<{ readonly document: string }>(
    'select document from contacts where id = ?',
    id,
  );
  return row && readDocument<Contact>(row.document);
}

/** A contact that must exist. @throws {WixApiError} CONTACT_NOT_FOUND */
export function requireContact(call: Call, id: string): Contact {
  const contact = readContact(call, id);
  if (!contact) {
    throw new WixApiError(404, 'CONTACT_NOT_FOUND', `Contact ${id} not found`);
  }
  return contact;
}

/** Every contact, the oldest first. */
export function readContacts(call: Call): readonly Contact[] {
  return call.database
    .all<{ readonly document: string }>('select document from contacts order by sequence')
    .map(({ document }) => readDocument<Contact>(document));
}

/** Writes a contact, new or not, and what it is found by. */
export function writeContact(call: Call, contact: Contact): void {
  const { database } = call;
  database.run(
    'insert into contacts (id, document) values (?, ?) on conflict (id) do update set document = excluded.document',
    contact.id,
    JSON.stringify(contact),
  );
  forgetKeys(call, contact.id);
  for (const email of new Set(emailsOf(contact.info).map(emailKey))) {
    database.run('insert into contact_emails (email, contact_id) values (?, ?)', email, contact.id);
  }
  for (const phone of new Set(phonesOf(contact.info).map(phoneKey))) {
    if (phone !== '') {
      database.run(
        'insert into contact_phones (phone, contact_id) values (?, ?)',
        phone,
        contact.id,
      );
    }
  }
}

/** Removes a contact that was merged, and remembers where it went. Its visitors follow. */
export function moveContact(call: Call, id: string, targetId: string): void {
  const { database } = call;
  forgetKeys(call, id);
  database.run('delete from contacts where id = ?', id);
  database.run('update merged_contacts set target_id = ? where target_id = ?', targetId, id);
  database.run('insert into merged_contacts (id, target_id) values (?, ?)', id, targetId);
  database.run('update visitor_contacts set contact_id = ? where contact_id = ?', targetId, id);
}

function forgetKeys(call: Call, id: string): void {
  call.database.run('delete from contact_emails where contact_id = ?', id);
  call.database.run('delete from contact_phones where contact_id = ?', id);
}

/** The contact that a merged contact went into. */
export function mergedInto(call: Reader, id: string): string | undefined {
  return call.database.get<{ readonly target_id: string }>(
    'select target_id from merged_contacts where id = ?',
    id,
  )?.target_id;
}

/** The ids of the contacts that have an address, the oldest first. */
export function contactIdsByEmail(call: Call, email: string): readonly string[] {
  return call.database
    .all<{ readonly id: string }>(
      `select contacts.id from contact_emails join contacts on contacts.id = contact_emails.contact_id
       where email = ? order by contacts.sequence`,
      emailKey(email),
    )
    .map(({ id }) => id);
}

/** The ids of the contacts that have a telephone number, the oldest first. */
export function contactIdsByPhone(call: Call, phone: string): readonly string[] {
  return call.database
    .all<{ readonly id: string }>(
      `select contacts.id from contact_phones join contacts on contacts.id = contact_phones.contact_id
       where phone = ? order by contacts.sequence`,
      phoneKey(phone),
    )
    .map(({ id }) => id);
}

/** The oldest contact with one of the addresses or, failing that, one of the telephone numbers. */
export function matchContact(
  call: Call,
  emails: readonly string[],
  phones: readonly string[],
): Contact | undefined {
  const [id] = [
    ...emails.flatMap((email) => contactIdsByEmail(call, email)),
    ...phones.flatMap((phone) => contactIdsByPhone(call, phone)),
  ];
  return id === undefined ? undefined : readContact(call, id);
}

/** The member that a contact is. The members room writes this table. */
export function memberIdOf(call: Reader, contactId: string): string | undefined {
  return call.database.get<{ readonly id: string }>(
    'select id from members where contact_id = ?',
    contactId,
  )?.id;
}
