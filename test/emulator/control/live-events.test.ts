import { expect, it, onTestFinished, vi } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import { openPage } from '../../support/emulator/control/live-page.ts';

it('sends a connection one change at once, and one at the end of the second for all others', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const started = await startEmulator();
  const page = await openPage(started, await started.session({ as: 'visitor' }));
  const createContacts = async (count: number) => {
    for (let number = 0; number < count; number += 1) {
      const info = { emails: { items: [{ email: `${crypto.randomUUID()}@example.com` }] } };
      await started.control('POST', 'contacts', { info });
    }
    await started.settled();
  };

  await createContacts(50);
  await vi.advanceTimersByTimeAsync(60_000);
  await createContacts(1);
  await started.control('PUT', 'realtime', { connected: false });
  const received: string[] = [];
  for (let event = await page.next(); event; event = await page.next()) received.push(event.event);

  expect(received).toEqual(['change', 'change', 'change']);
});
