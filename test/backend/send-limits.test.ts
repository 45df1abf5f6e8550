import { expect, it } from 'vitest';
import { settings } from '../support/settings.ts';
import type { InboxSettings } from 'backend/inbox/settings';
import { createWixInMemory } from '../support/port/wix-in-memory.ts';
import { HIGH_BUDGETS, NO_LIMITS, setup } from '../support/backend/setup.ts';

const MINUTE = 60_000;
const FORM = { firstName: 'Ada' };

/** Several containers of one site, and functions that send in one of them. */
function setupSite(limits: Partial<InboxSettings['limits']>, containers = 3) {
  const world = createWixInMemory();
  const all = Array.from({ length: containers }, () =>
    setup({ limits: { ...settings.limits, ...limits } }, world),
  );
  const [first] = all;
  if (!first) throw new Error('A site has at least one container.');
  world.now = () => first.clock.now;
  const inboxIn = (index: number) => (all[index % containers] ?? first).inbox;
  const resultOf = (send: Promise<unknown>): Promise<unknown> =>
    send.then(
      () => 'sent',
      (error: unknown) => error,
    );
  return {
    world,
    /** What the containers logged. */
    logLines: () => all.flatMap(({ entries }) => entries.map(({ what }) => what)),
    wait(ms: number) {
      for (const { clock } of all) clock.now += ms;
    },
    async visitor() {
      const visitorId = await world.createVisitor();
      const as = (send: () => Promise<unknown>) => resultOf(world.runAs({ visitorId }, send));
      return {
        form: (container = 0) => as(() => inboxIn(container).sendForm(FORM)),
        text: (container = 0) => as(() => inboxIn(container).sendText('Hi')),
      };
    },
    async member(email: string) {
      const { memberId } = await world.createMember({ email });
      return (container = 0) =>
        resultOf(world.runAs({ memberId }, () => inboxIn(container).sendText('Hi')));
    },
  };
}

const tooMany = (retryAfter: number) => ({ code: 'TOO_MANY_MESSAGES', retryAfter });

it('lets a visitor send three forms in any ten minutes, in all containers together', async () => {
  const { visitor, wait, world } = setupSite({ site: HIGH_BUDGETS });
  const ada = await visitor();
  expect(await ada.form(0)).toBe('sent');
  wait(MINUTE);
  expect(await ada.form(1)).toBe('sent');
  expect(await ada.form(2)).toBe('sent');
  expect(await ada.form(0)).toMatchObject(tooMany(9 * 60));
  expect(await ada.form(1)).toMatchObject(tooMany(9 * 60));
  expect(world.sent).toHaveLength(3);
  // Chat messages are counted apart.
  expect(await ada.text(1)).toBe('sent');
  wait(9 * MINUTE);
  expect(await ada.form(2)).toBe('sent');
  expect(await ada.form(0)).toMatchObject(tooMany(60));
});

it('lets exactly the allowed number of simultaneous messages through in three containers', async () => {
  const { visitor, world } = setupSite({ site: HIGH_BUDGETS });
  const ada = await visitor();
  const results: unknown[] = [];
  // The page asks again after BUSY.
  for (let round = 0; round < 10; round += 1) {
    const sends = Array.from({ length: 30 }, (_, index) => ada.form(index));
    results.push(...(await Promise.all(sends)));
  }
  expect(results.filter((result) => result === 'sent')).toHaveLength(3);
  expect(world.sent).toHaveLength(3);
});

it('counts 20 forms of a visitor in 24 hours, and a member’s messages of all kinds together', async () => {
  const { visitor, member, wait } = setupSite({ site: HIGH_BUDGETS });
  const ada = await visitor();
  for (let count = 0; count < 20; count += 1) {
    expect(await ada.form(count)).toBe('sent');
    wait(10 * MINUTE);
  }
  expect(await ada.form()).toMatchObject({ code: 'TOO_MANY_MESSAGES' });
  const send = await member('ada@example.com');
  for (let count = 0; count < 60; count += 1) expect(await send(count)).toBe('sent');
  expect(await send()).toMatchObject(tooMany(600));
});

it('does not count a message that was certainly not sent', async () => {
  const { visitor, world } = setupSite({ site: HIGH_BUDGETS });
  const ada = await visitor();
  world.faults.set('openConversation', async () => {
    throw new Error('Failed');
  });
  for (let count = 0; count < 5; count += 1) {
    expect(await ada.form()).toMatchObject({ code: 'TRY_LATER' });
  }
  world.faults.clear();
  expect(await ada.form()).toBe('sent');
});

it('lets all visitors together use exactly the budget of the site, and members theirs', async () => {
  const site = { ...HIGH_BUDGETS, visitors: { messages: 12, minutes: 10 } };
  const { visitor, member, world, wait } = setupSite({ messages: NO_LIMITS, site });
  wait(MINUTE);
  const results = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => (await visitor()).form(index)),
  );
  const sent = results.filter((result) => result === 'sent').length;
  // A container keeps what is left of its lease.
  expect(sent).toBe(12);
  expect(world.sent).toHaveLength(12);
  const leases = world.calls.filter((call) => call === 'takeLease').length;
  expect(await (await visitor()).form()).toMatchObject({ code: 'TOO_MANY_MESSAGES' });
  expect(world.calls.filter((call) => call === 'takeLease')).toHaveLength(leases);
  expect(await (await member('ada@example.com'))()).toBe('sent');
  wait(10 * MINUTE);
  expect(await (await visitor()).form()).toBe('sent');
});

it('spends nothing of the budget for messages that are refused', async () => {
  const site = { ...HIGH_BUDGETS, visitors: { messages: 5, minutes: 10 } };
  const { visitor } = setupSite({ site });
  const ada = await visitor();
  for (let count = 0; count < 3; count += 1) expect(await ada.form()).toBe('sent');
  for (let count = 0; count < 9; count += 1) {
    expect(await ada.form(count)).toMatchObject({ code: 'TOO_MANY_MESSAGES' });
  }
  const bob = await visitor();
  expect([await bob.form(), await bob.form(), await bob.form()]).toEqual([
    'sent',
    'sent',
    expect.objectContaining({ code: 'TOO_MANY_MESSAGES' }),
  ]);
});

it('spends nothing of the budget for the same text of one visitor with many keys', async () => {
  const site = { ...HIGH_BUDGETS, visitors: { messages: 10, minutes: 10 } };
  const { visitor, world } = setupSite({ messages: NO_LIMITS, site }, 1);
  const ada = await visitor();
  const bob = await visitor();
  let continueSend = () => {};
  const othersRefused = new Promise<void>((resolve) => (continueSend = resolve));
  world.faults.set('sendMessage', (execute) => othersRefused.then(execute));
  let refused = 0;
  const sends = Array.from({ length: 12 }, async () => {
    const result = await ada.text();
    if (result !== 'sent') refused += 1;
    if (refused === 11) continueSend();
  });
  await Promise.all(sends);
  expect(world.sent).toHaveLength(1);
  expect(await bob.text()).toBe('sent');
});

it('opens conversations only for what the budget allows, and one more in each container', async () => {
  const site = { ...HIGH_BUDGETS, visitors: { messages: 10, minutes: 10 } };
  const { visitor, world } = setupSite({ messages: NO_LIMITS, site });
  const sends = Array.from({ length: 150 }, async (_, index) => (await visitor()).text(index));
  const results = await Promise.all(sends);
  expect(results.filter((result) => result === 'sent')).toHaveLength(10);
  const count = (name: string) => world.calls.filter((call) => call === name).length;
  expect(count('openConversation')).toBeLessThanOrEqual(13);
  expect(count('appendToSendLog')).toBeLessThanOrEqual(13);
});

it('sends visitors’ messages silently when the notifications of the hour are used up', async () => {
  const site = { ...HIGH_BUDGETS, notifications: { messages: 5, minutes: 60 } };
  const { visitor, world, logLines } = setupSite({ messages: NO_LIMITS, site }, 1);
  for (let count = 0; count < 8; count += 1) await (await visitor()).form();
  expect(world.sent.map(({ as }) => as.sendNotifications)).toEqual([
    ...[true, true, true, true, true],
    ...[false, false, false],
  ]);
  expect(logLines()).not.toContainEqual(expect.stringContaining('Failed to count'));
});

it('sends a visitor’s message silently, and logs why, when notifications cannot be counted', async () => {
  const site = { ...HIGH_BUDGETS, notifications: { messages: 2, minutes: 60 } };
  const { visitor, world, logLines } = setupSite({ messages: NO_LIMITS, site }, 1);
  await (await visitor()).form();
  await (await visitor()).form();
  // The container has visitors' messages left, so that it counts only the notification.
  world.faults.set('takeLease', () => Promise.reject(new Error('No connection')));
  expect(await (await visitor()).form()).toBe('sent');
  expect(world.sent.map(({ as }) => as.sendNotifications)).toEqual([true, true, false]);
  expect(logLines()).toEqual(['Failed to count notifications (logged once per container)']);
});
