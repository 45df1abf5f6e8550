// Sends once through the bundle's backend with the port in memory. own-code.ts loads it with the site's specifiers resolved.
import { settings as siteSettings } from 'backend/inbox-settings';
import { createEntryPoints } from 'backend/inbox/entry-points';
import { createInbox } from 'backend/inbox/inbox';
import { readInboxSettings } from 'backend/inbox/read-settings';
import { withoutLimits } from './without-limits.ts';
import { createWixInMemory } from '../test/support/port/wix-in-memory.ts';

const settings = readInboxSettings(siteSettings);

const wix = createWixInMemory();
let visitorId: string | undefined;
const now = () => Date.now();
const id = () => crypto.randomUUID();
const log = () => undefined;
const { respond } = createEntryPoints({ log, id });
const inbox = createInbox({
  wix: wix.wix,
  settings: withoutLimits(settings),
  log,
  now,
  monotonic: () => performance.now(),
  id,
});

/** Sends the four fields of the documentation's form with a new idempotency key. */
export async function sendOnce(round: number): Promise<void> {
  const form = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@example.com',
    subscribeNewsletter: true,
  };
  const idempotencyKey = `bench-${String(round + 1_000_000)}-0123456789abcdef`;
  visitorId ??= await wix.createVisitor();
  const result = await wix.runAs({ visitorId }, () =>
    respond(() => inbox.sendForm(form, { idempotencyKey })),
  );
  if (!result.ok) {
    throw new Error(`Failed to send: ${result.error.code}`);
  }
}
