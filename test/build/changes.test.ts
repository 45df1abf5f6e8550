import { renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeChanges } from '../../build/install/changes.mjs';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { filesIn, writeInto } from '../support/build/site-on-disk.ts';

const BEFORE = { 'backend/a.js': 'a\r\n', 'backend/gone.js': 'gone\n' };
const CHANGES = [
  { file: 'backend/a.js', text: 'b\n' },
  { file: 'backend/gone.js' },
  { file: 'public/deep/new.js', text: 'new\n' },
];

function setup() {
  const site = temporaryFolder(BEFORE);
  let moves = 0;
  return {
    site,
    /** Returns a function that moves files and fails at the move with this number. */
    failingAt: (number: number) => (from: string, to: string) => {
      moves += 1;
      if (moves === number) throw new Error('the disk is full');
      renameSync(from, to);
    },
  };
}

test('makes all changes, and leaves no other files', () => {
  const { site } = setup();
  makeChanges(site, CHANGES);
  expect(filesIn(site)).toEqual({ 'backend/a.js': 'b\n', 'public/deep/new.js': 'new\n' });
});

test.each([1, 2])('reverts all changes if move %i fails', (number) => {
  const { site, failingAt } = setup();
  expect(() => makeChanges(site, CHANGES, failingAt(number))).toThrow('the disk is full');
  expect(filesIn(site)).toEqual(BEFORE);
});

test('changes nothing if the staging folder has other files', () => {
  const { site } = setup();
  writeInto(site, { '.velo-inbox-new/mine.txt': 'mine' });
  expect(() => makeChanges(site, CHANGES)).toThrow('.velo-inbox-new has files');
  expect(filesIn(site)).toEqual({ ...BEFORE, '.velo-inbox-new/mine.txt': 'mine' });
});

test('deletes the staging folder of an interrupted run', () => {
  const { site } = setup();
  writeInto(site, { '.velo-inbox-new/0': 'half' });
  makeChanges(site, [{ file: 'backend/a.js', text: 'b\n' }]);
  expect(filesIn(site)).toEqual({ ...BEFORE, 'backend/a.js': 'b\n' });
});
