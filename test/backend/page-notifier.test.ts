// Pings: that something changed, to whom it concerns, at most once a second on a channel, in nobody's way.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { InboxSettings } from 'backend/inbox/settings';
import { networkFailure } from '../support/port/wix-failures.ts';
import { messageEvent, OTHER_CONVERSATION } from './inbox-event.ts';
import { secretOf, setupPeople } from './people.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets what WebCrypto has begun end: its jobs run beside, in the order in which they were begun. */
async function settle(): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    const jobs = Array.from({ length: 8 }, () =>
      crypto.subtle.digest('SHA-256', new Uint8Array(1)),
    );
    await Promise.all(jobs);
  }
}

function setup(overrides: Partial<InboxSettings> = {}) {
  const people = setupPeople(overrides);
  const { world, clock, inbox } = people;
  return {
    ...people,
    /** Lets so many ms pass, for the clock and for what waits. */
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
    answer: (to: { memberId: string } | { contactId: string } | { anonymousVisitorId: string }) =>
      inbox.sendTo(to, { basic: { items: [{ text: 'canary' }] } }),
  };
}

it('tells the participant and the owner what kind of change there was and when, no more', async () => {
  const { world, visitor, answer, pass } = setup();
  const ada = await visitor();
  const { channel } = await ada.page();
  await answer({ anonymousVisitorId: ada.visitorId });
  await pass(100);
  const payload = { kind: 'message', at: '2026-11-20T09:00:00.000Z' };
  expect(world.published).toEqual([
    { channel: { name: 'inbox-admin' }, payload },
    { channel, payload },
  ]);
});

it('tells a member by his own id, also where the business wrote to the contact', async () => {
  const { world, member, answer, pass } = setup();
  const ada = await member('ada@example.com');
  const { channel } = await ada.page();
  await answer({ contactId: ada.contactId });
  await pass(100);
  expect(world.published[1]?.channel).toEqual(channel);
});

it('tells whoever may not read nothing: a contact, and a visitor who became one', async () => {
  const { world, visitor, answer, names, pass } = setup();
  const mallory = await visitor();
  const contactId = await world.createContact({ email: 'victim@example.com' });
  await mallory.submit('victim@example.com');
  await answer({ contactId });
  await answer({ anonymousVisitorId: mallory.visitorId });
  await mallory.say('Hello');
  await pass(5000);
  expect(new Set(names())).toEqual(new Set(['inbox-admin']));
});

it('tells the participant nothing of what only the business sees', async () => {
  const { inbox, visitor, names, pass } = setup();
  const ada = await visitor();
  const note = { minimal: { text: 'A note' }, visibility: 'BUSINESS' };
  await inbox.sendTo({ anonymousVisitorId: ada.visitorId }, note);
  await pass(2000);
  expect(names()).toEqual(['inbox-admin']);
});

it('tells a burst at once and once more, a second later', async () => {
  const { world, visitor, pass, names } = setup();
  const ada = await visitor();
  for (let count = 0; count < 10; count += 1) await ada.say(`${count}`);
  await pass(900);
  expect(names()).toEqual(['inbox-admin', 'own']);
  await pass(5000);
  expect(names().toSorted()).toEqual(['inbox-admin', 'inbox-admin', 'own', 'own']);
  expect(world.published.at(-1)?.payload.at).toBe('2026-11-20T09:00:01.000Z');
});

it('tells a stream of changes once a second, and the last one too', async () => {
  const { visitor, pass, names } = setup();
  const ada = await visitor();
  // The last one is said at 2.9 seconds, and told at 3.
  for (let count = 0; count < 30; count += 1) {
    await ada.say(`${count}`);
    await pass(100);
  }
  expect(names().filter((name) => name === 'own')).toHaveLength(4);
  await pass(2000);
  expect(names().filter((name) => name === 'own')).toHaveLength(4);
});

it('keeps people apart: a burst of one delays nobody else', async () => {
  const { visitor, world, pass } = setup();
  const [ada, bob] = [await visitor(), await visitor()];
  for (let count = 0; count < 10; count += 1) await ada.say(`${count}`);
  await bob.say('Hello');
  await pass(100);
  const { channel } = await bob.page();
  expect(world.published.map((published) => published.channel)).toContainEqual(channel);
});

it('does not tell again what was sent before', async () => {
  const { world, visitor, inbox, pass, names } = setup();
  const { visitorId } = await visitor();
  const say = () =>
    world.runAs({ visitorId }, () => inbox.sendText('Hello', { idempotencyKey: 'k'.repeat(32) }));
  await say();
  await pass(2000);
  await say();
  await pass(2000);
  expect(names()).toEqual(['inbox-admin', 'own']);
});

it('tells of a message that was given up and still arrived', async () => {
  const { world, visitor, pass, names } = setup();
  const ada = await visitor();
  let arrive = () => {};
  world.faults.set('sendMessage', async (execute) => {
    await new Promise<void>((done) => (arrive = done));
    await execute();
  });
  const said = ada.say('Hello').catch(() => 'given up');
  await pass(5000);
  expect(await said).toBe('given up');
  expect(names()).toEqual([]);
  arrive();
  await pass(100);
  expect(names()).toEqual(['inbox-admin', 'own']);
});

it('is in nobody’s way: an answer waits neither for Realtime nor for the secret', async () => {
  const { world, visitor, names, pass } = setup();
  const ada = await visitor();
  const never = () => new Promise<void>(() => {});
  world.faults.set('publish', never).set('secret', never);
  expect(await ada.say('Hello')).toEqual({ once: false });
  world.faults.clear();
  await pass(2000);
  expect(names()).toEqual([]);
});

it('changes no answer when Realtime fails, and logs it once', async () => {
  const { world, visitor, entries, pass } = setup();
  const ada = await visitor();
  world.faults.set('publish', async () => {
    throw networkFailure('ENOTFOUND');
  });
  for (const text of ['1', '2', '3']) {
    expect(await ada.say(text)).toEqual({ once: false });
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

it('tells both resources while the secret is being changed', async () => {
  const { world, visitor, pass, clock } = setup();
  const ada = await visitor();
  const before = (await ada.page()).channel;
  world.secrets.set('InboxKeys', secretOf(2, 1));
  clock.now += 10 * 60 * 1000;
  await ada.say('Hello');
  await pass(100);
  const told = world.published.map(({ channel }) => channel);
  expect(told).toEqual([{ name: 'inbox-admin' }, (await ada.page()).channel, before]);
});

it('tells only the owner without a secret', async () => {
  const { world, visitor, pass, names } = setup();
  world.secrets.clear();
  const ada = await visitor();
  await ada.say('Hello');
  await pass(100);
  expect(names()).toEqual(['inbox-admin']);
});

it('tells once of a message that was sent from here, and of its event no more', async () => {
  const { world, inbox, visitor, answer, names, pass } = setup();
  const ada = await visitor();
  await ada.page();
  const sent = await answer({ anonymousVisitorId: ada.visitorId });
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

it('publishes nothing when it is switched off', async () => {
  const { world, visitor, pass } = setup({ realtime: 'off' });
  const ada = await visitor();
  await ada.say('Hello');
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
