import { expect, test, vi } from 'vitest';
import { createSubmit, newIdempotencyKey } from 'public/inbox-submit';
import type { SubmitAnswer, SubmitStep } from 'public/inbox-submit';
import { settle } from '../support/public/fake-ports.ts';

const OK: SubmitAnswer = { ok: true };

/** A pending call of the web method. */
interface PendingSend {
  readonly content: unknown;
  readonly key: string | undefined;
  answer(answer: SubmitAnswer | undefined): void;
  fail(): void;
}

/** Creates a submit function whose sends and waits the test ends. */
function setup({ keys = ['key-1', 'key-2', 'key-3'] }: { keys?: (string | undefined)[] } = {}) {
  const sends: PendingSend[] = [];
  const steps: SubmitStep[] = [];
  const waits: { readonly seconds: number; end(): void }[] = [];
  const submit = createSubmit<unknown, SubmitAnswer>({
    send: (content, { idempotencyKey }) =>
      new Promise((resolve, reject) => {
        sends.push({
          content,
          key: idempotencyKey,
          answer: resolve,
          fail: () => reject(new Error('the connection was lost')),
        });
      }),
    newKey: () => keys.shift(),
    wait: (seconds) => new Promise((end) => waits.push({ seconds, end })),
    onStep: (step) => steps.push(step),
  });
  return { submit, sends, steps, waits };
}

function unconfirmed(retryAfter?: number): SubmitAnswer {
  const error = { code: 'UNCONFIRMED', message: 'We are not sure yet.' };
  return { ok: false, error: retryAfter === undefined ? error : { ...error, retryAfter } };
}

function refused(code: string): SubmitAnswer {
  return { ok: false, error: { code, message: 'No.', retryAfter: 5 } };
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
  sends[0]?.answer(refused('TRY_LATER'));
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

test('retries once on UNCONFIRMED, with the same key, after retryAfter', async () => {
  const { submit, sends, steps, waits } = setup();

  const answer = submit('hello');
  sends[0]?.answer(unconfirmed(7));
  await settle();
  expect(waits.map(({ seconds }) => seconds)).toEqual([7]);
  expect(sends).toHaveLength(1);
  waits[0]?.end();
  await settle();
  sends[1]?.answer(OK);

  expect(await answer).toEqual(OK);
  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-1']);
  expect(steps).toEqual(['sending', 'checking']);
});

test('returns the second UNCONFIRMED, and keeps the key', async () => {
  const { submit, sends, waits } = setup();

  const answer = submit('hello');
  sends[0]?.answer(unconfirmed(1));
  await settle();
  waits[0]?.end();
  await settle();
  sends[1]?.answer(unconfirmed(1));

  expect(await answer).toEqual(unconfirmed(1));
  void submit('hello');
  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-1']);
});

test.for([
  ['a lost connection', (pending: PendingSend) => pending.fail()],
  ['no answer', (pending: PendingSend) => pending.answer(undefined)],
] as const)('retries once after %s, then returns UNCONFIRMED', async ([, fail]) => {
  const { submit, sends, waits } = setup();

  const answer = submit('hello');
  for (const attempt of [0, 1]) {
    const pending = sends[attempt];
    if (pending) fail(pending);
    await settle();
    waits[attempt]?.end();
    await settle();
  }

  expect(await answer).toMatchObject({ ok: false, error: { code: 'UNCONFIRMED' } });
  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-1']);
});

test.for([
  [undefined, 3],
  [0, 3],
  [Number.NaN, 3],
  [3600, 30],
] as const)('waits for a retryAfter of %s for %s seconds', async ([retryAfter, seconds]) => {
  const { submit, sends, waits } = setup();

  void submit('hello');
  sends[0]?.answer(unconfirmed(retryAfter));
  await settle();

  expect(waits.map((wait) => wait.seconds)).toEqual([seconds]);
});

test.for(['TRY_LATER', 'BUSY', 'TOO_MANY_MESSAGES', 'INVALID_INPUT'])(
  'does not retry on %s',
  async (code) => {
    const { submit, sends, waits } = setup();

    const answer = submit('hello');
    sends[0]?.answer(refused(code));

    expect(await answer).toEqual(refused(code));
    expect(sends).toHaveLength(1);
    expect(waits).toEqual([]);
  },
);

test('does not retry without a key', async () => {
  const { submit, sends, waits } = setup({ keys: [undefined] });

  const answer = submit('hello');
  sends[0]?.fail();

  expect(await answer).toMatchObject({ ok: false, error: { code: 'UNCONFIRMED' } });
  expect(sends).toMatchObject([{ key: undefined }]);
  expect(waits).toEqual([]);
});

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
