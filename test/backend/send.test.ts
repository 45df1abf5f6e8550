import { expect, it } from 'vitest';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import { settings } from '../support/settings.ts';
import { mainCalls, FIRST_SEND, setup } from '../support/backend/setup.ts';

const KEY = 'k'.repeat(22);
const OTHER_KEY = 'o'.repeat(64);

async function setupVisitor(changed: Parameters<typeof setup>[0] = {}) {
  const harness = setup(changed);
  const visitorId = await harness.world.createVisitor();
  const send = (text: string, idempotencyKey?: string) =>
    harness.world.runAs({ visitorId }, () =>
      harness.inbox.sendText(text, idempotencyKey === undefined ? undefined : { idempotencyKey }),
    );
  const texts = () =>
    harness.world
      .messagesOf({ anonymousVisitorId: visitorId })
      .map(({ content }) => content['previewText']);
  return { ...harness, visitorId, send, texts };
}

it('sends once per call without a key', async () => {
  const { send, texts } = await setupVisitor();
  expect(await send('Hi')).toEqual({ once: false });
  expect(await send('Hi')).toEqual({ once: false });
  expect(texts()).toEqual(['Hi', 'Hi']);
});

it('sends once per key, and returns the first outcome again', async () => {
  const { send, texts, world } = await setupVisitor();
  expect(await send('Hi', KEY)).toEqual({ once: true });
  expect(await send('Hi', KEY)).toEqual({ once: true, replayed: true });
  expect(await send('Hi', OTHER_KEY)).toEqual({ once: true });
  expect(texts()).toEqual(['Hi', 'Hi']);
  expect(world.calls.filter((call) => call === 'openConversation')).toHaveLength(2);
});

it('returns KEY_REUSED for a key that was used with other content', async () => {
  const { send, texts } = await setupVisitor();
  await send('Hi', KEY);
  await expect(send('Hello', KEY)).rejects.toMatchObject({ code: 'KEY_REUSED' });
  expect(texts()).toEqual(['Hi']);
});

it("does not return another caller's outcome for the same key", async () => {
  const { send, world, inbox } = await setupVisitor();
  await send('Hi', KEY);
  const visitorId = await world.createVisitor();
  const answer = await world.runAs({ visitorId }, () =>
    inbox.sendText('Hi', { idempotencyKey: KEY }),
  );
  expect(answer).toEqual({ once: true });
  expect(world.messagesOf({ anonymousVisitorId: visitorId })).toHaveLength(1);
});

it('sends once for ten concurrent calls with one key', async () => {
  const { send, texts, world } = await setupVisitor();
  const errors: unknown[] = [];
  let continueSend = () => {};
  const othersRejected = new Promise<void>((resolve) => {
    continueSend = resolve;
  });
  world.faults.set('sendMessage', (execute) => othersRejected.then(execute));
  const calls = Array.from({ length: 10 }, () =>
    send('Hi', KEY).catch((error: unknown) => {
      errors.push(error);
      if (errors.length === 9) continueSend();
    }),
  );
  expect((await Promise.all(calls)).filter(Boolean)).toEqual([{ once: true }]);
  expect(texts()).toEqual(['Hi']);
  for (const error of errors) {
    expect(error).toMatchObject({ code: 'IN_PROGRESS', retryAfter: 2 });
  }
  expect(await send('Hi', KEY)).toEqual({ once: true, replayed: true });
});

it.each([
  ['400 with a code', wixFailure(400, 'INVALID_MEDIA_URL'), 'INVALID_MEDIA_URL'],
  ['400 of a validation', validationFailure(), 'REFUSED_BY_WIX'],
  ['401', wixFailure(401), 'PERMISSION_DENIED'],
  ['403', wixFailure(403, 'IDENTITY_DOES_NOT_MATCH'), 'IDENTITY_DOES_NOT_MATCH'],
  ['404', wixFailure(404, 'INBOX_INSTANCE_NOT_FOUND'), 'INBOX_INSTANCE_NOT_FOUND'],
  ['413', wixFailure(413), 'REFUSED_BY_WIX'],
  ['429', wixFailure(429, 'RESOURCE_EXHAUSTED'), 'TRY_LATER'],
  ['ECONNREFUSED', networkFailure('ECONNREFUSED'), 'TRY_LATER'],
  ['ENOTFOUND', networkFailure('ENOTFOUND'), 'TRY_LATER'],
  ['EAI_AGAIN', networkFailure('EAI_AGAIN'), 'TRY_LATER'],
  ['a connection timeout', networkFailure('UND_ERR_CONNECT_TIMEOUT'), 'TRY_LATER'],
] as const)('releases the key after %s', async (_, failure, code) => {
  const { send, texts, world } = await setupVisitor();
  world.faults.set('sendMessage', async () => {
    throw failure;
  });
  await expect(send('Hi', KEY)).rejects.toMatchObject({ code });
  world.faults.clear();
  expect(await send('Hi', KEY)).toEqual({ once: true });
  expect(texts()).toEqual(['Hi']);
});

it.each([
  ['500', wixFailure(500)],
  ['503', wixFailure(503)],
  ['504', wixFailure(504)],
  ['a 400 that is not JSON', wixFailureWithoutJson(400)],
  ['a 429 that is not JSON', wixFailureWithoutJson(429)],
  ['409', wixFailure(409, 'ALREADY_EXISTS')],
  ['ECONNRESET', networkFailure('ECONNRESET')],
  ['a response without a body', new SyntaxError('System error occurred: {}')],
] as const)(
  'returns UNCONFIRMED, then finds the message and does not send again, after %s',
  async (_, failure) => {
    const { send, texts, world } = await setupVisitor();
    world.faults.set('sendMessage', async (execute) => {
      await execute();
      throw failure;
    });
    const unconfirmed = { code: 'UNCONFIRMED', retryAfter: 5 };
    await expect(send('Hi', KEY)).rejects.toMatchObject(unconfirmed);
    world.faults.clear();
    expect(await send('Hi', KEY)).toEqual({ once: true, replayed: true });
    expect(texts()).toEqual(['Hi']);
  },
);

it('abandons a slow send, and records its outcome if it still succeeds', async () => {
  const limits = { ...settings.limits, callMs: 5 };
  const { send, texts, world } = await setupVisitor({ limits });
  let continueSend = () => {};
  const held = new Promise<void>((resolve) => {
    continueSend = resolve;
  });
  let ended: Promise<unknown> = Promise.resolve();
  world.faults.set('sendMessage', (execute) => (ended = held.then(execute)));
  await expect(send('Hi', KEY)).rejects.toMatchObject({
    code: 'UNCONFIRMED',
    wixFailure: { operation: 'sendMessage', cause: 'TIME_LIMIT' },
  });
  const notListedYet = { code: 'UNCONFIRMED', retryAfter: 36 };
  await expect(send('Hi', KEY)).rejects.toMatchObject(notListedYet);
  continueSend();
  await ended;
  expect(await send('Hi', KEY)).toEqual({ once: true, replayed: true });
  expect(texts()).toEqual(['Hi']);
});

it('releases the key of an abandoned send that Wix refuses', async () => {
  const limits = { ...settings.limits, callMs: 5 };
  const { send, world } = await setupVisitor({ limits });
  let refuse = () => {};
  const held = new Promise<never>((_, reject) => {
    refuse = () => reject(wixFailure(403, 'PERMISSION_DENIED'));
  });
  world.faults.set('sendMessage', () => held);
  await expect(send('Hi', KEY)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  refuse();
  await held.catch(() => {});
  world.faults.clear();
  expect(await send('Hi', KEY)).toEqual({ once: true });
});

it('releases the key if the conversation cannot be opened', async () => {
  const { send, texts, world } = await setupVisitor();
  world.faults.set('openConversation', async () => {
    throw wixFailure(503);
  });
  await expect(send('Hi', KEY)).rejects.toMatchObject({ code: 'TRY_LATER', retryAfter: 5 });
  world.faults.clear();
  expect(await send('Hi', KEY)).toEqual({ once: true });
  expect(texts()).toEqual(['Hi']);
});

it('returns TRY_LATER if no time is left for the send', async () => {
  const { send, world, clock } = await setupVisitor();
  world.faults.set('openConversation', async (execute) => {
    clock.now += 5_001;
    return execute();
  });
  await expect(send('Hi', KEY)).rejects.toMatchObject({
    code: 'TRY_LATER',
    wixFailure: { cause: 'NO_TIME_LEFT' },
  });
  expect(world.sent).toEqual([]);
  world.faults.clear();
  expect(await send('Hi', KEY)).toEqual({ once: true });
});

it('notifies the business about the first chat text of a quiet hour only', async () => {
  const { send, clock, world } = await setupVisitor();
  await send('1');
  await send('2');
  clock.now += 59 * 60_000;
  await send('3');
  clock.now += 60_000;
  await send('4');
  expect(world.sent.map(({ as }) => as.sendNotifications)).toEqual([true, false, false, true]);
});

it('sends a chat text to both sides, and an activity silently to the business', async () => {
  const { send, inbox, world, visitorId } = await setupVisitor();
  await send('  Hi\nthere ');
  await world.runAs({ visitorId }, () => inbox.sendActivity('asked-for-a-call'));
  expect(world.sent.map(({ message, as }) => ({ ...message, ...as }))).toEqual([
    {
      direction: 'PARTICIPANT_TO_BUSINESS',
      visibility: 'BUSINESS_AND_PARTICIPANT',
      content: { basic: { items: [{ text: 'Hi\nthere' }] }, previewText: 'Hi there' },
      channels: { sourceChannel: 'CHAT' },
      sendAs: 'PARTICIPANT',
      sendNotifications: true,
    },
    {
      direction: 'PARTICIPANT_TO_BUSINESS',
      visibility: 'BUSINESS',
      content: {
        minimal: { text: 'Asked to be called back' },
        previewText: 'Asked to be called back',
      },
      silent: true,
      sendAs: 'PARTICIPANT',
      sendNotifications: false,
    },
  ]);
  // The second message needs no view of the log: three calls in sequence, as the append runs beside the conversation.
  const secondSend = FIRST_SEND.filter((call) => call !== 'listSendLog');
  expect(mainCalls(world)).toEqual([...FIRST_SEND, ...secondSend]);
});

it('returns IDENTITY_UNKNOWN for a chat text without an identity', async () => {
  const { send, world } = await setupVisitor({ resolvers: ['current-member'] });
  await expect(send('Hi')).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
  expect(world.calls).toEqual(['currentMember']);
});

function validationFailure(): Error {
  const details = { validationError: { fieldViolations: [{ field: 'message' }] } };
  return Object.assign(new Error('{"message":"text of a person"}'), { status: 400, details });
}

function wixFailureWithoutJson(status: number): Error {
  const applicationError = { code: status, description: '', data: { details: null } };
  return Object.assign(new Error('{}'), { status, details: { applicationError } });
}
