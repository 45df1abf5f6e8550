// What page code cannot send to a web method, named.
import { expect, it } from 'vitest';
import { serializeArguments } from '../../../emulator/pages/browser/serialization.ts';

const self: { inner: unknown } = { inner: undefined };
self.inner = [self];
const shared = { day: new Date(0) };

it.each([
  [
    'an invalid date',
    [1, { days: [new Date(0), new Date('no')] }],
    'argument 2.days.1 is an invalid Date',
  ],
  ['a BigInt', [{ count: 1n }], 'argument 1.count is a BigInt, which JSON cannot contain'],
  ['a cycle', [self], 'argument 1.inner.0 contains itself'],
])('names %s', (_, args, problem) => {
  expect(() => serializeArguments(args, 'backend/a.jsw list')).toThrow(
    `backend/a.jsw list was not called: ${problem}`,
  );
});

it('writes everything else as JSON', () => {
  expect(serializeArguments([shared, shared, undefined, null, new Set([1])], 'a')).toBe(
    '[{"day":{"$date":"1970-01-01T00:00:00.000Z"}},{"day":{"$date":"1970-01-01T00:00:00.000Z"}},null,null,{}]',
  );
});
