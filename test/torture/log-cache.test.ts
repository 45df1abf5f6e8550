// A container remembers the state of an entry only after it is stored.
import { expect, it } from 'vitest';
import { createInbox } from 'backend/inbox/inbox';
import { settings } from 'backend/inbox-settings';
import { createWixInMemory } from '../support/port/wix-in-memory.ts';
import { networkFailure } from '../support/port/wix-failures.ts';

it('does not acknowledge a message by one whose outcome could not be recorded', async () => {
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
    return (key: string) =>
      world.runAs({ visitorId }, () =>
        inbox.sendText('ok', { idempotencyKey: key.padEnd(22, '-') }),
      );
  };
  const [sendInA, sendInB] = [createContainer(), createContainer()];
  const texts = () => world.messagesOf({ anonymousVisitorId: visitorId });
  const fail = async () => {
    throw networkFailure('ECONNRESET');
  };

  world.faults.set('updateSendLog', fail);
  expect(await sendInA('y')).toEqual({ once: true });
  world.faults.clear();

  world.faults.set('sendMessage', fail);
  await expect(sendInA('x')).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  world.faults.clear();
  expect(texts()).toHaveLength(1);

  clock.now += 2_000;
  const answer = await sendInB('x').catch(() => undefined);
  expect(texts().length).toBeGreaterThanOrEqual(answer ? 2 : 1);
});
