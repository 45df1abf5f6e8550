import { expect, it } from 'vitest';
import { startEmulator } from '../../emulator.ts';
import { minimal, textsOf, type Conversation, type MessagePage } from '../wix/inbox/open-inbox.ts';
import { NOBODY } from '../wix/open-wix.ts';

const SEND = 'MessagesService.SendMessage';

async function setup() {
  const started = await startEmulator();
  const { session, control, send: call, requests } = started;
  const { token } = await session({ as: 'app' });
  async function rest<T>(method: string, path: string, body?: object): Promise<Answer<T>>;
  async function rest(method: string, path: string, body?: object): Promise<Answer<unknown>> {
    return call(method, path, body, token);
  }
  const participantId = { anonymousVisitorId: NOBODY };
  const opened = await rest<{ conversation: Conversation }>('POST', '/inbox/v2/conversations', {
    participantId,
  });
  const { id: conversationId } = opened.json.conversation;
  return {
    ...started,
    order: (...faults: object[]) => control('PUT', 'faults', { faults }),
    send: async (text: string) => {
      const body = { conversationId, message: minimal(text) };
      return (await rest('POST', '/inbox/v2/messages', body)).status;
    },
    open: async () => (await rest('POST', '/inbox/v2/conversations', { participantId })).status,
    texts: async () => {
      const path = `/inbox/v2/messages?conversationId=${conversationId}&visibility=BUSINESS`;
      return textsOf((await rest<MessagePage>('GET', path)).json).toReversed();
    },
    lastRequest: async () => (await requests()).at(-1),
  };
}

interface Answer<T> {
  readonly status: number;
  readonly json: T;
}

it('`status` answers without executing', async () => {
  const { order, send, texts, lastRequest } = await setup();
  await order({ operation: SEND, calls: 'every', kind: 'status', status: 429 });
  expect(await send('lost')).toBe(429);
  expect(await lastRequest()).toMatchObject({ operation: SEND, status: 429 });
  expect(await texts()).toEqual([]);
});

it('`status` is 500 unless it is named', async () => {
  const { order, send } = await setup();
  await order({ operation: SEND, calls: 'every', kind: 'status' });
  expect(await send('lost')).toBe(500);
});

it('`executed-504` executes and answers 504', async () => {
  const { order, send, texts, events, settled } = await setup();
  await order({ operation: SEND, calls: 'first', kind: 'executed-504' });
  expect([await send('done'), await send('too')]).toEqual([504, 200]);
  expect(await texts()).toEqual(['done', 'too']);
  await settled();
  expect((await events()).map(({ name }) => name)).toEqual([
    'message-sent-to-business',
    'message-sent-to-business',
  ]);
});

it('`executed-504` does not turn a refusal into a send', async () => {
  const { order, send, texts } = await setup();
  await order({ operation: SEND, calls: 'every', kind: 'executed-504' });
  expect(await send('')).toBe(400);
  expect(await send('x')).toBe(504);
  expect(await texts()).toEqual(['x']);
});

it('`delay` waits before it executes, alone or before another fault', async () => {
  const { order, send, texts, lastRequest } = await setup();
  const delay = { operation: SEND, calls: [1, 3], kind: 'delay', delayMs: 20 };
  await order(delay, { operation: SEND, calls: [3], kind: 'status', status: 503 });
  const waits: number[] = [];
  for (const text of ['1', '2', '3']) {
    await send(text);
    waits.push((await lastRequest())?.ms ?? 0);
  }
  // A timer may be a millisecond early.
  expect(Math.min(waits[0] ?? 0, waits[2] ?? 0)).toBeGreaterThanOrEqual(19);
  expect(await texts()).toEqual(['1', '2']);
});

it('a delayed call is overtaken by the next', async () => {
  const { order, send, texts } = await setup();
  await order({ operation: SEND, calls: 'first', kind: 'delay', delayMs: [20, 25] });
  const slow = send('first');
  expect(await send('second')).toBe(200);
  await slow;
  expect(await texts()).toEqual(['second', 'first']);
});

it.each([
  ['first', [503, 200, 200, 200]],
  ['every', [503, 503, 503, 503]],
  [[2], [200, 503, 200, 200]],
  [
    [1, 3],
    [503, 200, 503, 200],
  ],
  [[], [200, 200, 200, 200]],
])('a fault for the calls %j strikes them', async (calls, wanted) => {
  const { order, send } = await setup();
  await order({ operation: SEND, calls, kind: 'status', status: 503 });
  const statuses = [await send('1'), await send('2'), await send('3'), await send('4')];
  expect(statuses).toEqual(wanted);
});

it('calls are counted for each operation alone, `*` strikes them all', async () => {
  const { order, send, open } = await setup();
  await order({ operation: '*', calls: [2], kind: 'status', status: 503 });
  const statuses = [await send('1'), await open(), await send('2'), await open(), await open()];
  expect(statuses).toEqual([200, 200, 503, 503, 200]);
});

it('a fault strikes only its operation', async () => {
  const { order, open } = await setup();
  await order({ operation: SEND, calls: 'every', kind: 'status', status: 503 });
  expect(await open()).toBe(200);
});

it('PUT replaces the faults and counts anew, GET shows them, DELETE ends them', async () => {
  const { order, send, control } = await setup();
  const fault = { operation: SEND, calls: 'first', kind: 'status', status: 503 };
  expect(await order(fault)).toEqual({ faults: [fault] });
  expect([await send('1'), await send('2')]).toEqual([503, 200]);
  await order(fault);
  expect(await control('GET', 'faults')).toEqual({ faults: [fault] });
  expect(await send('3')).toBe(503);
  await order({ ...fault, calls: 'every' });
  expect(await control('DELETE', 'faults')).toEqual({ faults: [] });
  expect([await send('4'), await control('GET', 'faults')]).toEqual([200, { faults: [] }]);
});

it('thirty calls at once are each delayed and each executed once', async () => {
  const { order, send, texts } = await setup();
  await order({ operation: SEND, calls: 'every', kind: 'delay', delayMs: [0, 5] });
  const wanted = Array.from({ length: 30 }, (_, number) => String(number));
  const statuses = await Promise.all(wanted.map(send));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await texts()).toHaveLength(wanted.length);
  expect(new Set(await texts())).toEqual(new Set(wanted));
});
