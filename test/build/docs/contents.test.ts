import { fileURLToPath } from 'node:url';
import { settings } from 'backend/inbox-settings';
import { INBOX_ERRORS } from 'public/inbox-errors';
import { expect, test } from 'vitest';
import { readPages } from '../../../build/docs/pages.mjs';
import { coverageTable } from '../../support/coverage-table.ts';

const pages = readPages(fileURLToPath(new URL('../../..', import.meta.url)));

test('the pages explain every code that a web method can answer', () => {
  const missing = Object.keys(INBOX_ERRORS).filter(
    (code) => !pages.some(({ text }) => text.includes(`\`${code}\``)),
  );
  expect(missing).toEqual([]);
});

test('one page explains every setting', () => {
  const names = Object.keys(settings);
  const explaining = pages.filter(({ text }) =>
    names.every((name) => text.includes(`| \`${name}\``)),
  );
  expect(explaining.map(({ file }) => file)).toHaveLength(1);
});

test('one page has the table of what the emulator does and does not', () => {
  const tables = pages.flatMap(({ text }) => [
    ...text.matchAll(/<!-- coverage -->\n(.*)<!-- \/coverage -->/gs),
  ]);
  const cells = tables.map(([, table = '']) =>
    table
      .trim()
      .split('\n')
      .filter((line) => !/^\|[\s|:-]+$/.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
  );
  expect(cells).toEqual([coverageTable()]);
});
