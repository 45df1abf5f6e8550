import { expect, it } from 'vitest';
import { networkFailure } from '../support/port/wix-failures.ts';
import { setupPeople, textsOf } from './people.ts';

const HOUR_MS = 60 * 60 * 1000;
const NUMBERS = Array.from({ length: 70 }, (_, index) => String(index + 1));

it('lists what a visitor wrote and was answered, newest first, and nothing that he may not see', async () => {
  const { inbox, visitor } = setupPeople();
  const ada = await visitor();
  await ada.say('Are you open?');
  const to = { anonymousVisitorId: ada.visitorId };
  await inbox.sendTo(to, { basic: { items: [{ text: 'Yes.' }] } });
  await inbox.sendTo(to, { minimal: { text: 'A note' }, visibility: 'BUSINESS' });

  const page = await ada.page();

  const [newest, oldest] = page.messages.map(({ _id }) => _id);
  expect(Number(newest)).toBeGreaterThan(Number(oldest));
  expect(page.messages).toEqual([
    {
      _id: newest,
      from: 'business',
      at: '2026-11-20T09:00:00.000Z',
      items: [{ kind: 'text', text: 'Yes.' }],
    },
    {
      _id: oldest,
      from: 'me',
      at: '2026-11-20T09:00:00.000Z',
      items: [{ kind: 'text', text: 'Are you open?' }],
    },
  ]);
  expect(page).toMatchObject({ ok: true, canRead: true });
  expect(page).not.toHaveProperty('cursor');
  expect(page).not.toHaveProperty('participant');
});

it('answers plain JSON without an id of a person or a conversation', async () => {
  const { world, visitor } = setupPeople();
  const ada = await visitor();
  for (const text of NUMBERS) await ada.say(text);
  const page = await ada.page();
  const bytes = JSON.stringify(page);
  expect(JSON.parse(bytes)).toEqual(page);
  expect(bytes).not.toContain(ada.visitorId);
  expect(bytes).not.toContain(world.sent[0]?.conversationId);
});

it('joins pages without loss or repeat while new messages arrive', async () => {
  const { visitor } = setupPeople();
  const ada = await visitor();
  for (const text of NUMBERS) await ada.say(text);

  const first = await ada.page();
  await ada.say('Meanwhile');
  const second = await ada.page({ cursor: first.cursor });
  await ada.say('And again');
  const third = await ada.page({ cursor: second.cursor, language: 'de-AT' });

  expect([first, second, third].map((page) => page.messages.length)).toEqual([30, 30, 10]);
  expect([first, second, third].flatMap(textsOf)).toEqual(NUMBERS.toReversed());
  expect(third).not.toHaveProperty('cursor');
});

it('lists everything to a member, and himself', async () => {
  const { clock, member } = setupPeople();
  const ada = await member('ada@example.com');
  await ada.say('Long ago');
  clock.now += 400 * 24 * HOUR_MS;
  const page = await ada.page();
  expect(textsOf(page)).toEqual(['Long ago']);
  expect(page.participant).toEqual({
    name: 'Ada',
    imageUrl: 'https://static.wixstatic.com/media/avatar.png',
  });
});

it('lists 24 hours to a visitor, and no page before', async () => {
  const { clock, visitor } = setupPeople();
  const ada = await visitor();
  for (const text of NUMBERS.slice(0, 40)) await ada.say(text);
  clock.now += HOUR_MS;
  for (const text of ['Late', 'Later']) await ada.say(text);
  clock.now += 23 * HOUR_MS;

  const page = await ada.page();

  expect(textsOf(page)).toEqual(['Later', 'Late']);
  expect(page).not.toHaveProperty('cursor');
  clock.now += HOUR_MS;
  expect((await ada.page()).messages).toEqual([]);
});

it('reads nothing in preview', async () => {
  const { world, person } = setupPeople();
  const owner = person({ userId: '11111111-2222-4333-8444-555555555555' });
  expect(await owner.read()).toEqual({ ok: true, canRead: true, messages: [], preview: true });
  expect(world.calls).toEqual(['tokenInfo']);
});

it('asks a session for its identity that nobody can tell', async () => {
  const { world, visitor } = setupPeople({ resolvers: ['current-member'] });
  const ada = await visitor();
  expect(await ada.refusal()).toBe('IDENTITY_UNKNOWN');
  world.tokenInfo = { active: false };
  expect(world.calls).not.toContain('openConversation');
});

it('says when to ask again where Wix does not answer', async () => {
  const { world, visitor } = setupPeople();
  const ada = await visitor();
  world.faults.set('listMessages', async () => {
    throw networkFailure('ENOTFOUND');
  });
  expect(await ada.read()).toMatchObject({
    ok: false,
    error: { code: 'TRY_LATER', retryAfter: 5 },
  });
});

it('hands out a channel by the secret and to nobody else', async () => {
  const { world, visitor } = setupPeople();
  const [ada, bob] = [await visitor(), await visitor()];
  const { channel } = await ada.page();
  expect(channel?.name).toBe('inbox');
  expect(channel?.resourceId).toMatch(/^[\w-]{43}$/);
  expect((await ada.page()).channel).toEqual(channel);
  expect((await bob.page()).channel?.resourceId).not.toBe(channel?.resourceId);
  expect(world.calls.filter((call) => call === 'secret')).toHaveLength(1);
});

it.each([
  ['without a secret', {}, undefined],
  ['with a secret that is none', {}, 'canary'],
  ['with Realtime switched off', { realtime: 'off' as const }, undefined],
])('hands out no channel %s, and reads all the same', async (_, settings, secret) => {
  const { world, visitor, entries } = setupPeople(settings);
  world.secrets.clear();
  if (secret !== undefined) world.secrets.set('InboxKeys', secret);
  const ada = await visitor();
  for (const text of NUMBERS.slice(0, 31)) await ada.say(text);
  const page = await ada.page();
  expect(page).not.toHaveProperty('channel');
  expect(textsOf(await ada.page({ cursor: page.cursor }))).toEqual(['1']);
  expect(JSON.stringify(entries)).not.toContain('canary');
});

it('calls Wix three times in sequence, and the secret once in ten minutes', async () => {
  const { world, visitor, clock } = setupPeople();
  const ada = await visitor();
  await ada.page();
  world.calls.length = 0;
  await ada.page();
  expect(world.calls).toEqual(['tokenInfo', 'openConversation', 'listMessages']);
  clock.now += 10 * 60 * 1000;
  await ada.page();
  expect(world.calls.filter((call) => call === 'secret')).toHaveLength(1);
});
