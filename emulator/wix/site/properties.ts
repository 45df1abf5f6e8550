// Emulates Wix's Site Properties: read, and update the profile, contact, schedule and consent policy of the business. Not
// emulated: the event of a change.
import * as meta from '@wix/auto_sdk_business-tools_site-properties/meta';
import { readDocument } from '../../database/documents.ts';
import type { DatabaseContext } from '../core/context.ts';
import { defineOperation, type FromWire, type Operation } from '../core/operation.ts';
import { WixValidationError } from '../core/wix-error.ts';
import { readInboxSettings, writeInboxSettings } from '../inbox/settings.ts';
import { loadRules } from '../rules/rules.ts';

const DOCS =
  'https://dev.wix.com/docs/api-reference/business-management/site-properties/properties';
const rules = loadRules('site-properties');

/** The properties of a site. */
type SiteProperties = NonNullable<
  FromWire<ReturnType<typeof meta.getSiteProperties>['__originalResponseType']>['properties']
>;

interface PropertiesRow {
  readonly version: number;
  readonly document: string;
}

/** Reads the site's properties. The names are those of the business in Inbox, unless they were changed. */
function readProperties(context: DatabaseContext): {
  readonly version: number;
  readonly properties: SiteProperties;
} {
  const row = context.database.get<PropertiesRow>(
    `select version, document from site_properties where name = 'site'`,
  );
  const { businessName } = readInboxSettings(context);
  return {
    version: row?.version ?? 0,
    properties: {
      siteDisplayName: businessName,
      ...(row ? readDocument<SiteProperties>(row.document) : {}),
      businessName,
    },
  };
}

/**
 * Stores the site's properties and counts the version; call it inside a transaction. The name of the business is also that
 * of its conversations (assumed).
 */
export function writeProperties(
  context: DatabaseContext,
  properties: { readonly [Key in keyof SiteProperties]?: SiteProperties[Key] | undefined },
): void {
  const { businessName, ...others } = properties;
  context.database.run(
    `insert into site_properties (name, version, document) values ('site', 1, ?)
     on conflict (name) do update set version = version + 1, document = excluded.document`,
    JSON.stringify(others),
  );
  if (businessName !== undefined) {
    writeInboxSettings(context, {
      ...readInboxSettings(context),
      businessName: businessName ?? '',
    });
  }
}

/**
 * Updates the properties that `names` lists: those that `given` lacks are cleared, others stay.
 * @throws {WixValidationError} 400 for a name that the type does not have
 */
function updateProperties(
  context: DatabaseContext,
  type: 'BusinessProfileData' | 'BusinessContactData',
  given: object,
  names: readonly string[] = [],
): Record<string, never> {
  const allowed = Object.keys(rules.types[type]?.fields ?? {});
  const unknown = names.find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    throw new WixValidationError([
      {
        field: 'fields',
        description: `has "${unknown}"; allowed are ${allowed.join(', ')}`,
        violatedRule: 'VALIDATION',
      },
    ]);
  }
  const changes = new Map(
    names.map((name): [string, unknown] => [name, Reflect.get(given, name) ?? null]),
  );
  writeProperties(context, {
    ...readProperties(context).properties,
    ...Object.fromEntries(changes),
  });
  return {};
}

const SHARED = { rules, callers: ['app', 'user'], fieldMasks: ['fields'] } as const;
const MASK =
  'Changes what `fields` lists, and clears what is listed and not sent (documented). Assumed: an unknown name is refused.';

/** The emulated operations of Site Properties. */
export const SITE_PROPERTY_OPERATIONS: readonly Operation[] = [
  defineOperation({
    ...SHARED,
    method: 'getSiteProperties',
    meta: meta.getSiteProperties,
    grade: 'typed',
    source: `${DOCS}/get-site-properties`,
    notes:
      'The properties of the seed and those that were updated. Assumed: unknown names in `fields` are ignored, and the version counts the changes.',
    run(context, { fields = [] }) {
      const { version, properties } = readProperties(context);
      return {
        version: String(version),
        properties:
          fields.length === 0
            ? properties
            : Object.fromEntries(
                Object.entries(properties).filter(([key]) => fields.includes(key)),
              ),
      };
    },
  }),
  defineOperation({
    ...SHARED,
    method: 'updateBusinessProfile',
    meta: meta.updateBusinessProfile,
    grade: 'typed',
    source: `${DOCS}/update-business-profile`,
    notes: `${MASK} Assumed: conversations show the new name of the business.`,
    run: (context, { businessProfile = {}, fields }) =>
      updateProperties(context, 'BusinessProfileData', businessProfile, fields),
  }),
  defineOperation({
    ...SHARED,
    method: 'updateBusinessContact',
    meta: meta.updateBusinessContact,
    grade: 'typed',
    source: `${DOCS}/update-business-contact`,
    notes: MASK,
    run: (context, { businessContact = {}, fields }) =>
      updateProperties(context, 'BusinessContactData', businessContact, fields),
  }),
  defineOperation({
    ...SHARED,
    method: 'updateBusinessSchedule',
    meta: meta.updateBusinessSchedule,
    grade: 'typed',
    source: `${DOCS}/update-business-schedule`,
    notes: 'Replaces the schedule (assumed: the whole one).',
    run(context, { businessSchedule = {} }) {
      writeProperties(context, { ...readProperties(context).properties, businessSchedule });
      return {};
    },
  }),
  defineOperation({
    ...SHARED,
    method: 'updateConsentPolicy',
    meta: meta.updateConsentPolicy,
    grade: 'typed',
    source: `${DOCS}/update-consent-policy`,
    notes: 'Replaces the policy (assumed: the whole one).',
    run(context, { consentPolicy = {} }) {
      writeProperties(context, { ...readProperties(context).properties, consentPolicy });
      return {};
    },
  }),
];
