// Pings: the kind and time of a change, at most once a second per channel, without delaying a call.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { InboxSettings } from 'backend/inbox/settings';
import { networkFailure } from '../support/port/wix-failures.ts';
import { messageEvent, OTHER_CONVERSATION } from '../support/backend/inbox-events.ts';
import { createSecret, setupCallers } from '../support/backend/callers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Waits for the jobs that WebCrypto has started: it runs them on other threads, in order. */
async function settle(): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    const jobs = Array.from({ length: 8 }, () =>
      crypto.subtle.digest('SHA-256', new Uint8Array(1)),
    );
    await Promise.all(jobs);
  }
}

function setup(overrides: Partial<InboxSettings> = {}) {
  const harness = setupCallers(overrides);
  const { world, clock, inbox } = harness;
  return {
    ...harness,
    /** Advances the clock and the timers by `ms`. */
    async pass(ms: number) {
      await settle();
      for (let passed = 0; passed < ms; passed += 100) {
        clock.now += 100;
        await vi.advanceTimersByTimeAsync(100);
        await settle();
      }
    },
    names: () =>
      world.published.map(({ channel }) =>
        channel.resourceId === undefined ? channel.name : 'own',
      ),
    replyTo: (to: { memberId: string } | { contactId: string } | { anonymousVisitorId: string }) =>
      inbox.sendTo(to, { basic: { items: [{ text: 'canary' }] } }),
  };
}

it('pings the participant and the Admins with the kind and the time of a change only', async () => {
  const { world, visitor, replyTo, pass } = setup();
  const ada = await visitor();
  const { channel } = await ada.readPage();
  await replyTo({ anonymousVisitorId: ada.visitorId });
  await pass(100);
  const payload = { kind: 'message', at: '2026-11-20T09:00:00.000Z' };
  expect(world.published).toEqual([
    { channel: { name: 'inbox-admin' }, payload },
    { channel, payload },
  ]);
});

it("pings a member on the member's resource, even if the business wrote to the contact", async () => {
  const { world, member, replyTo, pass } = setup();
  const ada = await member('ada@example.com');
  const { channel } = await ada.readPage();
  await replyTo({ contactId: ada.contactId });
  await pass(100);
  expect(world.published[1]?.channel).toEqual(channel);
});

it('does not ping participants who may not read: a contact, and a visitor who became one', async () => {
  const { world, visitor, replyTo, names, pass } = setup();
  const mallory = await visitor();
  const contactId = await world.createContact({ email: 'victim@example.com' });
  await mallory.sendForm('victim@example.com');
  await replyTo({ contactId });
  await replyTo({ anonymousVisitorId: mallory.visitorId });
  await mallory.sendText('Hello');
  await pass(5000);
  expect(new Set(names())).toEqual(new Set(['inbox-admin']));
});

it('does not ping the participant about a message that only the business sees', async () => {
  const { inbox, visitor, names, pass } = setup();
  const ada = await visitor();
  const note = { minimal: { text: 'A note' }, visibility: 'BUSINESS' };
  await inbox.sendTo({ anonymousVisitorId: ada.visitorId }, note);
  await pass(2000);
  expect(names()).toEqual(['inbox-admin']);
});

it('pings at the start of a burst and once more a second later', async () => {
  const { world, visitor, pass, names } = setup();
  const ada = await visitor();
  for (let count = 0; count < 10; count += 1) await ada.sendText(`${count}`);
  await pass(900);
  expect(names()).toEqual(['inbox-admin', 'own']);
  await pass(5000);
  expect(names().toSorted()).toEqual(['inbox-admin', 'inbox-admin', 'own', 'own']);
  expect(world.published.at(-1)?.payload.at).toBe('2026-11-20T09:00:01.000Z');
});

it('pings once a second during a stream of changes, and after the last one', async () => {
  const { visitor, pass, names } = setup();
  const ada = await visitor();
  // The last message is sent at 2.9 seconds, and its ping at 3.
  for (let count = 0; count < 30; count += 1) {
    await ada.sendText(`${count}`);
    await pass(100);
  }
  expect(names().filter((name) => name === 'own')).toHaveLength(4);
  await pass(2000);
  expect(names().filter((name) => name === 'own')).toHaveLength(4);
});

it("a burst of one participant does not delay another participant's ping", async () => {
  const { visitor, world, pass } = setup();
  const [ada, bob] = [await visitor(), await visitor()];
  for (let count = 0; count < 10; count += 1) await ada.sendText(`${count}`);
  await bob.sendText('Hello');
  await pass(100);
  const { channel } = await bob.readPage();
  expect(world.published.map((published) => published.channel)).toContainEqual(channel);
});

it('does not ping for a replay', async () => {
  const { world, visitor, inbox, pass, names } = setup();
  const { visitorId } = await visitor();
  const sendOnce = () =>
    world.runAs({ visitorId }, () => inbox.sendText('Hello', { idempotencyKey: 'k'.repeat(32) }));
  await sendOnce();
  await pass(2000);
  await sendOnce();
  await pass(2000);
  expect(names()).toEqual(['inbox-admin', 'own']);
});

it('pings for an abandoned message that still arrived', async () => {
  const { world, visitor, pass, names } = setup();
  const ada = await visitor();
  let arrive = () => {};
  world.faults.set('sendMessage', async (execute) => {
    await new Promise<void>((done) => (arrive = done));
    await execute();
  });
  const sent = ada.sendText('Hello').catch(() => 'abandoned');
  await pass(5000);
  expect(await sent).toBe('abandoned');
  expect(names()).toEqual([]);
  arrive();
  await pass(100);
  expect(names()).toEqual(['inbox-admin', 'own']);
});

it('a call waits neither for Realtime nor for the secret', async () => {
  const { world, visitor, names, pass } = setup();
  const ada = await visitor();
  const never = () => new Promise<void>(() => {});
  world.faults.set('publish', never).set('secret', never);
  expect(await ada.sendText('Hello')).toEqual({ once: false });
  world.faults.clear();
  await pass(2000);
  expect(names()).toEqual([]);
});

it('a failure of Realtime changes no result and is logged once', async () => {
  const { world, visitor, entries, pass } = setup();
  const ada = await visitor();
  world.faults.set('publish', async () => {
    throw networkFailure('ENOTFOUND');
  });
  for (const text of ['1', '2', '3']) {
    expect(await ada.sendText(text)).toEqual({ once: false });
    await pass(2000);
  }
  expect(entries).toEqual([
    {
      level: 'warn',
      what: 'Failed to publish a ping (logged once per container)',
      code: 'TRY_LATER',
      operation: 'publish',
      cause: 'ENOTFOUND',
    },
  ]);
});

it('pings the resources of both keys while the secret is being changed', async () => {
  const { world, visitor, pass, clock } = setup();
  const ada = await visitor();
  const before = (await ada.readPage()).channel;
  world.secrets.set('InboxKeys', createSecret(2, 1));
  clock.now += 10 * 60 * 1000;
  await ada.sendText('Hello');
  await pass(100);
  const channels = world.published.map(({ channel }) => channel);
  expect(channels).toEqual([{ name: 'inbox-admin' }, (await ada.readPage()).channel, before]);
});

it('pings only the Admins without a secret', async () => {
  const { world, visitor, pass, names } = setup();
  world.secrets.clear();
  const ada = await visitor();
  await ada.sendText('Hello');
  await pass(100);
  expect(names()).toEqual(['inbox-admin']);
});

it('pings once for a message that the site sent, and ignores its event', async () => {
  const { world, inbox, visitor, replyTo, names, pass } = setup();
  const ada = await visitor();
  await ada.readPage();
  const sent = await replyTo({ anonymousVisitorId: ada.visitorId });
  await pass(100);
  const event = (id: string) => messageEvent({ conversationId: sent.conversationId, id });
  await inbox.onMessageSent(event(sent.messageId), 'BUSINESS_TO_PARTICIPANT');
  await pass(2000);
  expect(names()).toEqual(['inbox-admin', 'own']);

  await inbox.onMessageSent(event('987654321'), 'BUSINESS_TO_PARTICIPANT');
  await pass(100);
  expect(names()).toEqual(['inbox-admin', 'own', 'inbox-admin', 'own']);
  expect(world.published).toHaveLength(4);
});

it('publishes nothing if Realtime is off in the settings', async () => {
  const { world, visitor, pass } = setup({ realtime: 'off' });
  const ada = await visitor();
  await ada.sendText('Hello');
  await pass(2000);
  expect(world.published).toEqual([]);
  expect(world.calls).not.toContain('secret');
});

it('publishes the kind of an event, and only to the admins if the participant is unknown', async () => {
  const { world, context, pass } = setup({ realtime: '@wix/realtime' });
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const { _id } = await world.wix.openConversation({ memberId });
  await context.pages.announceChange('merged', OTHER_CONVERSATION);
  await pass(2000);
  await context.pages.announceChange('button', _id);
  await pass(100);
  expect(world.published.map(({ channel, payload }) => [channel.name, payload.kind])).toEqual([
    ['inbox-admin', 'merged'],
    ['inbox-admin', 'button'],
    ['inbox', 'button'],
  ]);
});
