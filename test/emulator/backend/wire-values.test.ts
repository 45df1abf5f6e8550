import { expect, it } from 'vitest';
import { readArguments, toWire, WIRE_LIMITS } from '../../../emulator/backend/wire-values.ts';

const DAY = '2026-11-20T10:00:00.000Z';

it('reads dates at every depth and leaves everything else as it is', () => {
  const body = JSON.stringify([1, 'a', null, { $date: DAY }, { in: [{ $date: DAY }] }]);
  const day = new Date(DAY);
  expect(readArguments(body)).toEqual([1, 'a', null, day, { in: [day] }]);
});

it('takes only a lone, valid $date for a date', () => {
  const args = [{ $date: 'soon' }, { $date: DAY, more: 1 }, { $date: 5 }];
  expect(readArguments(JSON.stringify(args))).toEqual(args);
});

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

it.each([
  ['nothing', '', 400, /0 characters that are no JSON/],
  ['no JSON', '{', 400, /1 characters that are no JSON/],
  ['an object', '{}', 400, /object came, a JSON array is allowed/],
  ['null', 'null', 400, /null came/],
  ['a text', '"secret"', 400, /^(?!.*secret).*string came/],
  ['__proto__', '[{"__proto__":{"admin":true}}]', 400, /the key "__proto__" is not allowed/],
  ['constructor', '[{"a":[{"constructor":1}]}]', 400, /the key "constructor"/],
  ['prototype', '[{"prototype":1}]', 400, /the key "prototype"/],
  ['65 levels', deep(WIRE_LIMITS.MAX_DEPTH + 1), 400, /64 levels are allowed/],
  ['a hundred thousand levels', deep(100_000), 400, /64 levels are allowed/],
  [
    '1 MiB and a byte',
    `["${'x'.repeat(WIRE_LIMITS.MAX_BODY_BYTES - 3)}"]`,
    413,
    /1048577 bytes came/,
  ],
  ['1 MiB of two-byte letters', `["${'é'.repeat(WIRE_LIMITS.MAX_BODY_BYTES / 2)}"]`, 413, /bytes/],
])('refuses %s', (_, body, status, says) => {
  const refused = refusalOf(body);
  expect(refused).toMatchObject({ status });
  expect(refused.message).toMatch(says);
});

it('reads what is exactly at the limits', () => {
  expect(readArguments(deep(WIRE_LIMITS.MAX_DEPTH))).toHaveLength(1);
  const body = `["${'x'.repeat(WIRE_LIMITS.MAX_BODY_BYTES - 4)}"]`;
  expect(Buffer.byteLength(body)).toBe(WIRE_LIMITS.MAX_BODY_BYTES);
  expect(readArguments(body)).toHaveLength(1);
});

it('writes dates, and drops what JSON drops', () => {
  const value = {
    day: new Date(DAY),
    list: [undefined, new Date(DAY), () => 1],
    gone: undefined,
    call: () => 1,
    map: new Map([[1, 2]]),
    own: { toJSON: () => ({ via: 'toJSON' }) },
    number: Number.NaN,
  };
  expect(JSON.parse(JSON.stringify(toWire(value)))).toEqual({
    day: { $date: DAY },
    list: [null, { $date: DAY }, null],
    map: {},
    own: { via: 'toJSON' },
    number: null,
  });
  expect(toWire(undefined)).toBeUndefined();
});

it('writes a value twice where it stands twice, and refuses one that holds itself', () => {
  const shared = { a: 1 };
  expect(toWire([shared, shared])).toEqual([shared, shared]);
  const own: { self?: unknown } = {};
  own.self = own;
  expect(() => toWire(own)).toThrow('Converting circular structure to JSON');
  expect(() => toWire([1n])).toThrow('BigInt');
});

function refusalOf(body: string): Error {
  try {
    readArguments(body);
  } catch (error) {
    if (error instanceof Error) {
      return error;
    }
  }
  throw new Error('The arguments were read');
}
