import { expect, it } from 'vitest';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import { setupCallers, textsOf } from '../support/backend/callers.ts';
import { setup } from '../support/backend/setup.ts';

const HOUR_MS = 60 * 60 * 1000;
const NUMBERS = Array.from({ length: 70 }, (_, index) => String(index + 1));

it("lists a visitor's messages and the replies, newest first, without internal notes", async () => {
  const { inbox, visitor } = setupCallers();
  const ada = await visitor();
  await ada.sendText('Are you open?');
  const to = { anonymousVisitorId: ada.visitorId };
  await inbox.sendTo(to, { basic: { items: [{ text: 'Yes.' }] } });
  await inbox.sendTo(to, { minimal: { text: 'A note' }, visibility: 'BUSINESS' });

  const page = await ada.readPage();

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

it('returns plain JSON without ids of participants or conversations', async () => {
  const { world, visitor } = setupCallers();
  const ada = await visitor();
  for (const text of NUMBERS) await ada.sendText(text);
  const page = await ada.readPage();
  const json = JSON.stringify(page);
  expect(JSON.parse(json)).toEqual(page);
  expect(json).not.toContain(ada.visitorId);
  expect(json).not.toContain(world.sent[0]?.conversationId);
});

it('returns consecutive pages without gaps or repeats while new messages arrive', async () => {
  const { visitor } = setupCallers();
  const ada = await visitor();
  for (const text of NUMBERS) await ada.sendText(text);

  const first = await ada.readPage();
  await ada.sendText('Meanwhile');
  const second = await ada.readPage({ cursor: first.cursor });
  await ada.sendText('And again');
  const third = await ada.readPage({ cursor: second.cursor, language: 'de-AT' });

  expect([first, second, third].map((page) => page.messages.length)).toEqual([30, 30, 10]);
  expect([first, second, third].flatMap(textsOf)).toEqual(NUMBERS.toReversed());
  expect(third).not.toHaveProperty('cursor');
});

it('lists all messages to a member, with their name and image', async () => {
  const { clock, member } = setupCallers();
  const ada = await member('ada@example.com');
  await ada.sendText('Long ago');
  clock.now += 400 * 24 * HOUR_MS;
  const page = await ada.readPage();
  expect(textsOf(page)).toEqual(['Long ago']);
  expect(page.participant).toEqual({
    name: 'Ada',
    imageUrl: 'https://static.wixstatic.com/media/avatar.png',
  });
});

it('lists the last 24 hours to a visitor, and no older page', async () => {
  const { clock, visitor } = setupCallers();
  const ada = await visitor();
  for (const text of NUMBERS.slice(0, 40)) await ada.sendText(text);
  clock.now += HOUR_MS;
  for (const text of ['Late', 'Later']) await ada.sendText(text);
  clock.now += 23 * HOUR_MS;

  const page = await ada.readPage();

  expect(textsOf(page)).toEqual(['Later', 'Late']);
  expect(page).not.toHaveProperty('cursor');
  clock.now += HOUR_MS;
  expect((await ada.readPage()).messages).toEqual([]);
});

it('returns no messages in preview, without calling Inbox', async () => {
  const { world, caller } = setupCallers();
  const owner = caller({ userId: '11111111-2222-4333-8444-555555555555' });
  expect(await owner.read()).toEqual({ ok: true, canRead: true, messages: [], preview: true });
  expect(world.calls).toEqual(['tokenInfo']);
});

it('returns IDENTITY_UNKNOWN for a caller that cannot be resolved', async () => {
  const { world, visitor } = setupCallers({ resolvers: ['current-member'] });
  const ada = await visitor();
  expect(await ada.readErrorCode()).toBe('IDENTITY_UNKNOWN');
  world.tokenInfo = { active: false };
  expect(world.calls).not.toContain('openConversation');
});

it('returns TRY_LATER with retryAfter if Wix cannot be reached', async () => {
  const { world, visitor } = setupCallers();
  const ada = await visitor();
  await ada.sendText('Hi');
  world.faults.set('listMessages', async () => {
    throw networkFailure('ENOTFOUND');
  });
  expect(await ada.read()).toMatchObject({
    ok: false,
    error: { code: 'TRY_LATER', retryAfter: 5 },
  });
});

it('returns a channel per caller, and reads the secret once', async () => {
  const { world, visitor } = setupCallers();
  const [ada, bob] = [await visitor(), await visitor()];
  const { channel } = await ada.readPage();
  expect(channel?.name).toBe('inbox');
  expect(channel?.resourceId).toMatch(/^[\w-]{43}$/);
  expect((await ada.readPage()).channel).toEqual(channel);
  expect((await bob.readPage()).channel?.resourceId).not.toBe(channel?.resourceId);
  expect(world.calls.filter((call) => call === 'secret')).toHaveLength(1);
});

it.each([
  ['without a secret', {}, undefined],
  ['with an invalid secret', {}, 'canary'],
  ['with Realtime switched off', { realtime: 'off' as const }, undefined],
])('returns messages without a channel %s', async (_, settings, secret) => {
  const { world, visitor, entries } = setupCallers(settings);
  world.secrets.clear();
  if (secret !== undefined) world.secrets.set('InboxKeys', secret);
  const ada = await visitor();
  for (const text of NUMBERS.slice(0, 31)) await ada.sendText(text);
  const page = await ada.readPage();
  expect(page).not.toHaveProperty('channel');
  expect(textsOf(await ada.readPage({ cursor: page.cursor }))).toEqual(['1']);
  expect(JSON.stringify(entries)).not.toContain('canary');
});

it('calls Wix three times per read, and reads the secret once in ten minutes', async () => {
  const { world, visitor, clock } = setupCallers();
  const ada = await visitor();
  await ada.sendText('Hi');
  await ada.readPage();
  world.calls.length = 0;
  await ada.readPage();
  expect(world.calls).toEqual(['tokenInfo', 'openConversation', 'listMessages']);
  clock.now += 10 * 60 * 1000;
  await ada.readPage();
  expect(world.calls.filter((call) => call === 'secret')).toHaveLength(1);
});

it('opens no conversation for a visitor who only reads, in any container', async () => {
  const { world, visitor } = setupCallers();
  const ada = await visitor();
  world.calls.length = 0;
  expect(await ada.readPage()).toMatchObject({ canRead: true, messages: [] });
  expect(world.calls).toEqual(['tokenInfo', 'isInSendLog', 'secret']);
  const other = setup({}, world);
  await other.inbox.sendTo(
    { anonymousVisitorId: ada.visitorId },
    { basic: { items: [{ text: 'Hello' }] } },
  );
  expect((await ada.readPage()).messages).toHaveLength(1);
});

it('lists the messages of the new conversation if it was merged after it was opened', async () => {
  const { world, member } = setupCallers();
  const ada = await member('ada@example.com');
  await ada.sendText('Hello');
  world.faults.set('listMessages', async () => {
    world.faults.delete('listMessages');
    throw wixFailure(404, 'CONVERSATION_NOT_FOUND');
  });
  expect(textsOf(await ada.readPage())).toEqual(['Hello']);
  world.faults.set('listMessages', () => {
    throw wixFailure(404, 'CONVERSATION_NOT_FOUND');
  });
  expect(await ada.readErrorCode()).toBe('CONVERSATION_NOT_FOUND');
});
