import { expect, it } from 'vitest';
import { createEntryPoints } from 'backend/inbox/entry-points';
import { InboxError } from 'backend/inbox/error';
import type { LogEntry } from 'backend/inbox/log';
import { fromWixError } from 'backend/inbox/wix/error';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';

const SECRETS = /canary|ada@example\.com|eyJ|text of a person/;

function setup() {
  const entries: LogEntry[] = [];
  const entryPoints = createEntryPoints({
    log: (entry) => void entries.push(entry),
    id: () => 'request-1',
  });
  const fail = (error: unknown) =>
    entryPoints.respond(async () => {
      throw error;
    });
  return { ...entryPoints, fail, entries };
}

it('respond returns a result with ok: true', async () => {
  const { respond, entries } = setup();
  expect(await respond(async () => ({ once: true }))).toEqual({ ok: true, once: true });
  expect(entries).toEqual([]);
});

it('respond returns invalid input with its fields, and logs nothing', async () => {
  const { fail, entries } = setup();
  expect(
    await fail(new InboxError('INVALID_INPUT', { fields: { text: 'Expected text.' } })),
  ).toEqual({
    ok: false,
    error: {
      code: 'INVALID_INPUT',
      message: 'Please check your entries.',
      fields: { text: 'Expected text.' },
    },
  });
  expect(entries).toEqual([]);
});

it('respond returns the code of a failed call to Wix, and logs it once with the listed fields only', async () => {
  const { fail, entries } = setup();
  const error = wixFailure(403, 'IDENTITY_DOES_NOT_MATCH', { email: 'ada@example.com' });
  const answer = await fail(fromWixError(error, 'sendMessage'));
  expect(answer).toEqual({
    ok: false,
    error: {
      code: 'IDENTITY_DOES_NOT_MATCH',
      message: 'The sender is not part of this conversation.',
      requestId: 'request-1',
    },
  });
  expect(entries).toEqual([
    {
      level: 'error',
      what: 'Failed to run a web method',
      requestId: 'request-1',
      code: 'IDENTITY_DOES_NOT_MATCH',
      operation: 'sendMessage',
      status: 403,
      wixCode: 'IDENTITY_DOES_NOT_MATCH',
    },
  ]);
});

function circular(): Error {
  const error = networkFailure('ECONNRESET');
  return Object.assign(error, { runtimeError: error, canary: 'canary' });
}

it.each([
  ['an error', new TypeError('canary ada@example.com')],
  ['an error of several lines', new Error('canary\n    at canary (eyJ.token)\n    at eyJ')],
  ['an error that refers to itself', circular()],
  ["Wix's error", wixFailure(500)],
  ['text', 'canary'],
  ['an object', { email: 'ada@example.com' }],
  ['null', null],
  ['undefined', undefined],
] as const)(
  'returns UNEXPECTED with a request id for %s, without its text in the result or the log',
  async (_, thrown) => {
    const { fail, runEventHandler, entries } = setup();
    const answer = await fail(thrown);
    expect(answer).toEqual({
      ok: false,
      error: {
        code: 'UNEXPECTED',
        message: 'Something went wrong on our side. Please try again later.',
        requestId: 'request-1',
      },
    });
    expect(entries).toHaveLength(1);
    expect(JSON.stringify({ answer, entries })).not.toMatch(SECRETS);

    const error: unknown = await runEventHandler(() => Promise.reject(thrown)).catch(
      (clean: unknown) => clean,
    );
    expect(String(error)).toContain('UNEXPECTED');
    expect(String(error)).not.toMatch(SECRETS);
  },
);

it('logs where an unexpected error was thrown', async () => {
  const { fail, entries } = setup();
  await fail(new RangeError('canary'));
  expect(entries[0]?.cause).toBe('RangeError');
  expect(entries[0]?.frames?.[0]).toMatch(/^at .*entry-points\.test\.ts:\d+:\d+/);
});

it.each([
  ['in the message', (text: string) => new Error(text)],
  ...['x', 'E', 'r', 'first', 'first line', '', '\n', ': '].map(
    (message) =>
      [
        `in a message that was changed to ${JSON.stringify(message)} later`,
        (text: string) => Object.assign(new Error(text), { message }),
      ] as const,
  ),
] as const)('logs no text that looks like a stack frame %s', async (_, createError) => {
  const { fail, entries } = setup();
  await fail(createError('first line\n    at canary (canary.ts:1:1)\n    at canary.ts:2:2'));
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain('canary');
});

it.each([
  ['without a message', () => new Error()],
  ['of Node', () => nodeError()],
  ['of a class of its own', () => new (class OwnError extends Error {})('text')],
] as const)('logs the frames of an error %s', async (_, createError) => {
  const { fail, entries } = setup();
  await fail(createError());
  expect(entries[0]?.frames?.length).toBeGreaterThan(0);
});

/** Returns an error of Node, whose stack trace starts with a code. */
function nodeError(): unknown {
  try {
    return new URL('no URL');
  } catch (error) {
    return error;
  }
}
