import { expect, it } from 'vitest';
import {
  parseArguments,
  serializeValue,
  ARGUMENT_LIMITS,
} from '../../../emulator/backend/serialization.ts';

const DAY = '2026-11-20T10:00:00.000Z';

it('parses dates at every depth and leaves other values unchanged', () => {
  const body = JSON.stringify([1, 'a', null, { $date: DAY }, { in: [{ $date: DAY }] }]);
  const day = new Date(DAY);
  expect(parseArguments(body)).toEqual([1, 'a', null, day, { in: [day] }]);
});

it('parses $date as a date only if it is valid and the only key', () => {
  const args = [{ $date: 'soon' }, { $date: DAY, more: 1 }, { $date: 5 }];
  expect(parseArguments(JSON.stringify(args))).toEqual(args);
});

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

it.each([
  ['an empty body', '', 400, /0 characters that are not JSON/],
  ['invalid JSON', '{', 400, /1 characters that are not JSON/],
  ['an object', '{}', 400, /received object, expected a JSON array/],
  ['null', 'null', 400, /received null/],
  ['a string', '"secret"', 400, /^(?!.*secret).*received string/],
  ['__proto__', '[{"__proto__":{"admin":true}}]', 400, /the key "__proto__" is not allowed/],
  ['constructor', '[{"a":[{"constructor":1}]}]', 400, /the key "constructor"/],
  ['prototype', '[{"prototype":1}]', 400, /the key "prototype"/],
  ['65 levels', deep(ARGUMENT_LIMITS.MAX_DEPTH + 1), 400, /64 levels are allowed/],
  ['a hundred thousand levels', deep(100_000), 400, /64 levels are allowed/],
  [
    '1 MiB and a byte',
    `["${'x'.repeat(ARGUMENT_LIMITS.MAX_BODY_BYTES - 3)}"]`,
    413,
    /received 1048577 bytes/,
  ],
  [
    '1 MiB of two-byte letters',
    `["${'é'.repeat(ARGUMENT_LIMITS.MAX_BODY_BYTES / 2)}"]`,
    413,
    /bytes/,
  ],
])('rejects %s', (_, body, status, message) => {
  const error = parseError(body);
  expect(error).toMatchObject({ status });
  expect(error.message).toMatch(message);
});

it('parses arguments exactly at the limits', () => {
  expect(parseArguments(deep(ARGUMENT_LIMITS.MAX_DEPTH))).toHaveLength(1);
  const body = `["${'x'.repeat(ARGUMENT_LIMITS.MAX_BODY_BYTES - 4)}"]`;
  expect(Buffer.byteLength(body)).toBe(ARGUMENT_LIMITS.MAX_BODY_BYTES);
  expect(parseArguments(body)).toHaveLength(1);
});

it('serializes dates, and drops the values that JSON drops', () => {
  const value = {
    day: new Date(DAY),
    list: [undefined, new Date(DAY), () => 1],
    gone: undefined,
    call: () => 1,
    map: new Map([[1, 2]]),
    own: { toJSON: () => ({ via: 'toJSON' }) },
    number: Number.NaN,
  };
  expect(JSON.parse(JSON.stringify(serializeValue(value)))).toEqual({
    day: { $date: DAY },
    list: [null, { $date: DAY }, null],
    map: {},
    own: { via: 'toJSON' },
    number: null,
  });
  expect(serializeValue(undefined)).toBeUndefined();
});

it('serializes a value that occurs twice, and rejects one that contains itself', () => {
  const shared = { a: 1 };
  expect(serializeValue([shared, shared])).toEqual([shared, shared]);
  const own: { self?: unknown } = {};
  own.self = own;
  expect(() => serializeValue(own)).toThrow('Converting circular structure to JSON');
  expect(() => serializeValue([1n])).toThrow('BigInt');
});

function parseError(body: string): Error {
  try {
    parseArguments(body);
  } catch (error) {
    if (error instanceof Error) {
      return error;
    }
  }
  throw new Error('The arguments were parsed without an error');
}
