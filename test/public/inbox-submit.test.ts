import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SubmitAnswer } from 'public/inbox-send-policy';
import { createSubmit, newIdempotencyKey } from 'public/inbox-submit';

const OK: SubmitAnswer = { ok: true };

/** A pending call of the web method. */
interface PendingSend {
  /** Seconds since the start of the test. */
  readonly at: number;
  readonly content: unknown;
  readonly key: string | undefined;
  answer(answer: SubmitAnswer | undefined): void;
  fail(): void;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** Lets seconds pass on the virtual clock. */
async function pass(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
}

/** Creates a submit function whose sends the test answers. */
function setup({ keys = ['key-1', 'key-2', 'key-3'] }: { keys?: string[] } = {}) {
  const startedAt = Date.now();
  const sends: PendingSend[] = [];
  const steps: string[] = [];
  const submit = createSubmit<unknown, SubmitAnswer>({
    send: (content, { idempotencyKey }) =>
      new Promise((resolve, reject) => {
        sends.push({
          at: (Date.now() - startedAt) / 1000,
          content,
          key: idempotencyKey,
          answer: resolve,
          fail: () => reject(new Error('the connection was lost')),
        });
      }),
    newKey: () => keys.shift(),
    onStep: (step, seconds) => steps.push(`${step} ${seconds}`),
  });
  return { submit, sends, steps, times: () => sends.map(({ at }) => at) };
}

function refused(code: string, retryAfter?: number): SubmitAnswer {
  const error = { code, message: 'No.' };
  return { ok: false, error: retryAfter === undefined ? error : { ...error, retryAfter } };
}

test('sends once, with a key, for ten calls before the answer', async () => {
  const { submit, sends } = setup();

  const answers = Array.from({ length: 10 }, () => submit({ text: 'hello' }));
  sends[0]?.answer(OK);

  expect(await Promise.all(answers)).toEqual(Array.from({ length: 10 }, () => OK));
  expect(sends).toMatchObject([{ content: { text: 'hello' }, key: 'key-1' }]);
});

test('uses a new key after a success, also for the same content', async () => {
  const { submit, sends } = setup();

  const first = submit('hello');
  sends[0]?.answer(OK);
  await first;
  void submit('hello');

  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-2']);
});

test('keeps the key after a failure while the content is the same', async () => {
  const { submit, sends } = setup();

  const first = submit({ a: 1, b: 2 });
  sends[0]?.answer(refused('PERMISSION_DENIED'));
  await first;
  void submit({ a: 1, b: 2 });

  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-1']);
});

test('uses a new key when the content has changed', async () => {
  const { submit, sends } = setup();

  const first = submit('hello');
  sends[0]?.answer(refused('INVALID_INPUT'));
  await first;
  void submit('hello!');

  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-2']);
});

test('keeps the keys of several contents that may have arrived', async () => {
  const { submit, sends } = setup();

  for (const content of ['one', 'two', 'one', 'two']) {
    const answer = submit(content);
    sends.at(-1)?.answer(refused('BUSY', 121));
    await answer;
  }

  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-2', 'key-1', 'key-2']);
});

test('retries from the start of the last try, and never before it was answered', async () => {
  const { submit, sends, times } = setup();

  void submit('hello');
  await pass(1.5);
  sends[0]?.fail();
  await pass(0.4);
  expect(times()).toEqual([0]);
  await pass(0.1);
  expect(times()).toEqual([0, 2]);
  await pass(14);
  sends[1]?.fail();
  await pass(0);

  expect(times()).toEqual([0, 2, 16]);
});

test('treats a call without a result as an unknown outcome', async () => {
  const { submit, sends } = setup();

  void submit('hello');
  sends[0]?.answer(undefined);
  await pass(2);

  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-1']);
});

test('counts retryAfter from the answer', async () => {
  const { submit, sends, times } = setup();

  void submit('hello');
  await pass(4);
  sends[0]?.answer(refused('UNCONFIRMED', 5));
  await pass(4.9);
  expect(times()).toEqual([0]);
  await pass(0.1);

  expect(times()).toEqual([0, 9]);
});

test.for([0, -1, Number.NaN])('ignores a retryAfter of %s', async (retryAfter) => {
  const { submit, sends, times } = setup();

  void submit('hello');
  sends[0]?.answer(refused('UNCONFIRMED', retryAfter));
  await pass(2);

  expect(times()).toEqual([0, 2]);
});

test('continues a second after a device wakes up, however long it slept', async () => {
  const { submit, sends, times } = setup();

  void submit('hello');
  sends[0]?.answer(refused('UNCONFIRMED', 60));
  await pass(10);
  // Timers stop while the device sleeps; the clock does not.
  vi.setSystemTime(Date.now() + 3600 * 1000);
  await pass(1);
  expect(times()).toEqual([0, 3611]);
  sends[1]?.fail();
  await pass(5.9);
  expect(times()).toEqual([0, 3611]);
  await pass(0.1);

  expect(times()).toEqual([0, 3611, 3617]);
});

test('does not wait longer if the clock is set back', async () => {
  const { submit, sends } = setup();

  void submit('hello');
  sends[0]?.fail();
  await pass(1);
  vi.setSystemTime(Date.now() - 3600 * 1000);
  await pass(1);

  expect(sends).toHaveLength(2);
});

test('reports the steps with the seconds until the next try', async () => {
  const { submit, sends, steps } = setup();

  const answer = submit('hello');
  sends[0]?.answer(refused('TOO_MANY_MESSAGES', 7));
  await pass(7);
  sends[1]?.answer(refused('UNCONFIRMED', 30));
  await pass(30);
  sends[2]?.answer(OK);

  expect(await answer).toEqual(OK);
  expect(steps).toEqual(['sending 0', 'limited 7', 'sending 0', 'checking 30']);
});

test('returns its own UNCONFIRMED after the last try, whatever the last answer was', async () => {
  const { submit, sends } = setup();

  const answer = submit('hello');
  for (const seconds of [2, 6, 12, 20, 0]) {
    sends.at(-1)?.answer(refused('TRY_LATER'));
    await pass(seconds);
  }

  expect(await answer).toMatchObject({ ok: false, error: { code: 'UNCONFIRMED' } });
  expect(sends).toHaveLength(5);
});

test.for([
  ['may have arrived', (pending: PendingSend) => pending.fail(), 'UNCLEAR', 1],
  ['was not sent', (pending: PendingSend) => pending.answer(refused('BUSY')), 'UNCONFIRMED', 5],
] as const)(
  'without a key, does not retry a message that may have arrived: %s',
  async ([, answerWith, code, count]) => {
    const { submit, sends } = setup({ keys: [] });

    const answer = submit('hello');
    for (const seconds of [2, 6, 12, 20, 0]) {
      const pending = sends.at(-1);
      if (pending) answerWith(pending);
      await pass(seconds);
    }

    expect(await answer).toMatchObject({ ok: false, error: { code } });
    expect(sends.map(({ key }) => key)).toEqual(Array.from({ length: count }, () => undefined));
  },
);

test('creates distinct keys of 128 random bits, as the web methods accept them', () => {
  const keys = Array.from({ length: 100 }, () => newIdempotencyKey());

  expect(new Set(keys).size).toBe(100);
  expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key ?? ''))).toBe(true);
});

test('creates no key without cryptographic randomness', () => {
  vi.stubGlobal('crypto', undefined);

  expect(newIdempotencyKey()).toBeUndefined();

  vi.unstubAllGlobals();
});
