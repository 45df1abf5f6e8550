// Describes the contract of Wix's APIs as data: fields, limits, one-ofs, enums, error codes. The JSON files beside
// this one are generated from Wix's own packages by emulator/tools/generate-rules.ts.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

/** The type of a field: a primitive, a named type, an enum, an array or a map of one. `date` is an ISO string on the wire. */
export type FieldType =
  | 'string'
  | 'number'
  | 'boolean'
  | 'date'
  | 'any'
  | { readonly ref: string }
  | { readonly enum: string }
  | { readonly array: FieldType }
  | { readonly map: FieldType };

const FieldType: v.GenericSchema<FieldType> = v.lazy(() =>
  v.union([
    v.picklist(['string', 'number', 'boolean', 'date', 'any']),
    v.strictObject({ ref: v.string() }),
    v.strictObject({ enum: v.string() }),
    v.strictObject({ array: FieldType }),
    v.strictObject({ map: FieldType }),
  ]),
);

/** The schema of a field. Lengths and formats of an array apply to its items, sizes to the array. */
const Field = v.strictObject({
  type: FieldType,
  /** True if Wix distinguishes "not set" (null) from the empty value. */
  nullable: v.optional(v.literal(true)),
  /** Required by type, or documented as "Required". */
  required: v.optional(v.literal(true)),
  /** Set by Wix; ignored in requests. */
  readonly: v.optional(v.literal(true)),
  maxLength: v.optional(v.number()),
  minLength: v.optional(v.number()),
  maxSize: v.optional(v.number()),
  minSize: v.optional(v.number()),
  max: v.optional(v.number()),
  min: v.optional(v.number()),
  /** Wix's name of the format: GUID, WEB_URL, EMAIL ... */
  format: v.optional(v.string()),
  /** For a deprecated field: its replacement and the date on which Wix plans to remove it (YYYY-MM-DD). */
  deprecated: v.optional(
    v.strictObject({ replacedBy: v.optional(v.string()), removal: v.optional(v.string()) }),
  ),
});
/** A field and its limits. */
export type Field = v.InferOutput<typeof Field>;

const ObjectType = v.strictObject({
  fields: v.record(v.string(), Field),
  /** Groups of fields of which at most one may be set. */
  oneOfs: v.optional(v.array(v.array(v.string()))),
});
/** A named type of a request or response. */
export type ObjectType = v.InferOutput<typeof ObjectType>;

const Method = v.strictObject({
  /** The full name on the wire: `com.wixpress.inbox.v2.MessagesService.SendMessage`. */
  fqn: v.string(),
  request: v.string(),
  response: v.string(),
  permissions: v.array(v.string()),
  identities: v.array(v.string()),
  /** Paths in the request that must be set: `message.content`. */
  required: v.array(v.string()),
  /** Codes of `details.applicationError` that the method declares. */
  errors: v.array(v.string()),
  maturity: v.optional(v.string()),
});
/** A method of an API. */
export type Method = v.InferOutput<typeof Method>;

const QuerySpec = v.strictObject({
  paging: v.picklist(['offset', 'cursor']),
  /** The fields that a query may use, with the operators of each; `*` means every operator. */
  fields: v.record(
    v.string(),
    v.strictObject({
      operators: v.array(v.string()),
      sort: v.picklist(['NONE', 'ASC', 'DESC', 'BOTH']),
    }),
  ),
});
/** The fields that a query of an entity may filter and sort by. */
export type QuerySpec = v.InferOutput<typeof QuerySpec>;

/** The values of an enum. */
export type Enum = readonly string[];

/** The schema of a rules file. A test checks every file with it, so that loading one does not have to. */
export const RulesFile = v.strictObject({
  package: v.string(),
  version: v.string(),
  /** Wix's name of the API's entity: `wix.crm.inbox.v2.message`. */
  fqdn: v.string(),
  methods: v.record(v.string(), Method),
  /** The permission scopes of each event, by its type: `wix.contacts.v4.contact_created`. An app needs one to receive it. */
  events: v.record(v.string(), v.array(v.string())),
  types: v.record(v.string(), ObjectType),
  enums: v.record(v.string(), v.array(v.string())),
  queries: v.record(v.string(), QuerySpec),
});

/** The contract of one package. */
export interface Rules {
  readonly package: string;
  readonly version: string;
  readonly fqdn: string;
  readonly methods: Readonly<Record<string, Method>>;
  readonly events: Readonly<Record<string, readonly string[]>>;
  readonly types: Readonly<Record<string, ObjectType>>;
  readonly enums: Readonly<Record<string, Enum>>;
  readonly queries: Readonly<Record<string, QuerySpec>>;
}

/** The name of each rules file beside this one, and the package it is generated from. */
export const RULE_PACKAGES = {
  'inbox-conversations': '@wix/auto_sdk_inbox_conversations',
  'inbox-messages': '@wix/auto_sdk_inbox_messages',
  contacts: '@wix/auto_sdk_crm_contacts',
  'submitted-contact': '@wix/auto_sdk_crm_submitted-contact',
  labels: '@wix/auto_sdk_crm_labels',
  'extended-fields': '@wix/auto_sdk_crm_extended-fields',
  'email-subscriptions': '@wix/auto_sdk_email-subscriptions_email-subscriptions',
  members: '@wix/auto_sdk_members_members',
  likes: '@wix/auto_sdk_blog_likes',
  'realtime-publisher': '@wix/auto_sdk_duplexer_publisher',
  'media-files': '@wix/auto_sdk_media_files',
  'blog-posts': '@wix/auto_sdk_blog_posts',
  'site-properties': '@wix/auto_sdk_business-tools_site-properties',
  secrets: '@wix/auto_sdk_secrets_secrets',
  'data-collections': '@wix/auto_sdk_data_collections',
  'app-instances': '@wix/auto_sdk_app-management_app-instances',
  redirects: '@wix/auto_sdk_redirects_redirects',
} as const;
/** The name of a rules file. */
export type RulesName = keyof typeof RULE_PACKAGES;

/** Returns whether a string is the name of a rules file. */
export function isRulesName(name: string): name is RulesName {
  return Object.hasOwn(RULE_PACKAGES, name);
}

/** Checks only the outline: to check all of a file takes up to 25 ms, and a test does. */
function isRules(file: unknown): file is Rules {
  return typeof file === 'object' && file !== null && 'methods' in file && 'queries' in file;
}

const loaded = new Map<RulesName, Rules>();

/** Loads the rules of an API. Returns the same object every time. */
export function loadRules(name: RulesName): Rules {
  let rules = loaded.get(name);
  if (!rules) {
    const file: unknown = JSON.parse(
      readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'),
    );
    if (!isRules(file)) {
      throw new Error(`${name}.json is not a rules file; generate it again`);
    }
    rules = file;
    loaded.set(name, rules);
  }
  return rules;
}
