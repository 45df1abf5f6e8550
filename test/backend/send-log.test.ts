import { expect, it } from 'vitest';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import { setup } from '../support/backend/setup.ts';

const KEY = 'k'.repeat(22);
const OTHER_KEY = 'o'.repeat(22);
const SECOND = 1_000;

/** Two containers of one site. Both use Wix's clock, unless a test changes one. */
async function setupContainers() {
  const first = setup();
  const second = setup({}, first.world);
  const { world } = first;
  world.now = () => first.clock.now;
  const visitorId = await world.createVisitor();
  const sendIn = (container: typeof first) => (text: string, idempotencyKey?: string) =>
    world.runAs({ visitorId }, () =>
      container.inbox.sendText(text, idempotencyKey === undefined ? undefined : { idempotencyKey }),
    );
  /** Moves the clocks of both containers and of Wix. */
  function wait(ms: number): void {
    first.clock.now += ms;
    second.clock.now += ms;
  }
  const texts = () =>
    world
      .messagesOf({ anonymousVisitorId: visitorId })
      .map(({ content }) => content['previewText']);
  return {
    ...{ first, second, world, visitorId, wait, texts },
    send: sendIn(first),
    sendInOther: sendIn(second),
    failSend(execute: 'executed' | 'not executed') {
      world.faults.set('sendMessage', async (run) => {
        if (execute === 'executed') await run();
        throw wixFailure(504);
      });
    },
  };
}

it('returns the first outcome in another container', async () => {
  const { send, sendInOther, texts } = await setupContainers();
  await send('Hi', KEY);
  expect(await sendInOther('Hi', KEY)).toEqual({ once: true, replayed: true });
  await expect(sendInOther('Hello', KEY)).rejects.toMatchObject({ code: 'KEY_REUSED' });
  expect(texts()).toEqual(['Hi']);
});

it('sends once for simultaneous calls in two containers', async () => {
  const { send, sendInOther, texts } = await setupContainers();
  const calls = await Promise.allSettled([send('Hi', KEY), sendInOther('Hi', KEY)]);
  expect(calls).toContainEqual({ status: 'fulfilled', value: { once: true } });
  expect(texts()).toEqual(['Hi']);
});

it('finds a message whose outcome was unknown, in another container', async () => {
  const { send, sendInOther, texts, world, failSend } = await setupContainers();
  failSend('executed');
  await expect(send('Hi', KEY)).rejects.toMatchObject({ code: 'UNCONFIRMED', retryAfter: 5 });
  world.faults.clear();
  expect(await sendInOther('Hi', KEY)).toEqual({ once: true, replayed: true });
  expect(texts()).toEqual(['Hi']);
});

it('sends again only when it is certain that nothing was sent: after 36 seconds', async () => {
  const { send, sendInOther, texts, world, wait, failSend } = await setupContainers();
  await send('Before');
  failSend('not executed');
  await expect(send('Hi', KEY)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  world.faults.clear();
  wait(20 * SECOND);
  await expect(sendInOther('Hi', KEY)).rejects.toMatchObject({
    code: 'UNCONFIRMED',
    retryAfter: 16,
  });
  wait(15_999);
  await expect(send('Hi', KEY)).rejects.toMatchObject({ code: 'UNCONFIRMED', retryAfter: 2 });
  wait(1);
  expect(await sendInOther('Hi', KEY)).toEqual({ once: true });
  expect(texts()).toEqual(['Before', 'Hi']);
});

it('returns UNCLEAR and never sends again if the conversation was created by the look', async () => {
  const { send, sendInOther, texts, world, wait } = await setupContainers();
  let resolve = () => {};
  const appended = new Promise<void>((done) => (resolve = done));
  const never = new Promise<never>(() => {});
  world.faults.set('openConversation', () => never);
  world.faults.set('appendToSendLog', async (run) => {
    await run();
    resolve();
    return never;
  });
  // The first container ends after the append.
  send('Hi', KEY).catch(() => {});
  await appended;
  world.faults.clear();
  wait(40 * SECOND);
  await expect(sendInOther('Hi', KEY)).rejects.toMatchObject({ code: 'UNCLEAR' });
  await expect(sendInOther('Hi', KEY)).rejects.toMatchObject({ code: 'UNCLEAR' });
  expect(texts()).toEqual([]);
});

it('returns UNCLEAR if Wix may have changed the text of the message', async () => {
  const { send, sendInOther, world, visitorId, wait } = await setupContainers();
  world.faults.set('sendMessage', async (run) => {
    await run();
    const stored = world.messagesOf({ anonymousVisitorId: visitorId })[0];
    Reflect.set(stored ?? {}, 'content', { basic: { items: [{ text: 'Hi !' }] } });
    throw wixFailure(504);
  });
  await expect(send('Hi  !', KEY)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  world.faults.clear();
  await expect(sendInOther('Hi  !', KEY)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  wait(40 * SECOND);
  await expect(sendInOther('Hi  !', KEY)).rejects.toMatchObject({ code: 'UNCLEAR' });
  expect(world.messagesOf({ anonymousVisitorId: visitorId })).toHaveLength(1);
});

it('resolves an unknown outcome before it sends the same text with another key', async () => {
  const { send, sendInOther, texts, world, wait, failSend } = await setupContainers();
  await send('Before');
  failSend('not executed');
  await expect(send('Hi', KEY)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  world.faults.clear();
  await expect(sendInOther('Hi', OTHER_KEY)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  expect(await sendInOther('Another text')).toEqual({ once: false });
  wait(36 * SECOND);
  expect(await sendInOther('Hi', OTHER_KEY)).toEqual({ once: true });
  expect(await send('Hi', KEY)).toEqual({ once: true });
  expect(texts()).toEqual(['Before', 'Another text', 'Hi', 'Hi']);
});

it('does not send after a freeze of the container, and leaves the outcome to a later call', async () => {
  const { first, send, sendInOther, texts, world, wait } = await setupContainers();
  await send('Before');
  world.faults.set('openConversation', async (run) => {
    // Only the clock that is never set shows a freeze of the whole machine.
    first.clock.now += 4_999;
    await run();
    first.clock.now -= 4_999;
    first.clock.monotonic += 6 * SECOND;
  });
  await expect(send('Hi', KEY)).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  world.faults.clear();
  expect(texts()).toEqual(['Before']);
  wait(36 * SECOND);
  expect(await sendInOther('Hi', KEY)).toEqual({ once: true });
});

it('recognizes its own entry if the response of the append was lost', async () => {
  const { send, texts, world } = await setupContainers();
  world.faults.set('appendToSendLog', async (run) => {
    await run();
    throw networkFailure('ECONNRESET');
  });
  expect(await send('Hi', KEY)).toEqual({ once: true });
  world.faults.clear();
  expect(await send('Hi', KEY)).toEqual({ once: true, replayed: true });
  expect(texts()).toEqual(['Hi']);
});

it('repairs the log if the outcome could not be recorded', async () => {
  const { send, sendInOther, texts, world, first, wait } = await setupContainers();
  world.faults.set('updateSendLog', async () => {
    throw wixFailure(503);
  });
  expect(await send('Hi', KEY)).toEqual({ once: true });
  world.faults.clear();
  wait(3 * SECOND);
  expect(await sendInOther('Hi', KEY)).toEqual({ once: true, replayed: true });
  expect(texts()).toEqual(['Hi']);
  expect(first.entries).toMatchObject([{ level: 'error', operation: 'updateSendLog' }]);
});

it('returns TRY_LATER and sends nothing while the log cannot be read or written', async () => {
  for (const operation of ['listSendLog', 'appendToSendLog'] as const) {
    const { send, texts, world } = await setupContainers();
    world.faults.set(operation, async () => {
      throw wixFailure(429);
    });
    await expect(send('Hi', KEY)).rejects.toMatchObject({ code: 'TRY_LATER' });
    expect(texts()).toEqual([]);
    world.faults.clear();
    expect(await send('Hi', KEY)).toEqual({ once: true });
  }
});

it('remembers a key that is older than the newest entries of the log', async () => {
  const { send, sendInOther, texts } = await setupContainers();
  await send('First', KEY);
  for (let count = 0; count < 120; count += 1) await send(`Text ${String(count)}`);
  expect(await sendInOther('First', KEY)).toEqual({ once: true, replayed: true });
  expect(await send('First', KEY)).toEqual({ once: true, replayed: true });
  expect(texts().filter((text) => text === 'First')).toHaveLength(1);
});

it('notifies once an hour in all containers', async () => {
  const { send, sendInOther, world, wait } = await setupContainers();
  await send('1');
  await sendInOther('2');
  wait(3_600 * SECOND);
  await sendInOther('3');
  await send('4');
  expect(world.sent.map(({ as }) => as.sendNotifications)).toEqual([true, false, true, false]);
});
