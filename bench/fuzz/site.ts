// The site that the payloads are sent to, and the calls that reach the codes which random payloads do not.
import { startContainers } from '../abuse/containers.ts';
import type { Result } from '../abuse/containers.ts';
import { replaceDate } from '../abuse/timeline.ts';
import { insertContact } from '../../emulator/wix/contacts/contacts.ts';
import { getOrCreateConversation } from '../../emulator/wix/inbox/conversations.ts';
import { writeInboxSettings } from '../../emulator/wix/inbox/settings.ts';
import type { Method } from './fuzz.ts';
import type { Site } from './valid.ts';

const START = Date.UTC(2026, 0, 5, 9);
const FOR_ADMINS: readonly Method[] = [
  'sendMessageTo',
  'openConversation',
  'getConversation',
  'listAllMessages',
  'findParticipants',
  'listRecent',
  'checkInbox',
  'setUpInbox',
];
const FOREIGN = '00000000-0000-4000-8000-0000000000f0';
const REFUSED = 'https://refused.example.com/';
const TWINS = 'twins@example.com';
/** Rows of the send log are deleted after this time. */
const LOG_KEPT_MS = 48 * 60 * 60 * 1000;
const MORE_THAN_READS = 121;
const MORE_THAN_TEXTS = 21;

/** Starts the site in one container, with a contact that exists twice and a conversation of another business. */
export async function startSite(): Promise<Site & { close(): Promise<void> }> {
  const containers = await startContainers(1);
  const clock = replaceDate(START);
  await containers.wix.runAs(undefined, (context) => {
    const quiet = { ...context, emit: () => undefined };
    writeInboxSettings(context, { refusedMediaUrls: [REFUSED] });
    for (const first of ['Castor', 'Pollux']) {
      const info = { name: { first }, emails: { items: [{ email: TWINS }] } };
      insertContact(quiet, info, { sourceType: 'ADMIN' });
    }
    const of = { kind: 'visitor', id: FOREIGN } as const;
    const { row } = getOrCreateConversation({ ...quiet, id: () => FOREIGN }, of);
    context.database.run('update conversations set owned = 0 where key = ?', row.key);
  });
  const email = 'nora@example.com';
  const visitor = await containers.openSession({ as: 'visitor' });
  const owner = { as: 'member', email: 'owner@example.com', roles: ['Admin'] } as const;
  const admin = await containers.openSession({ ...owner, roles: [...owner.roles] });
  const { id } = await containers.openSession({ as: 'member', email });
  return {
    containers,
    clock,
    member: { id, email },
    tokenFor: (method) => (FOR_ADMINS.includes(method) ? admin.token : visitor.token),
    async close() {
      clock.restore();
      await containers.close();
    },
  };
}

/** Deletes the rows of the site's collections and the events: the emulator gets slow with tens of thousands of them. */
export async function clearCollections({ containers: { wix }, clock }: Site): Promise<void> {
  clock.set(Date.now() + LOG_KEPT_MS);
  await wix.events.settled();
  await wix.database.transaction(() => {
    for (const table of ['data_items', 'data_values', 'data_history', 'events']) {
      wix.database.run(`delete from ${table}`);
    }
  });
}

/** Makes the calls whose codes depend on what is stored, and passes each result on. */
export async function callForCodes(
  { containers, tokenFor }: Site,
  record: (method: Method, result: Result) => void,
): Promise<void> {
  const { token, id } = await containers.openSession({ as: 'visitor' });
  async function call(method: Method, ...args: readonly unknown[]): Promise<void> {
    const isAdmin = FOR_ADMINS.includes(method);
    record(method, await containers.call(isAdmin ? tokenFor(method) : token, method, args));
  }
  const image = { basic: { items: [{ image: { url: `${REFUSED}a.png` } }] } };
  const hello = { basic: { items: [{ text: 'Hello' }] } };
  const once = { idempotencyKey: 'key-of-22-characters--' };
  await call('getConversation', FOREIGN);
  await call('openConversation', { memberId: crypto.randomUUID() });
  await call('openConversation', { email: 'unknown@example.com' });
  await call('openConversation', { email: TWINS });
  await call('sendMessageTo', { anonymousVisitorId: id }, image);
  await call('sendMessageTo', { anonymousVisitorId: id }, hello, { channel: 'SMS' });
  await call(
    'sendMessageTo',
    { anonymousVisitorId: id },
    { minimal: { text: 'x' } },
    { channel: 'SMS' },
  );
  await call('listMessages', { cursor: 'x'.repeat(40) });
  await call('sendFormData', {}, { form: 'unknown' });
  await call('sendMinimalMessage', 'unknown');
  await call('sendBasicMessage', 'One', once);
  await call('sendBasicMessage', 'Two', once);
  for (let count = 0; count < MORE_THAN_TEXTS; count += 1) await call('sendBasicMessage', 'Text');
  for (let count = 0; count < MORE_THAN_READS; count += 1) await call('listMessages');
  const contact = await containers.openSession({ as: 'visitor' });
  const form = await containers.call(contact.token, 'sendFormData', [
    { email: 'ines@example.com' },
  ]);
  record('sendFormData', form);
  await containers.wix.events.settled();
  record('listMessages', await containers.call(contact.token, 'listMessages', []));
}
