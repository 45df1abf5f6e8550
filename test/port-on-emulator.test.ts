import { expect, it, onTestFinished, vi } from 'vitest';
import { fileURLToPath } from 'node:url';
import { wixAdapters } from 'backend/inbox/wix/adapters';
import { wixRealtime } from 'backend/inbox/wix/realtime';
import { runInContext, type WixRequestHandler } from '../emulator/backend/request-context.ts';
import type { Emulator } from '../emulator/index.ts';
import { startEmulator } from './support/emulator.ts';
import { testPort } from './support/port/port.suite.ts';
import type { CallerIdentity, PortHarness, PublishedPing } from './support/port/port-harness.ts';

const SEED = fileURLToPath(new URL('support/port/port-seed.json', import.meta.url));

/** Sends the requests of the packages to an emulator. */
function sendTo(emulator: Emulator): WixRequestHandler {
  return async ({ method, host, path, headers, body }) => {
    const response = await emulator.fetch(`https://${host}${path}`, {
      method,
      headers: Object.entries(headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] satisfies [string, string]],
      ),
      ...(method !== 'GET' && { body }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}

/** Creates the port with the real `@wix/*` packages, whose requests go to the emulator. */
async function createHarness(): Promise<PortHarness> {
  const { emulator, control, session } = await startEmulator({ seed: SEED });
  const { token: elevatedToken } = await session({ as: 'app' });

  async function tokenOf(identity: CallerIdentity): Promise<string | undefined> {
    if (identity === 'event-handler') return undefined;
    if ('visitorId' in identity) {
      return (await session({ as: 'visitor', id: identity.visitorId })).token;
    }
    if ('memberId' in identity) {
      return (await session({ as: 'member', id: identity.memberId })).token;
    }
    return (await session({ as: 'user', id: identity.userId })).token;
  }

  return {
    wix: {
      ...wixAdapters,
      ...wixRealtime,
    },
    createVisitor: async () => (await session({ as: 'visitor' })).id,
    async createMember({ email }) {
      const { id, contactId = '' } = await session({ as: 'member', email });
      return { memberId: id, contactId };
    },
    async createContact({ email, firstName, lastName, phone }) {
      const { contact } = await control<{ contact: { id: string } }>('POST', 'contacts', {
        info: {
          name: { first: firstName, last: lastName },
          emails: { items: [{ email }] },
          ...(phone !== undefined && { phones: { items: [{ phone }] } }),
        },
      });
      return contact.id;
    },
    solveCaptcha: async () => (await control<{ token: string }>('POST', 'captcha', {})).token,
    async runAs(identity, work) {
      const token = await tokenOf(identity);
      return runInContext(
        { elevatedToken, ...(token !== undefined && { token }), handleRequest: sendTo(emulator) },
        work,
      );
    },
    async withoutCollection(work) {
      const emptySite = await startEmulator();
      const { token } = await emptySite.session({ as: 'app' });
      await runInContext({ elevatedToken: token, handleRequest: sendTo(emptySite.emulator) }, work);
    },
    async listPublished() {
      const { messages } = await control<{ messages: readonly PublishedPing[] }>('GET', 'realtime');
      return messages.map(({ channel, payload }) => ({ channel, payload }));
    },
    close: async () => {},
  };
}

testPort({ create: createHarness });

const HOUR = 60 * 60 * 1000;

it('pruneSendLog deletes expired rows, and above 2,000 rows those older than an hour', async () => {
  const { wix, runAs } = await createHarness();
  const start = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: start - 49 * HOUR - 2 });
  onTestFinished(() => void vi.useRealTimers());
  const append = (sender: string) =>
    wix.appendToSendLog({
      ...{ sender, index: 1, key: 'k', attempt: 1, kind: 'chat', notifies: false, state: 'done' },
      ...{ requested: 'r', sent: 's', nonce: 'n' },
    });
  const count = async (senders: readonly string[]) => {
    const found = await Promise.all(senders.map((sender) => wix.listSendLog(sender, 1)));
    return found.flat().length;
  };
  await runAs('event-handler', async () => {
    await append('expired');
    vi.setSystemTime(start - HOUR - 1);
    const old = Array.from({ length: 2_000 }, (_, index) => `old-${String(index)}`);
    await Promise.all(old.map(append));
    await wix.pruneSendLog();
    expect(await count(['expired', 'old-0', 'old-1999'])).toBe(2);
    vi.setSystemTime(start);
    await append('new');
    await wix.pruneSendLog();
    expect(await count(['new'])).toBe(1);
    expect(await count(old.slice(0, 20))).toBeLessThan(20);
    expect(await wix.isInSendLog(old.slice(-5))).toBe(true);
  });
});
