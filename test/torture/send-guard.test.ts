// A message is never sent later than the guard time after its entry was appended. Found by the explorer.
import { expect, it } from 'vitest';
import { createInbox } from 'backend/inbox/inbox';
import { settings } from '../support/settings.ts';
import { createWixInMemory } from '../support/port/wix-in-memory.ts';
import { loadExplorer } from '../support/torture/load-explorer.ts';
import { frozenLease } from '../support/torture/races.ts';

// The guard time is checked after everything that waits for Wix.

it('does not send after a container stood still while it spent of the notifications', async () => {
  const world = createWixInMemory();
  const clock = { now: Date.parse('2026-11-20T09:00:00Z') };
  world.now = () => clock.now;
  const visitorId = await world.createVisitor();
  let ids = 0;
  const createContainer = () => {
    const inbox = createInbox({
      wix: world.wix,
      settings: { ...settings, realtime: 'off' },
      log: () => {},
      now: () => clock.now,
      monotonic: () => clock.now,
      id: () => String((ids += 1)),
    });
    const idempotencyKey = 'key'.padEnd(22, '-');
    return () => world.runAs({ visitorId }, () => inbox.sendText('ok', { idempotencyKey }));
  };
  let continueA = () => {};
  const held = new Promise<void>((resolve) => (continueA = resolve));
  let standsStill = () => {};
  const isHeld = new Promise<void>((resolve) => (standsStill = resolve));
  let leases = 0;
  world.faults.set('takeLease', async (execute) => {
    leases += 1;
    // The first lease is of the visitors' messages, the second one of the notifications.
    if (leases === 2) {
      standsStill();
      await held;
    }
    return execute();
  });
  const sentByA = createContainer()().catch(() => undefined);
  await isHeld;
  clock.now += 40_000;
  await createContainer()();
  continueA();
  await sentByA;
  expect(world.messagesOf({ anonymousVisitorId: visitorId })).toHaveLength(1);
});

it('keeps its promise in random schedules of a container that stands still', async () => {
  const { exploreRandom } = await loadExplorer();
  const { violation } = await exploreRandom(frozenLease(), { seed: 1, runs: 400 });
  expect(violation).toBeUndefined();
});
