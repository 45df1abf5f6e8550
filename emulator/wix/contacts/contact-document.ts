// A contact as Wix's Contacts v4 shows it: what is derived from what was given. Leaves out subscriptions and formatted telephones.
import type * as meta from '@wix/auto_sdk_crm_contacts/meta';
import type { Call } from '../core/context.ts';
import type { FromWire } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { validate } from '../core/validation/validate.ts';
import { WixApiError, WixValidationError } from '../core/wix-error.ts';

/** A contact as it is stored and sent; dates are ISO strings. */
export type Contact = Stored<NonNullable<CreateContactResponse['contact']>>;
/** What a caller may say of a contact. */
export type ContactInfo = CreateContactRequest['info'];
/** Where a contact comes from. */
export interface ContactSource {
  /** Wix's ContactSourceType: `ADMIN`, `WIX_APP`, `WIX_SITE_MEMBERS` ... */
  readonly sourceType: string;
  readonly appId?: string | undefined;
}
/** What a contact did last. */
export type ActivityType =
  'CONTACT_CREATED' | 'CONTACT_MERGED' | 'FORM_SUBMITTED' | 'MEMBER_REGISTER';

type CreateContactRequest = FromWire<
  ReturnType<typeof meta.createContact>['__originalRequestType']
>;
type CreateContactResponse = FromWire<
  ReturnType<typeof meta.createContact>['__originalResponseType']
>;
type Stored<T extends object> = T & {
  readonly id: string;
  readonly revision: number;
  readonly info: ContactInfo;
};
type Emails = NonNullable<NonNullable<ContactInfo['emails']>['items']>;
type Phones = NonNullable<NonNullable<ContactInfo['phones']>['items']>;
type Addresses = NonNullable<NonNullable<ContactInfo['addresses']>['items']>;

type SourceType = NonNullable<NonNullable<Contact['source']>['sourceType']>;

const rules = loadRules('contacts');

function isContactInfo(info: object): info is ContactInfo {
  return validate(rules, 'ContactInfo', info).length === 0;
}

function isSourceType(name: string): name is SourceType {
  return rules.enums['ContactSourceType']?.includes(name) === true;
}

function toSource({ sourceType, appId }: ContactSource): NonNullable<Contact['source']> {
  if (!isSourceType(sourceType)) {
    throw new WixValidationError([
      {
        field: 'source.sourceType',
        description: 'is not one of Wix’s sources',
        violatedRule: 'INVALID_ENUM_VALUE',
      },
    ]);
  }
  return { sourceType, ...(appId === undefined ? {} : { appId }) };
}

/** Leaves out the ids that a caller gave to new items: Wix writes them. */
export function withoutReadonly(info: ContactInfo): ContactInfo {
  const { emails, phones, addresses, ...rest } = info;
  return {
    ...rest,
    ...(emails?.items
      ? { emails: { items: emails.items.map(({ id: _id, ...item }) => item) } }
      : {}),
    ...(phones?.items
      ? { phones: { items: phones.items.map(({ id: _id, e164Phone: _e164, ...item }) => item) } }
      : {}),
    ...(addresses?.items
      ? { addresses: { items: addresses.items.map(({ id: _id, ...item }) => item) } }
      : {}),
  };
}

/**
 * Checks what is said of a contact against Wix's rules.
 * @throws {WixValidationError} if a field breaks a rule
 * @throws {WixApiError} INSUFFICIENT_CONTACT_DATA without a name, a telephone number and an address;
 *   CANNOT_HAVE_MULTIPLE_PRIMARY_INFO with two primary addresses or numbers
 */
export function checkContactInfo(info: object): ContactInfo {
  if (!isContactInfo(info)) {
    throw new WixValidationError(validate(rules, 'ContactInfo', info));
  }
  if (!hasContactData(info)) {
    throw new WixApiError(
      400,
      'INSUFFICIENT_CONTACT_DATA',
      'A contact needs a name, a phone number or an email address.',
    );
  }
  checkPrimaries(info);
  return info;
}

/** Whether somebody could be a contact by this: a name, an e-mail address or a telephone number. */
export function hasContactData(info: ContactInfo): boolean {
  const names = [info.name?.first, info.name?.last];
  return [...names, ...emailsOf(info), ...phonesOf(info)].some((text) => text?.trim());
}

/** @throws {WixApiError} CANNOT_HAVE_MULTIPLE_PRIMARY_INFO */
export function checkPrimaries({ emails, phones }: ContactInfo): void {
  for (const items of [emails?.items ?? [], phones?.items ?? []]) {
    if (items.filter(({ primary }) => primary).length > 1) {
      throw new WixApiError(
        400,
        'CANNOT_HAVE_MULTIPLE_PRIMARY_INFO',
        'A contact cannot have more than one primary email or phone.',
      );
    }
  }
}

/** The e-mail addresses in a contact's info, as typed. */
export function emailsOf({ emails }: ContactInfo): readonly string[] {
  return (emails?.items ?? []).flatMap(({ email }) => email ?? []);
}

/** The telephone numbers in a contact's info, as typed. */
export function phonesOf({ phones }: ContactInfo): readonly string[] {
  return (phones?.items ?? []).flatMap(({ phone }) => phone ?? []);
}

/** Makes the document of a new contact. */
export function newContact(
  call: Call,
  info: ContactInfo,
  source: ContactSource,
  activityType: ActivityType,
): Contact {
  const now = call.now().toISOString();
  return withDerived(call, {
    id: call.id(),
    revision: 1,
    source: toSource(source),
    createdDate: now,
    updatedDate: now,
    lastActivity: { activityDate: now, activityType },
    info: withoutReadonly(info),
  });
}

/** Makes the next revision of a contact. */
export function nextRevision(
  call: Call,
  contact: Contact,
  info: ContactInfo,
  activityType: ActivityType,
): Contact {
  const now = call.now().toISOString();
  return withDerived(call, {
    ...contact,
    revision: contact.revision + 1,
    updatedDate: now,
    lastActivity: { activityDate: now, activityType },
    info,
  });
}

/** Fills in what Wix writes itself: ids and one primary of the lists' items, and the primary fields made of them. */
function withDerived(call: Call, contact: Contact): Contact {
  const { emails, phones, addresses, ...rest } = contact.info;
  const emailItems: Emails = onePrimary(emails?.items ?? []).map((item) => ({
    tag: 'UNTAGGED',
    ...item,
    id: item.id ?? call.id(),
  }));
  const phoneItems: Phones = onePrimary(phones?.items ?? []).map((item) =>
    withE164({ tag: 'UNTAGGED', ...item, id: item.id ?? call.id() }),
  );
  const addressItems: Addresses = (addresses?.items ?? []).map((item) => ({
    tag: 'UNTAGGED',
    ...item,
    id: item.id ?? call.id(),
  }));
  const email = emailItems.find(({ primary }) => primary)?.email;
  const primaryPhone = phoneItems.find(({ primary }) => primary);
  const { primaryInfo: _info, primaryEmail: _email, primaryPhone: _phone, ...kept } = contact;
  return {
    ...kept,
    primaryInfo: {
      ...(email === undefined ? {} : { email }),
      ...(primaryPhone?.phone === undefined ? {} : { phone: primaryPhone.phone }),
    },
    info: {
      ...rest,
      ...(emailItems.length === 0 ? {} : { emails: { items: emailItems } }),
      ...(phoneItems.length === 0 ? {} : { phones: { items: phoneItems } }),
      ...(addressItems.length === 0 ? {} : { addresses: { items: addressItems } }),
    },
    ...(email === undefined
      ? {}
      : {
          primaryEmail: { email, subscriptionStatus: 'NOT_SET', deliverabilityStatus: 'NOT_SET' },
        }),
    ...(primaryPhone?.phone === undefined
      ? {}
      : {
          primaryPhone: {
            phone: primaryPhone.phone,
            ...(primaryPhone.countryCode ? { countryCode: primaryPhone.countryCode } : {}),
            ...(primaryPhone.e164Phone ? { e164Phone: primaryPhone.e164Phone } : {}),
            subscriptionStatus: primaryPhone.e164Phone ? 'NOT_SET' : 'NO_SUBSCRIPTION_STATUS',
          },
        }),
  };
}

function onePrimary<Item extends { readonly primary?: boolean | null }>(
  items: readonly Item[],
): (Item & { readonly primary: boolean })[] {
  const chosen = Math.max(
    0,
    items.findIndex(({ primary }) => primary === true),
  );
  return items.map((item, index) => ({ ...item, primary: index === chosen }));
}

/** A number that is written in E.164 already; numbers that need a country's rules are left as typed. */
function withE164(item: Phones[number]): Phones[number] {
  const { e164Phone: _given, ...rest } = item;
  const digits = (item.phone ?? '').replaceAll(/[\s().-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? { ...rest, e164Phone: digits } : rest;
}
