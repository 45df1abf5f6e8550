// Sending with a form ticket: its id is the key of the message, and its subject the sender.
import { expect, it } from 'vitest';
import { settings as siteSettings } from '../support/settings.ts';
import { wixFailure } from '../support/port/wix-failures.ts';
import { HIGH_BUDGETS, NO_LIMITS } from '../support/backend/setup.ts';
import { HOUR, SECOND, setupTickets as setup } from '../support/backend/tickets.ts';

it.each([
  ['visitor', (id: string) => ({ visitorId: id })],
  ['member', (id: string) => ({ memberId: id })],
])('sends with the ticket of a %s in another container, and replays it', async (kind, toCaller) => {
  const { world, caller, second, wait } = await setup();
  const id =
    kind === 'member'
      ? (await world.createMember({ email: 'ada@example.com' })).memberId
      : await world.createVisitor();
  const ticket = await caller(toCaller(id)).ticket();
  wait(2 * SECOND);
  expect(await caller(toCaller(id)).send(ticket)).toEqual({ once: true });
  const replayed = { once: true, replayed: true };
  expect(await caller(toCaller(id), second).send(ticket)).toEqual(replayed);
  expect(world.sent).toHaveLength(1);
});

it('sends once for ten simultaneous calls in two containers', async () => {
  const { ada, adaInOther, wait, world } = await setup();
  const ticket = await ada.ticket();
  wait(2 * SECOND);
  const calls = Array.from({ length: 10 }, (_, i) => (i % 2 ? ada : adaInOther).send(ticket));
  const results = await Promise.allSettled(calls);
  expect(results).toContainEqual({ status: 'fulfilled', value: { once: true } });
  expect(world.sent).toHaveLength(1);
});

it('checks the session, opens the conversation and appends to the log at the same time', async () => {
  const { ada, wait, world, takeCalls } = await setup();
  const warmUp = await ada.ticket();
  const ticket = await ada.ticket();
  wait(2 * SECOND);
  await ada.send(warmUp);
  takeCalls();

  const waiting: string[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  for (const call of ['tokenInfo', 'appendToSendLog', 'openConversation'] as const) {
    world.faults.set(call, async (execute) => {
      waiting.push(call);
      if (waiting.length === 3) release();
      await released;
      return execute();
    });
  }
  expect(await ada.send(ticket, { firstName: 'Ada', lastName: 'L' })).toEqual({ once: true });
  expect(waiting).toHaveLength(3);
  expect(takeCalls()).toEqual([
    'tokenInfo',
    'appendToSendLog',
    'openConversation',
    'sendMessage',
    'updateSendLog',
  ]);
});

it('replays a used ticket at any age within the 48 hours of the log', async () => {
  const { ada, adaInOther, wait, world } = await setup();
  const ticket = await ada.ticket();
  wait(2 * SECOND);
  await ada.send(ticket);
  for (const hours of [2, 23, 22]) {
    wait(hours * HOUR);
    expect(await adaInOther.send(ticket)).toEqual({ once: true, replayed: true });
    expect(await ada.send(ticket)).toEqual({ once: true, replayed: true });
  }
  expect(world.sent).toHaveLength(1);
});

it.each([
  ['finds the message of', 'executed', { once: true, replayed: true }],
  ['sends', 'not executed', { once: true }],
] as const)(
  '%s a ticket with an unknown outcome after it has expired',
  async (_, state, result) => {
    const { ada, adaInOther, wait, world, failSend } = await setup();
    const [before, ticket] = [await ada.ticket(), await ada.ticket()];
    wait(2 * SECOND);
    await ada.send(before, { firstName: 'Before' });
    failSend(state);
    await expect(ada.send(ticket)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
    world.faults.clear();
    wait(2 * HOUR);
    expect(await adaInOther.send(ticket)).toEqual(result);
    expect(
      world.sent.filter(({ message }) => JSON.stringify(message).includes('"Ada"')),
    ).toHaveLength(1);
  },
);

it('sends once if the visitor logs in between two tries', async () => {
  const { ada, caller, wait, world, failSend } = await setup();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const asMember = caller({ memberId });
  const ticket = await ada.ticket();
  wait(2 * SECOND);
  failSend('executed');
  await expect(ada.send(ticket)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  world.faults.clear();
  expect(await asMember.send(ticket)).toEqual({ once: true, replayed: true });
  expect(world.sent).toHaveLength(1);
});

it('never sends for another session, which can only settle what is open', async () => {
  const { ada, caller, wait, world, failSend } = await setup();
  const eve = caller({ visitorId: await world.createVisitor() });
  const [before, ticket] = [await ada.ticket(), await ada.ticket()];
  wait(2 * SECOND);
  await ada.send(before, { firstName: 'Before' });
  failSend('not executed');
  await expect(ada.send(ticket)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  world.faults.clear();
  await expect(eve.send(ticket)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  wait(40 * SECOND);
  await expect(eve.send(ticket)).rejects.toMatchObject({ code: 'IDENTITY_CHANGED' });
  expect(world.sent).toHaveLength(1);
  // Both attempts are settled as not sent, so the visitor can send at once.
  expect(await ada.send(ticket)).toEqual({ once: true });
  expect(world.sent).toHaveLength(2);
});

it('sends nothing for another visitor, a member or a site owner in preview', async () => {
  const { ada, caller, wait, world } = await setup();
  const { memberId } = await world.createMember({ email: 'bob@example.com' });
  const others = [{ visitorId: await world.createVisitor() }, { memberId }, { userId: 'owner' }];
  for (const other of others) {
    const ticket = await ada.ticket();
    wait(2 * SECOND);
    await expect(caller(other).send(ticket)).rejects.toMatchObject({ code: 'IDENTITY_CHANGED' });
    expect(world.sent).toEqual([]);
  }
  const ticket = await ada.ticket();
  wait(2 * SECOND);
  expect(await ada.send(ticket)).toEqual({ once: true });
});

it.each([
  ['has ended', 'SESSION_EXPIRED', { active: false }],
  ['is an app', 'IDENTITY_UNKNOWN', { subjectType: 'APP' }],
] as const)(
  'sends nothing if the session %s, and settles the entry',
  async (_, code, tokenInfo) => {
    const { ada, wait, world } = await setup();
    const ticket = await ada.ticket();
    wait(2 * SECOND);
    world.tokenInfo = tokenInfo;
    await expect(ada.send(ticket)).rejects.toMatchObject({ code });
    world.tokenInfo = {};
    expect(world.sent).toEqual([]);
    expect(await ada.send(ticket)).toEqual({ once: true });
  },
);

it('settles the entry if the identity cannot be resolved for the moment', async () => {
  const { ada, wait, world } = await setup({ resolvers: ['token-info'] });
  const ticket = await ada.ticket();
  wait(2 * SECOND);
  world.faults.set('tokenInfo', async () => {
    throw wixFailure(503);
  });
  await expect(ada.send(ticket)).rejects.toMatchObject({ code: 'TRY_LATER' });
  world.faults.clear();
  expect(await ada.send(ticket)).toEqual({ once: true });
  expect(world.sent).toHaveLength(1);
});

it('counts visitors with a ticket in a budget that those without cannot use up', async () => {
  const site = { ...HIGH_BUDGETS, visitors: { messages: 2, minutes: 10 } };
  const limits = { ...siteSettings.limits, messages: NO_LIMITS, site };
  const { ada, caller, wait, world } = await setup({ limits });
  wait(-(world.now() % (10 * 60 * SECOND)));
  const ticket = await ada.ticket();
  wait(2 * SECOND);
  const stranger = async () => caller({ visitorId: await world.createVisitor() }).send(undefined);
  expect([await stranger(), await stranger()]).toEqual([{ once: false }, { once: false }]);
  await expect(stranger()).rejects.toMatchObject({ code: 'TOO_MANY_MESSAGES' });
  expect(await ada.send(ticket)).toEqual({ once: true });
});

it('counts in the budget what another session tried with a ticket, as each try wrote a row', async () => {
  const visitorsWithTicket = { messages: 2, minutes: 10 };
  const site = { ...HIGH_BUDGETS, visitorsWithTicket };
  const limits = { ...siteSettings.limits, messages: NO_LIMITS, site };
  const { ada, caller, wait, world, takeCalls } = await setup({ limits });
  wait(-(world.now() % (10 * 60 * SECOND)));
  const [ticket, other] = [await ada.ticket(), await ada.ticket()];
  wait(2 * SECOND);
  const eve = caller({ visitorId: await world.createVisitor() });
  // The third try finds out that no lease is left.
  for (let count = 0; count < 3; count += 1) {
    await expect(eve.send(ticket)).rejects.toMatchObject({ code: 'IDENTITY_CHANGED' });
  }
  takeCalls();
  await expect(eve.send(other)).rejects.toMatchObject({ code: 'TOO_MANY_MESSAGES' });
  expect(takeCalls()).toEqual([]);
});

it('keeps the limit of a visitor, with tickets and without', async () => {
  const limits = { ...siteSettings.limits, site: HIGH_BUDGETS };
  const { ada, wait } = await setup({ limits });
  const tickets = [await ada.ticket(), await ada.ticket(), await ada.ticket()];
  wait(2 * SECOND);
  await ada.send(undefined);
  await ada.send(tickets[0]);
  await ada.send(tickets[1]);
  await expect(ada.send(tickets[2])).rejects.toMatchObject({ code: 'TOO_MANY_MESSAGES' });
});
