import { expect, test, vi } from 'vitest';
import { createSubmit, newIdempotencyKey } from 'public/inbox-submit';
import type { SubmitAnswer, SubmitStep } from 'public/inbox-submit';

const OK: SubmitAnswer = { ok: true };

interface Sent {
  readonly content: unknown;
  readonly key: string | undefined;
  answer(answer: SubmitAnswer | undefined): void;
  lose(): void;
}

/** A page whose sends are answered, and whose clock goes on, when the test says so. */
function setup({ keys = ['key-1', 'key-2', 'key-3'] }: { keys?: (string | undefined)[] } = {}) {
  const sends: Sent[] = [];
  const steps: SubmitStep[] = [];
  const waits: { readonly seconds: number; over(): void }[] = [];
  const submit = createSubmit<unknown, SubmitAnswer>({
    send: (content, { idempotencyKey }) =>
      new Promise((resolve, reject) => {
        sends.push({
          content,
          key: idempotencyKey,
          answer: resolve,
          lose: () => reject(new Error('the connection was lost')),
        });
      }),
    newKey: () => keys.shift(),
    wait: (seconds) => new Promise((over) => waits.push({ seconds, over })),
    onStep: (step) => steps.push(step),
  });
  const settle = () => new Promise((done) => setImmediate(done));
  return { submit, sends, steps, waits, settle };
}

function unconfirmed(retryAfter?: number): SubmitAnswer {
  const error = { code: 'UNCONFIRMED', message: 'We are not sure yet.' };
  return { ok: false, error: retryAfter === undefined ? error : { ...error, retryAfter } };
}

function refused(code: string): SubmitAnswer {
  return { ok: false, error: { code, message: 'No.', retryAfter: 5 } };
}

test('sends once, with a key, however often it is called before the answer', async () => {
  const { submit, sends } = setup();

  const answers = Array.from({ length: 10 }, () => submit({ text: 'hello' }));
  sends[0]?.answer(OK);

  expect(await Promise.all(answers)).toEqual(Array.from({ length: 10 }, () => OK));
  expect(sends).toMatchObject([{ content: { text: 'hello' }, key: 'key-1' }]);
});

test('takes a new key after a success, also for the same content', async () => {
  const { submit, sends } = setup();

  const first = submit('hello');
  sends[0]?.answer(OK);
  await first;
  void submit('hello');

  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-2']);
});

test('keeps the key while the content is the same, whatever went wrong', async () => {
  const { submit, sends } = setup();

  const first = submit({ a: 1, b: 2 });
  sends[0]?.answer(refused('TRY_LATER'));
  await first;
  void submit({ a: 1, b: 2 });

  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-1']);
});

test('takes a new key when the content has changed', async () => {
  const { submit, sends } = setup();

  const first = submit('hello');
  sends[0]?.answer(refused('INVALID_INPUT'));
  await first;
  void submit('hello!');

  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-2']);
});

test('asks once more on UNCONFIRMED, with the same key, after retryAfter', async () => {
  const { submit, sends, steps, waits, settle } = setup();

  const answer = submit('hello');
  sends[0]?.answer(unconfirmed(7));
  await settle();
  expect(waits.map(({ seconds }) => seconds)).toEqual([7]);
  expect(sends).toHaveLength(1);
  waits[0]?.over();
  await settle();
  sends[1]?.answer(OK);

  expect(await answer).toEqual(OK);
  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-1']);
  expect(steps).toEqual(['sending', 'checking']);
});

test('asks only once more: the second UNCONFIRMED is the answer, and the key is kept', async () => {
  const { submit, sends, waits, settle } = setup();

  const answer = submit('hello');
  sends[0]?.answer(unconfirmed(1));
  await settle();
  waits[0]?.over();
  await settle();
  sends[1]?.answer(unconfirmed(1));

  expect(await answer).toEqual(unconfirmed(1));
  void submit('hello');
  expect(sends.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-1']);
});

test.for([
  ['a lost connection', (sent: Sent) => sent.lose()],
  ['no answer', (sent: Sent) => sent.answer(undefined)],
] as const)('asks once more after %s, and says UNCONFIRMED when it stays so', async ([, fail]) => {
  const { submit, sends, waits, settle } = setup();

  const answer = submit('hello');
  for (const turn of [0, 1]) {
    const sent = sends[turn];
    if (sent) fail(sent);
    await settle();
    waits[turn]?.over();
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
] as const)('waits for a retryAfter of %s: %s seconds', async ([retryAfter, seconds]) => {
  const { submit, sends, waits, settle } = setup();

  void submit('hello');
  sends[0]?.answer(unconfirmed(retryAfter));
  await settle();

  expect(waits.map((it) => it.seconds)).toEqual([seconds]);
});

test.for(['TRY_LATER', 'BUSY', 'TOO_MANY_MESSAGES', 'INVALID_INPUT'])(
  'repeats nothing by itself on %s',
  async (code) => {
    const { submit, sends, waits } = setup();

    const answer = submit('hello');
    sends[0]?.answer(refused(code));

    expect(await answer).toEqual(refused(code));
    expect(sends).toHaveLength(1);
    expect(waits).toEqual([]);
  },
);

test('repeats nothing by itself where the page could not make a key', async () => {
  const { submit, sends, waits } = setup({ keys: [undefined] });

  const answer = submit('hello');
  sends[0]?.lose();

  expect(await answer).toMatchObject({ ok: false, error: { code: 'UNCONFIRMED' } });
  expect(sends).toMatchObject([{ key: undefined }]);
  expect(waits).toEqual([]);
});

test('makes keys of 128 random bits that the doors accept, no two alike', () => {
  const keys = Array.from({ length: 100 }, () => newIdempotencyKey());

  expect(new Set(keys).size).toBe(100);
  expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key ?? ''))).toBe(true);
});

test('makes no key where the page has no cryptographic randomness', () => {
  vi.stubGlobal('crypto', undefined);

  expect(newIdempotencyKey()).toBeUndefined();

  vi.unstubAllGlobals();
});
