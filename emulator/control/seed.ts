// The seed file: what is on the emulated site before anybody does anything. Leaves out messages and media.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { insertContact } from '../wix/contacts/contacts.ts';
import { createCollection } from '../wix/data/collections.ts';
import { getOrCreateConversation } from '../wix/inbox/conversations.ts';
import { writeInboxSettings } from '../wix/inbox/settings.ts';
import { insertMember } from '../wix/members/members.ts';
import { writeSecret } from '../wix/secrets/secrets.ts';
import type { Wix } from '../wix/server.ts';

const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const Guid = v.pipe(v.string(), v.uuid());

/** The site's blog post that the bar likes, as the seed names it. */
const Post = v.strictObject({ id: Guid, title: Text });

/** A seed file. Everything may be left out. */
export const Seed = v.strictObject({
  site: v.optional(
    v.strictObject({
      /** Name of the business, as its conversations show it. */
      businessName: v.optional(Text),
      /** False: Inbox is not on the site. */
      inboxInstalled: v.optional(v.boolean()),
      /** Media URLs that start with one of these are refused with INVALID_MEDIA_URL. */
      refusedMediaUrls: v.optional(v.array(Text)),
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
  /** Names of the site's collections of Wix Data, empty at first, with permissions Admin. */
  collections: v.optional(v.array(v.pipe(Text, v.maxLength(140)))),
  /** What the site's Secrets Manager holds: name to value. */
  secrets: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^[\w+=\-@#$]{1,50}$/)),
      v.pipe(v.string(), v.minLength(1), v.maxLength(3500)),
    ),
  ),
  /** Ids of conversations that exist on Wix but belong to another business (404 NOT_OWNED_BY_BUSINESS). */
  foreignConversations: v.optional(v.array(Guid)),
});
/** A seed file. */
export type Seed = v.InferOutput<typeof Seed>;

/**
 * Reads a seed file.
 * @throws Error that names the file and the faulty path
 */
export function readSeed(file: string | undefined): Seed {
  if (file === undefined) {
    return {};
  }
  let seed: unknown;
  try {
    seed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`Failed to read the seed ${file}: it is not JSON or cannot be opened`, {
      cause: error,
    });
  }
  const parsed = v.safeParse(
    v.pipe(v.unknown(), v.check(isNoList, 'a list is not a seed'), Seed),
    seed,
  );
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Error(
      `Failed to read the seed ${file}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`,
    );
  }
  return parsed.output;
}

/** Tells whether a seed was written, whole: it is one transaction. A process may be killed before it, or in the middle of a reset. */
export function isSeeded({ database }: Pick<Wix, 'database'>): boolean {
  return database.get('select 1 from inbox_site limit 1') !== undefined;
}

function isNoList(value: unknown): boolean {
  return !Array.isArray(value);
}

/** Writes a seed into an empty Wix, as one transaction. What it makes raises no events: it was there before. */
export async function applySeed(wix: Wix, seed: Seed): Promise<void> {
  await wix.runAs(undefined, (call) => {
    const quiet = { ...call, emit: () => undefined };
    const { businessName, inboxInstalled, refusedMediaUrls } = seed.site ?? {};
    writeInboxSettings(call, {
      ...(businessName === undefined ? {} : { businessName }),
      ...(inboxInstalled === undefined ? {} : { installed: inboxInstalled }),
      ...(refusedMediaUrls === undefined ? {} : { refusedMediaUrls }),
    });
    for (const member of seed.members ?? []) {
      insertMember(quiet, member);
    }
    for (const { email, phone, firstName, lastName } of seed.contacts ?? []) {
      insertContact(
        quiet,
        {
          name: { first: firstName, last: lastName },
          ...(email === undefined ? {} : { emails: { items: [{ email }] } }),
          ...(phone === undefined ? {} : { phones: { items: [{ phone }] } }),
        },
        { sourceType: 'ADMIN' },
      );
    }
    for (const name of seed.collections ?? []) {
      createCollection(call, name);
    }
    for (const [name, value] of Object.entries(seed.secrets ?? {})) {
      writeSecret(call, name, value);
    }
    for (const id of seed.foreignConversations ?? []) {
      const { row } = getOrCreateConversation({ ...quiet, id: () => id }, { kind: 'visitor', id });
      call.database.run('update conversations set owned = 0 where key = ?', row.key);
    }
  });
}
