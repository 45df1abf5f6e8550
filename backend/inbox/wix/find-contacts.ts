import { contacts } from '@wix/crm';
import { isGuid } from 'backend/inbox/input/guid';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { matchesName, matchesPhone } from 'backend/inbox/wix/match-people';
import type { WixCalls } from 'backend/inbox/wix/calls';
import type { FoundContact } from 'backend/inbox/wix/port';
import { normalizeName, toPhoneDigits } from 'public/inbox-normalize';
import type { PeopleQuery } from 'public/inbox-shapes';

type ContactsQuery = contacts.ContactsQueryBuilder;
type Contact = contacts.Contact;

/** A query by any field. Wix documents more fields than the types of the package name. */
interface AnyFieldQuery {
  eq(field: string, value: string): Pick<ContactsQuery, 'find'>;
}

/** Contacts that are compared here instead of by Wix. Wix's limit of one request. */
const MAX_COMPARED = 1000;

/**
 * Finds contacts by Wix's queries, and compares the 1,000 contacts that were active last, elevated.
 *
 * Wix's queries reach all contacts, but compare phone numbers character by character and names with their accents. So
 * on a site with more contacts, one who is not among those 1,000 is found by the number as it is stored, without
 * separators or in E.164 (which Wix stores if it knows the country), and by the start of the name with its accents.
 *
 * @see https://dev.wix.com/docs/api-reference/crm/members-contacts/contacts/contacts/contact-v4/sort-filter-and-search
 */
export async function findContacts(
  elevate: WixCalls['elevate'],
  criteria: PeopleQuery,
  limit: number,
): Promise<readonly FoundContact[]> {
  const { email, phone, name } = criteria;
  const query = (max: number) => {
    const matching = elevate(contacts.queryContacts)().limit(max);
    return email === undefined ? matching : matching.eq('primaryInfo.email', email);
  };
  const pages = await Promise.all([
    ...queryExactly(criteria, () => query(limit)),
    ...(phone === undefined && name === undefined ? [] : [listLastActive(query(MAX_COMPARED))]),
  ]);
  const found = new Map(
    pages
      .flat()
      .filter((contact) => matches(contact, criteria))
      .map((contact) => [contact._id, contact]),
  );
  return [...found.values()].flatMap(toFoundContact).slice(0, limit);
}

/** Queries all contacts. The results of a phone number and a name are those that match one of them. */
function queryExactly(
  { phone, name }: PeopleQuery,
  query: () => ContactsQuery,
): readonly Promise<readonly Contact[]>[] {
  const find = async (matching: Pick<ContactsQuery, 'find'>) => (await matching.find()).items;
  if (phone !== undefined) {
    const digits = toPhoneDigits(phone);
    const byE164: AnyFieldQuery = query();
    return [
      find(query().in('primaryInfo.phone', [...new Set(toSpellings(phone))])),
      // Without this field, the other queries still answer.
      ...(digits.startsWith('+')
        ? [find(byE164.eq('info.phones.e164Phone', digits)).catch(() => [])]
        : []),
    ];
  }
  if (name === undefined) return [find(query())];
  return toNameQueries(name).map(({ first, last }) => {
    let matching = query();
    if (first !== undefined) matching = matching.startsWith('info.name.first', first);
    if (last !== undefined) matching = matching.startsWith('info.name.last', last);
    return find(matching);
  });
}

async function listLastActive(query: ContactsQuery): Promise<readonly Contact[]> {
  return (await query.descending('lastActivity.activityDate').find()).items;
}

function matches({ info, primaryInfo }: Contact, { phone, name }: PeopleQuery): boolean {
  const phones = [primaryInfo?.phone, ...(info?.phones?.items ?? []).map((item) => item.phone)];
  return (
    (phone === undefined || phones.some((it) => matchesPhone(it ?? '', phone))) &&
    (name === undefined || matchesName(toFullName(info), name))
  );
}

function toFullName(info: Contact['info']): string {
  return normalizeName([info?.name?.first, info?.name?.last].filter(Boolean).join(' '));
}

function toFoundContact({ _id, info, primaryInfo }: Contact): readonly FoundContact[] {
  if (!isGuid(_id)) return [];
  return [
    omitUndefined({
      id: _id,
      name: toFullName(info) || undefined,
      email: primaryInfo?.email ?? undefined,
      phone: primaryInfo?.phone ?? undefined,
    }),
  ];
}

/** Returns the spellings of a number that people use most, for a comparison of characters. */
function toSpellings(phone: string): readonly string[] {
  const spellings = [phone, phone.replace(/ /g, '-'), toPhoneDigits(phone)];
  return [...spellings, ...spellings.map((spelling) => spelling.replace('+', '00'))];
}

/**
 * Returns the queries for a typed name: a prefix of the first name, of the last name, or of both. The Wix
 * documentation is contradictory about case sensitivity, so `ada` is queried as `Ada` too.
 */
function toNameQueries(
  name: string,
): readonly { readonly first?: string; readonly last?: string }[] {
  const typed = normalizeName(name).split(' ');
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
