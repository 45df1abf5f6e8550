import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import {
  minimal,
  textsOf,
  type Conversation,
  type MessagePage,
} from '../../support/emulator/wix/inbox/open-inbox.ts';
import { UNKNOWN_ID } from '../../support/emulator/wix/open-wix.ts';

const SEND = 'MessagesService.SendMessage';

async function setup() {
  const started = await startEmulator();
  const { session, control, send: request, requests } = started;
  const { token } = await session({ as: 'app' });
  async function rest<T>(method: string, path: string, body?: object): Promise<Answer<T>>;
  async function rest(method: string, path: string, body?: object): Promise<Answer<unknown>> {
    return request(method, path, body, token);
  }
  const participantId = { anonymousVisitorId: UNKNOWN_ID };
  const opened = await rest<{ conversation: Conversation }>('POST', '/inbox/v2/conversations', {
    participantId,
  });
  const { id: conversationId } = opened.json.conversation;
  return {
    ...started,
    setFaults: (...faults: object[]) => control('PUT', 'faults', { faults }),
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

it('`status` returns the status without executing the call', async () => {
  const { setFaults, send, texts, lastRequest } = await setup();
  await setFaults({ operation: SEND, calls: 'every', kind: 'status', status: 429 });
  expect(await send('lost')).toBe(429);
  expect(await lastRequest()).toMatchObject({ operation: SEND, status: 429 });
  expect(await texts()).toEqual([]);
});

it('`status` is 500 by default', async () => {
  const { setFaults, send } = await setup();
  await setFaults({ operation: SEND, calls: 'every', kind: 'status' });
  expect(await send('lost')).toBe(500);
});

it('`executed-504` executes the call and returns 504', async () => {
  const { setFaults, send, texts, events, settled } = await setup();
  await setFaults({ operation: SEND, calls: 'first', kind: 'executed-504' });
  expect([await send('done'), await send('too')]).toEqual([504, 200]);
  expect(await texts()).toEqual(['done', 'too']);
  await settled();
  expect((await events()).map(({ name }) => name)).toEqual([
    'message-sent-to-business',
    'message-sent-to-business',
  ]);
});

it('`executed-504` does not execute a call that Wix rejects', async () => {
  const { setFaults, send, texts } = await setup();
  await setFaults({ operation: SEND, calls: 'every', kind: 'executed-504' });
  expect(await send('')).toBe(400);
  expect(await send('x')).toBe(504);
  expect(await texts()).toEqual(['x']);
});

it('`delay` delays the execution, alone or before another fault', async () => {
  const { setFaults, send, texts, lastRequest } = await setup();
  const delay = { operation: SEND, calls: [1, 3], kind: 'delay', delayMs: 20 };
  await setFaults(delay, { operation: SEND, calls: [3], kind: 'status', status: 503 });
  const waits: number[] = [];
  for (const text of ['1', '2', '3']) {
    await send(text);
    waits.push((await lastRequest())?.ms ?? 0);
  }
  // A timer can fire a millisecond early.
  expect(Math.min(waits[0] ?? 0, waits[2] ?? 0)).toBeGreaterThanOrEqual(19);
  expect(await texts()).toEqual(['1', '2']);
});

it('a delayed call is executed after a later call without delay', async () => {
  const { setFaults, send, texts } = await setup();
  await setFaults({ operation: SEND, calls: 'first', kind: 'delay', delayMs: [20, 25] });
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
])('a fault for the calls %j affects only these calls', async (calls, expected) => {
  const { setFaults, send } = await setup();
  await setFaults({ operation: SEND, calls, kind: 'status', status: 503 });
  const statuses = [await send('1'), await send('2'), await send('3'), await send('4')];
  expect(statuses).toEqual(expected);
});

it('the operation `*` affects all operations, and calls are counted per operation', async () => {
  const { setFaults, send, open } = await setup();
  await setFaults({ operation: '*', calls: [2], kind: 'status', status: 503 });
  const statuses = [await send('1'), await open(), await send('2'), await open(), await open()];
  expect(statuses).toEqual([200, 200, 503, 503, 200]);
});

it('a fault affects only its operation', async () => {
  const { setFaults, open } = await setup();
  await setFaults({ operation: SEND, calls: 'every', kind: 'status', status: 503 });
  expect(await open()).toBe(200);
});

it('PUT /faults replaces the faults and restarts the count, GET lists them, DELETE removes them', async () => {
  const { setFaults, send, control } = await setup();
  const fault = { operation: SEND, calls: 'first', kind: 'status', status: 503 };
  expect(await setFaults(fault)).toEqual({ faults: [fault] });
  expect([await send('1'), await send('2')]).toEqual([503, 200]);
  await setFaults(fault);
  expect(await control('GET', 'faults')).toEqual({ faults: [fault] });
  expect(await send('3')).toBe(503);
  await setFaults({ ...fault, calls: 'every' });
  expect(await control('DELETE', 'faults')).toEqual({ faults: [] });
  expect([await send('4'), await control('GET', 'faults')]).toEqual([200, { faults: [] }]);
});

it('thirty concurrent calls are each delayed and executed once', async () => {
  const { setFaults, send, texts } = await setup();
  await setFaults({ operation: SEND, calls: 'every', kind: 'delay', delayMs: [0, 5] });
  const expected = Array.from({ length: 30 }, (_, number) => String(number));
  const statuses = await Promise.all(expected.map(send));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await texts()).toHaveLength(expected.length);
  expect(new Set(await texts())).toEqual(new Set(expected));
});
