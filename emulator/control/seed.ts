// Reads the seed file, the initial data of the emulated site, and writes it to the database.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { writeApp } from '../wix/apps/apps.ts';
import { AppsInput, completeApp } from '../wix/apps/register-app.ts';
import { ApiKeysInput, writeApiKeys } from '../wix/oauth/api-keys.ts';
import { writePost } from '../wix/blog/posts.ts';
import { insertContact } from '../wix/contacts/contacts.ts';
import { getOrCreateConversation } from '../wix/inbox/conversations.ts';
import { writeInboxSettings } from '../wix/inbox/settings.ts';
import { insertMember } from '../wix/members/members.ts';
import { writeProperties } from '../wix/site/properties.ts';
import { writeSecret } from '../wix/secrets/secrets.ts';
import type { Wix } from '../wix/server.ts';
import { describeIssue } from './describe-issue.ts';
import { createCollections, SeedCollections } from './seed-collections.ts';

const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const Guid = v.pipe(v.string(), v.uuid());

/** A blog post of the site. The session bar's like button likes the first one. */
const Post = v.strictObject({
  id: Guid,
  title: v.pipe(Text, v.maxLength(200)),
  slug: v.optional(v.pipe(Text, v.maxLength(100))),
  excerpt: v.optional(v.pipe(v.string(), v.maxLength(500))),
  firstPublishedDate: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  featured: v.optional(v.boolean()),
  pinned: v.optional(v.boolean()),
  memberId: v.optional(Guid),
});

/** The schema of a seed file. Every property is optional. */
export const Seed = v.strictObject({
  /** The address or path of the JSON Schema, for editors. Ignored. */
  $schema: v.optional(Text),
  site: v.optional(
    v.strictObject({
      /** The name of the business, as conversations show it. */
      businessName: v.optional(Text),
      /** False emulates a site without Wix Inbox. */
      inboxInstalled: v.optional(v.boolean()),
      /** URL prefixes. Media URLs that start with one of them are rejected with INVALID_MEDIA_URL. */
      refusedMediaUrls: v.optional(v.array(Text)),
      /** Properties that Get Site Properties returns, besides the name of the business. */
      properties: v.optional(
        v.strictObject({
          siteDisplayName: v.optional(Text),
          description: v.optional(Text),
          email: v.optional(Text),
          phone: v.optional(Text),
          language: v.optional(Text),
          timeZone: v.optional(Text),
          paymentCurrency: v.optional(Text),
        }),
      ),
    }),
  ),
  members: v.optional(
    v.array(
      v.strictObject({
        email: Text,
        firstName: v.optional(Text),
        lastName: v.optional(Text),
        id: v.optional(Guid),
        roles: v.optional(v.array(Text)),
      }),
    ),
  ),
  contacts: v.optional(
    v.array(
      v.strictObject({
        email: v.optional(Text),
        phone: v.optional(Text),
        firstName: v.optional(Text),
        lastName: v.optional(Text),
      }),
    ),
  ),
  posts: v.optional(v.array(Post)),
  /** Wix Data collections to create. A name alone is an empty collection for Admins only. */
  collections: v.optional(SeedCollections),
  /** Secrets of the site's Secrets Manager, by name. */
  secrets: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^[\w+=\-@#$]{1,50}$/)),
      v.pipe(v.string(), v.minLength(1), v.maxLength(3500)),
    ),
  ),
  /** Apps that are installed on the site. */
  apps: v.optional(AppsInput),
  /** API keys of the site's owner. */
  apiKeys: v.optional(ApiKeysInput),
  /** IDs of conversations that belong to another business (404 NOT_OWNED_BY_BUSINESS). */
  foreignConversations: v.optional(v.array(Guid)),
});
/** The contents of a seed file. */
export type Seed = v.InferOutput<typeof Seed>;

/**
 * Reads a seed file. Returns an empty seed if no file is given.
 *
 * @throws Error that names the file and the invalid path
 */
export function readSeed(file: string | undefined): Seed {
  if (file === undefined) {
    return {};
  }
  const seed = parseSeedFile(file);
  const parsed = v.safeParse(
    v.pipe(v.unknown(), v.check(isNotArray, 'a seed must be an object, not an array'), Seed),
    seed,
  );
  if (!parsed.success) {
    const problem = describeIssue(Seed, parsed.issues, 'the file');
    throw new Error(`Failed to read the seed ${file}: ${problem}`);
  }
  return parsed.output;
}

function parseSeedFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`Cannot read the seed ${file}: ${messageOf(error)}`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The seed ${file} is not JSON: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Returns the number of entries of each key of a seed, without its contents: they can be secret. */
export function countEntries({
  $schema: _schema,
  site: _site,
  ...lists
}: Seed): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(lists).map(([key, entries = []]) => [key, Object.keys(entries).length]),
  );
}

/** Returns whether the seed was applied. It is applied in one transaction, so never partly. */
export function isSeeded({ database }: Pick<Wix, 'database'>): boolean {
  return database.get('select 1 from inbox_site limit 1') !== undefined;
}

function isNotArray(value: unknown): boolean {
  return !Array.isArray(value);
}

/** Writes a seed into an empty database, in one transaction and without raising events. */
export async function applySeed(wix: Wix, seed: Seed): Promise<void> {
  const apps = await Promise.all((seed.apps ?? []).map((app) => completeApp(app)));
  await wix.runAs(undefined, (context) => {
    const withoutEvents = { ...context, emit: () => undefined };
    const { businessName, inboxInstalled, refusedMediaUrls, properties } = seed.site ?? {};
    writeInboxSettings(context, {
      ...(businessName === undefined ? {} : { businessName }),
      ...(inboxInstalled === undefined ? {} : { installed: inboxInstalled }),
      ...(refusedMediaUrls === undefined ? {} : { refusedMediaUrls }),
    });
    if (properties) {
      writeProperties(context, properties);
    }
    for (const member of seed.members ?? []) {
      insertMember(withoutEvents, member);
    }
    for (const { email, phone, firstName, lastName } of seed.contacts ?? []) {
      insertContact(
        withoutEvents,
        {
          name: { first: firstName, last: lastName },
          ...(email === undefined ? {} : { emails: { items: [{ email }] } }),
          ...(phone === undefined ? {} : { phones: { items: [{ phone }] } }),
        },
        { sourceType: 'ADMIN' },
      );
    }
    createCollections(context, seed.collections ?? []);
    for (const app of apps) {
      writeApp(context, app);
    }
    writeApiKeys(context, seed.apiKeys ?? []);
    for (const [name, value] of Object.entries(seed.secrets ?? {})) {
      writeSecret(context, { name, value });
    }
    for (const post of seed.posts ?? []) {
      writePost(context, post);
    }
    for (const id of seed.foreignConversations ?? []) {
      const { row } = getOrCreateConversation(
        { ...withoutEvents, id: () => id },
        { kind: 'visitor', id },
      );
      context.database.run('update conversations set owned = 0 where key = ?', row.key);
    }
  });
}
