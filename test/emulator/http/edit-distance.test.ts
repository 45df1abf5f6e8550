import { expect, test } from 'vitest';
import { findNearest } from '../../../emulator/http/edit-distance.ts';

test.each<[name: string, nearest: string | undefined]>([
  ['port', 'port'],
  ['ports', 'port'],
  ['sit', 'site'],
  ['', undefined],
  ['p', undefined],
  ['constructor', undefined],
])('finds the name that is nearest to %j', (name, nearest) => {
  expect(findNearest(name, ['site', 'port', 'help'])).toBe(nearest);
});
