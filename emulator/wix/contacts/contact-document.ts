// Emulates the contact that Wix's Contacts v4 returns, with derived fields. Not emulated: formatted phone numbers,
// subscriptions of phone numbers.
import type * as meta from '@wix/auto_sdk_crm_contacts/meta';
import type { DatabaseContext, OperationContext } from '../core/context.ts';
import type { FromWire } from '../core/operation.ts';
import { readSubscription } from '../email-subscriptions/subscription-store.ts';
import { loadRules } from '../rules/rules.ts';
import { validate } from '../core/validation/validate.ts';
import { WixApiError, WixValidationError } from '../core/wix-error.ts';

/** A contact as it is stored and returned; dates are ISO strings. */
export type Contact = Stored<NonNullable<CreateContactResponse['contact']>>;
/** The data of a contact that a caller may set. */
export type ContactInfo = CreateContactRequest['info'];
/** The source of a contact. */
export interface ContactSource {
  /** Wix's ContactSourceType: `ADMIN`, `WIX_APP`, `WIX_SITE_MEMBERS` ... */
  readonly sourceType: string;
  readonly appId?: string | undefined;
}
/** The last activity of a contact. */
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
        description: `is not one of ${(rules.enums['ContactSourceType'] ?? []).join(', ')}`,
        violatedRule: 'INVALID_ENUM_VALUE',
      },
    ]);
  }
  return { sourceType, ...(appId === undefined ? {} : { appId }) };
}

/** Omits the ids that a caller gave to new items, because Wix sets them. */
export function omitReadonlyFields(info: ContactInfo): ContactInfo {
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
 * Validates the data of a contact.
 * @throws {WixValidationError} if a field violates a rule
 * @throws {WixApiError} INSUFFICIENT_CONTACT_DATA without any name, phone number or email address;
 *   CANNOT_HAVE_MULTIPLE_PRIMARY_INFO with two primary email addresses or phone numbers
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
  checkPrimaryInfo(info);
  return info;
}

/** Returns whether the data is enough for a contact: a name, an email address or a phone number. */
export function hasContactData(info: ContactInfo): boolean {
  const names = [info.name?.first, info.name?.last];
  return [...names, ...getEmails(info), ...getPhones(info)].some((text) => text?.trim());
}

/** Checks that at most one email address and one phone number is primary. @throws {WixApiError} CANNOT_HAVE_MULTIPLE_PRIMARY_INFO */
export function checkPrimaryInfo({ emails, phones }: ContactInfo): void {
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

/** Returns the email addresses of a contact, as entered. */
export function getEmails({ emails }: ContactInfo): readonly string[] {
  return (emails?.items ?? []).flatMap(({ email }) => email ?? []);
}

/** Returns the phone numbers of a contact, as entered. */
export function getPhones({ phones }: ContactInfo): readonly string[] {
  return (phones?.items ?? []).flatMap(({ phone }) => phone ?? []);
}

/** Creates the document of a new contact. */
export function createContactDocument(
  context: OperationContext,
  info: ContactInfo,
  source: ContactSource,
  activityType: ActivityType,
): Contact {
  const now = context.now().toISOString();
  return withDerivedFields(context, {
    id: context.id(),
    revision: 1,
    source: toSource(source),
    createdDate: now,
    updatedDate: now,
    lastActivity: { activityDate: now, activityType },
    info: omitReadonlyFields(info),
  });
}

/** Creates the next revision of a contact's document. Without an activity, the last one stays. */
export function createNextRevision(
  context: OperationContext,
  contact: Contact,
  info: ContactInfo,
  activityType?: ActivityType,
): Contact {
  const now = context.now().toISOString();
  return withDerivedFields(context, {
    ...contact,
    revision: contact.revision + 1,
    updatedDate: now,
    ...(activityType ? { lastActivity: { activityDate: now, activityType } } : {}),
    info,
  });
}

/** Returns the document with the statuses that its primary email address has now. */
export function withEmailStatus(context: DatabaseContext, contact: Contact): Contact {
  const email = contact.primaryEmail?.email;
  return typeof email === 'string'
    ? { ...contact, primaryEmail: toPrimaryEmail(context, email) }
    : contact;
}

function toPrimaryEmail(
  context: DatabaseContext,
  email: string,
): NonNullable<Contact['primaryEmail']> {
  const subscription = readSubscription(context, email);
  return {
    email,
    subscriptionStatus: subscription?.subscriptionStatus ?? 'NOT_SET',
    deliverabilityStatus: subscription?.deliverabilityStatus ?? 'NOT_SET',
  };
}

/** Adds what Wix sets itself: an id for every list item, one primary item per list, and the primary fields. */
function withDerivedFields(context: OperationContext, contact: Contact): Contact {
  const { emails, phones, addresses, ...rest } = contact.info;
  const emailItems: Emails = withOnePrimary(emails?.items ?? []).map((item) => ({
    tag: 'UNTAGGED',
    ...item,
    id: item.id ?? context.id(),
  }));
  const phoneItems: Phones = withOnePrimary(phones?.items ?? []).map((item) =>
    withE164({ tag: 'UNTAGGED', ...item, id: item.id ?? context.id() }),
  );
  const addressItems: Addresses = (addresses?.items ?? []).map((item) => ({
    tag: 'UNTAGGED',
    ...item,
    id: item.id ?? context.id(),
  }));
  const email = emailItems.find(({ primary }) => primary)?.email;
  const primaryPhone = phoneItems.find(({ primary }) => primary);
  const { primaryInfo: _info, primaryEmail: _email, primaryPhone: _phone, ...base } = contact;
  return {
    ...base,
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
    ...(email === undefined ? {} : { primaryEmail: toPrimaryEmail(context, email) }),
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

function withOnePrimary<Item extends { readonly primary?: boolean | null }>(
  items: readonly Item[],
): (Item & { readonly primary: boolean })[] {
  const chosen = Math.max(
    0,
    items.findIndex(({ primary }) => primary === true),
  );
  return items.map((item, index) => ({ ...item, primary: index === chosen }));
}

/** Sets `e164Phone` if the number is already in E.164 format. */
function withE164(item: Phones[number]): Phones[number] {
  const { e164Phone: _given, ...rest } = item;
  const digits = (item.phone ?? '').replaceAll(/[\s().-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? { ...rest, e164Phone: digits } : rest;
}
