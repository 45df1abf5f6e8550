import { expect, it, onTestFinished, vi } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import { openPage } from '../../support/emulator/control/live-page.ts';

it('sends a connection one change at once, and one a second while changes continue', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const started = await startEmulator();
  const page = await openPage(started, await started.session({ as: 'visitor' }));
  let changes = 0;
  void (async () => {
    for (let event = await page.next(); event; event = await page.next()) {
      if (event.event === 'change') changes += 1;
    }
  })();

  for (let number = 0; number < 50; number += 1) {
    const email = `n${String(number)}@example.com`;
    await started.control('POST', 'contacts', { info: { emails: { items: [{ email }] } } });
  }
  await started.settled();
  await vi.waitFor(() => expect(changes).toBe(1));
  await vi.advanceTimersByTimeAsync(1000);
  await vi.waitFor(() => expect(changes).toBe(2));
  await vi.advanceTimersByTimeAsync(60_000);

  expect(changes).toBe(2);
});
