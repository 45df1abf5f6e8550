// What a container remembers of the send log is never ahead of what is stored. Both tests were found by the explorer.
import { beforeEach, expect, it } from 'vitest';
import { createInbox } from 'backend/inbox/inbox';
import { settings } from '../support/settings.ts';
import type { WixInMemory } from '../support/port/world.ts';
import { createWixInMemory } from '../support/port/wix-in-memory.ts';
import { networkFailure } from '../support/port/wix-failures.ts';

const LIMITS = { ...settings.limits, callMs: 20 };

let world: WixInMemory;
let visitorId: string;
let clock: { now: number };

beforeEach(async () => {
  world = createWixInMemory();
  clock = { now: Date.parse('2026-11-20T09:00:00Z') };
  world.now = () => clock.now;
  visitorId = await world.createVisitor();
});

let ids = 0;

/** Creates a container. Returns its `sendText` of one text, by key. */
function createContainer() {
  const inbox = createInbox({
    wix: world.wix,
    settings: { ...settings, realtime: 'off', limits: LIMITS },
    log: () => {},
    now: () => clock.now,
    monotonic: () => clock.now,
    id: () => String((ids += 1)),
  });
  return (key: string) =>
    world.runAs({ visitorId }, () => inbox.sendText('ok', { idempotencyKey: key.padEnd(22, '-') }));
}

const messages = () => world.messagesOf({ anonymousVisitorId: visitorId });
const reset = async () => {
  throw networkFailure('ECONNRESET');
};

/** Sends the text with another key in `sendInA`, where Wix does not execute it, and requests it again in `sendInB`. */
async function expectOtherKeyNotAcknowledged(
  sendInA: (key: string) => Promise<unknown>,
  sendInB: (key: string) => Promise<unknown>,
): Promise<void> {
  world.faults.set('sendMessage', reset);
  await expect(sendInA('other')).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  world.faults.clear();
  expect(messages()).toHaveLength(1);
  clock.now += 2_000;
  const acknowledged = await sendInB('other').catch(() => undefined);
  expect(messages().length).toBeGreaterThanOrEqual(acknowledged ? 2 : 1);
}

it('does not acknowledge a second text by the first one, whose outcome could not be stored', async () => {
  const [sendInA, sendInB] = [createContainer(), createContainer()];
  world.faults.set('updateSendLog', reset);
  expect(await sendInA('first')).toEqual({ once: true });
  world.faults.clear();
  await expectOtherKeyNotAcknowledged(sendInA, sendInB);
});

it('does not acknowledge a second text by the first one, whose outcome was overwritten by an older write', async () => {
  const [sendInA, sendInB] = [createContainer(), createContainer()];
  let continueSend = () => {};
  const sendHeld = new Promise<void>((resolve) => (continueSend = resolve));
  let continueUpdate = () => {};
  const updateHeld = new Promise<void>((resolve) => (continueUpdate = resolve));
  let overwritten: Promise<unknown> = Promise.resolve();
  let sent: Promise<unknown> = Promise.resolve();
  // The send takes longer than its limit, and so does the write that it is unresolved.
  world.faults.set('sendMessage', (execute) => (sent = sendHeld.then(execute)));
  world.faults.set('updateSendLog', (execute) => {
    world.faults.delete('updateSendLog');
    return (overwritten = updateHeld.then(execute));
  });
  await expect(sendInA('first')).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  world.faults.clear();
  continueSend();
  await sent;
  expect(await sendInB('first')).toMatchObject({ replayed: true });
  continueUpdate();
  await overwritten;
  await expectOtherKeyNotAcknowledged(sendInA, sendInB);
});
