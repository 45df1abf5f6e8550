import { expect, test } from 'vitest';
import { createWorkerScope } from '../../../emulator/pages/worker-scope.ts';

/** Creates the globals of page code in a window; like a browser's, its `document` cannot be removed. */
function createScope() {
  const window = Object.defineProperty({ setTimeout: () => 1 }, 'document', { value: {} });
  const self: unknown = Reflect.get(createWorkerScope(window, window), 'self');
  if (typeof self !== 'object' || self === null) throw new Error('no global object');
  return self;
}

test('page code can ask its global object for the names that a worker does not have', () => {
  const self = createScope();
  expect(['document', 'window', 'setTimeout'].filter((name) => name in self)).toEqual([
    'setTimeout',
  ]);
  expect([Reflect.get(self, 'document'), Object.hasOwn(self, 'document')]).toEqual([
    undefined,
    false,
  ]);
});

test('page code can set, find and delete its own globals', () => {
  const self = createScope();
  Reflect.set(self, 'mine', 1);
  Object.defineProperty(self, 'yours', { value: 2, configurable: true });
  expect([Object.hasOwn(self, 'mine'), Reflect.get(self, 'yours')]).toEqual([true, 2]);
  Reflect.deleteProperty(self, 'mine');
  expect('mine' in self).toBe(false);
});
