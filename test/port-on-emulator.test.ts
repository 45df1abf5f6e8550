import { expect, it, onTestFinished, vi } from 'vitest';
import { siteAdapters, siteRealtime } from 'backend/inbox/wix/site-adapters';
import { createEmulatorHarness } from './support/port/emulator-harness.ts';
import { testPort } from './support/port/port.suite.ts';

const createHarness = () => createEmulatorHarness({ wix: { ...siteAdapters, ...siteRealtime } });

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
