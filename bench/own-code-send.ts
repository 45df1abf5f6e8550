// One send through the bundle's context over the port in memory; loaded by own-code.ts with the site's specifiers resolved.
import { settings } from 'backend/inbox-settings';
import { createEntryPoints } from 'backend/inbox/entry-points';
import { createInbox } from 'backend/inbox/inbox';
import { createMemorySendLog } from 'backend/inbox/messaging/send-log-memory';
import { createWixInMemory } from '../test/wix-in-memory.ts';

const wix = createWixInMemory();
let visitorId: string | undefined;
const now = () => Date.now();
const id = () => crypto.randomUUID();
const log = () => undefined;
const { respond: answer } = createEntryPoints({ log, id });
const inbox = createInbox({
  wix: wix.wix,
  settings,
  sendLog: createMemorySendLog({ now, ...settings.limits }),
  log,
  now,
  id,
});

/** Sends the documentation's four fields with a key of its own. */
export async function sendOnce(round: number): Promise<void> {
  const form = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@example.com',
    subscribeNewsletter: true,
  };
  const idempotencyKey = `bench-${String(round + 1_000_000)}-0123456789abcdef`;
  visitorId ??= await wix.givenVisitor();
  const answered = await wix.asCaller({ visitorId }, () =>
    answer(() => inbox.sendForm(form, { idempotencyKey })),
  );
  if (!answered.ok) {
    throw new Error(`the send failed: ${answered.error.code}`);
  }
}
