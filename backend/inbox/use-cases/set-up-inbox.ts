import { createSecretValue, readKeys, SECRET_NAME } from 'backend/inbox/access/secret';
import type { InboxContext } from 'backend/inbox/context';
import { describeError } from 'backend/inbox/error';
import { INBOX_ERRORS } from 'public/inbox-errors';
import type { SetUpStep } from 'public/inbox-shapes';

/** One part of the site. */
interface Part {
  readonly name: SetUpStep['name'];
  /** What the site owner creates themselves if the code may not. */
  readonly byHand: string;
  /** Returns whether the site has it. */
  readonly exists: () => Promise<boolean>;
  readonly create: () => Promise<void>;
}

/**
 * Creates what the bundle needs on a site: the collections InboxSendLog and InboxRecent, for Admins only, and the
 * secret InboxKeys. What exists is not changed, so it can be called again, also twice at once.
 */
export async function setUpInbox({ wix }: Pick<InboxContext, 'wix'>): Promise<{
  readonly steps: readonly SetUpStep[];
  /** What is left to do by hand, in order. */
  readonly next: readonly string[];
}> {
  const parts: readonly Part[] = [
    {
      name: 'InboxSendLog',
      byHand: 'Create a collection with this ID, for admins only, without fields.',
      exists: () => wix.hasCollection('InboxSendLog'),
      create: () => wix.createCollection('InboxSendLog'),
    },
    {
      name: 'InboxRecent',
      byHand: INBOX_ERRORS.COLLECTION_MISSING,
      exists: () => wix.hasCollection('InboxRecent'),
      create: () => wix.createCollection('InboxRecent'),
    },
    {
      name: SECRET_NAME,
      byHand: 'Run "npm run secret" and paste its output as a secret with this name.',
      // An invalid secret is an error: it is not replaced.
      exists: async () => (await readKeys(wix)).length > 0,
      create: () => wix.createSecret(SECRET_NAME, createSecretValue()),
    },
  ];
  const steps = await Promise.all(parts.map(setUpPart));
  const byHand = parts
    .filter((_, index) => steps[index]?.ok === false)
    .map(({ name, byHand: instruction }) => `${name}: ${instruction}`);
  return { steps, next: [...byHand, ...NEXT] };
}

/** What no code of the site can do. */
const NEXT = [
  'Publish the site, open the chat and the dashboard there, and call checkInbox as the site owner.',
  'Optional: schedule redoInboxEvents hourly in backend/jobs.config.',
] as const;

async function setUpPart({ name, byHand, exists, create }: Part): Promise<SetUpStep> {
  try {
    if (await exists()) return { name, ok: true, message: 'Exists.' };
    await create();
    return { name, ok: true, message: 'Created.' };
  } catch (error) {
    // Another call may have created it in the meantime.
    if (await exists().catch(() => false)) return { name, ok: true, message: 'Exists.' };
    return { name, ok: false, message: `Failed: ${describeError(error)}. ${byHand}` };
  }
}
