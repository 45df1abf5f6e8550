// Converts the information of contacts between the older modules and `@wix/crm`: the older modules have plain lists.
import type { contacts } from '@wix/crm';

type PackageInfo = contacts.ContactInfo;
type Items<Key extends 'emails' | 'phones' | 'addresses' | 'labelKeys' | 'extendedFields'> =
  NonNullable<PackageInfo[Key]>['items'];

/** A contact's information in `contacts` of the older modules. */
export type OlderContactInfo = Omit<
  PackageInfo,
  'emails' | 'phones' | 'addresses' | 'labelKeys' | 'extendedFields'
> & {
  readonly emails?: Items<'emails'>;
  readonly phones?: Items<'phones'>;
  readonly addresses?: Items<'addresses'>;
  readonly labelKeys?: Items<'labelKeys'>;
  readonly extendedFields?: Items<'extendedFields'>;
};

const LISTS = ['emails', 'phones', 'addresses', 'labelKeys', 'extendedFields'] as const;

/** Converts an older contact's information to that of the package. */
export function toPackageInfo(info: OlderContactInfo): PackageInfo {
  const { emails, phones, addresses, labelKeys, extendedFields, ...rest } = info;
  return {
    ...rest,
    ...(emails === undefined ? {} : { emails: { items: emails } }),
    ...(phones === undefined ? {} : { phones: { items: phones } }),
    ...(addresses === undefined ? {} : { addresses: { items: addresses } }),
    ...(labelKeys === undefined ? {} : { labelKeys: { items: labelKeys } }),
    ...(extendedFields === undefined ? {} : { extendedFields: { items: extendedFields } }),
  };
}

/** Converts a contact of the package to that of the older modules; other values stay. */
export function toOlderContact(contact: unknown): unknown {
  const info = isRecord(contact) ? contact['info'] : undefined;
  if (!isRecord(contact) || !isRecord(info)) return contact;
  const lists = LISTS.flatMap((key) => {
    const value = info[key];
    return isRecord(value) && 'items' in value ? [[key, value['items']] as const] : [];
  });
  return { ...contact, info: { ...info, ...Object.fromEntries(lists) } };
}

/** A contact in the deprecated functions such as `createContact()`: all on one level, addresses as text. */
export interface FlatContactInfo {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly emails?: readonly string[];
  readonly phones?: readonly string[];
  readonly labels?: readonly string[];
}

/** Converts a flat contact to the information of the package. @throws Error that names a field that is not emulated */
export function fromFlatInfo(flat: FlatContactInfo): PackageInfo {
  const { firstName, lastName, emails = [], phones = [], ...others } = flat;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new Error(
      `The emulator does not have the field ${unknown} of this deprecated function; use contacts of the same module`,
    );
  }
  return {
    ...(firstName === undefined && lastName === undefined
      ? {}
      : {
          name: {
            ...(firstName === undefined ? {} : { first: firstName }),
            ...(lastName === undefined ? {} : { last: lastName }),
          },
        }),
    ...(emails.length === 0 ? {} : { emails: { items: emails.map((email) => ({ email })) } }),
    ...(phones.length === 0 ? {} : { phones: { items: phones.map((phone) => ({ phone })) } }),
  };
}

/** Converts a contact of the package to a flat one. */
export function toFlatInfo({ info, primaryInfo }: contacts.Contact): object {
  return {
    firstName: info?.name?.first ?? undefined,
    lastName: info?.name?.last ?? undefined,
    emails: (info?.emails?.items ?? []).map(({ email }) => email),
    phones: (info?.phones?.items ?? []).map(({ phone }) => phone),
    labels: info?.labelKeys?.items ?? [],
    loginEmail: primaryInfo?.email ?? undefined,
  };
}

function isRecord(it: unknown): it is Readonly<Record<string, unknown>> {
  return typeof it === 'object' && it !== null && !Array.isArray(it);
}
