import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settings } from './support/settings.ts';
import { CHAT_TEXTS } from 'public/inbox-chat-texts';
import { DASHBOARD_TEXTS } from 'public/inbox-dashboard-texts';
import { INBOX_ERRORS } from 'public/inbox-errors';
import { expect, test } from 'vitest';
import { LAYERS } from '../build/lint/layers.mjs';
import { Seed } from '../emulator/control/seed.ts';
import { SessionInput } from '../emulator/control/sessions.ts';
import { AssumptionsInput } from '../emulator/wix/core/assumptions.ts';
import { EVENT_TYPES } from '../emulator/wix/core/event-types.ts';
import { Fault } from '../emulator/wix/core/faults.ts';
import { coverageTable } from './support/coverage-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Returns the names that the page does not have in inline code. */
function missingIn(file: string, names: readonly string[]): readonly string[] {
  const page = read(file);
  return names.filter((name) => !page.includes(`\`${name}\``));
}

/** Returns the names without a row in a table of the page: `| `name` | ... |`. */
function withoutRow(file: string, names: readonly string[]): readonly string[] {
  const page = read(file);
  return names.filter((name) => !page.includes(`| \`${name}\``));
}

/** Returns the cells of a table, without the line between header and rows. */
function cellsOf(table: string): readonly (readonly string[])[] {
  return table
    .trim()
    .split('\n')
    .filter((line) => !/^\|[\s|:-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test('docs/web-methods.md lists every error code', () => {
  expect(missingIn('docs/web-methods.md', Object.keys(INBOX_ERRORS))).toEqual([]);
});

test('docs/web-methods.md says what every error code means', () => {
  const [, section = ''] = /^## Error codes\n(.*?)^## /ms.exec(read('docs/web-methods.md')) ?? [];
  const rows = cellsOf(section.replaceAll(/^(?!\|).*\n/gm, '')).filter(([code]) => code !== 'Code');
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(([, , meaning = '']) => !/^\S.*\.$/.test(meaning))).toEqual([]);
});

test('docs/errors.md names no error code that does not exist', () => {
  const named = [...read('docs/errors.md').matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)];
  expect(named.map(([, code = '']) => code).filter((code) => !(code in INBOX_ERRORS))).toEqual([]);
});

test('docs/customise.md explains every setting', () => {
  const { notifications, limits, texts } = settings;
  const names = [settings, notifications, limits, texts].flatMap((it) => Object.keys(it));
  expect(withoutRow('docs/customise.md', names)).toEqual([]);
});

test('docs/customise.md lists every text of the page helpers', () => {
  const names = [CHAT_TEXTS.en, DASHBOARD_TEXTS.en].flatMap((it) => Object.keys(it));
  expect(missingIn('docs/customise.md', names)).toEqual([]);
});

test('docs/emulator.md lists every flag of the command line', () => {
  const flags = [...read('emulator/arguments.ts').matchAll(/^ {2}(--[\w-]+)/gm)].map(
    ([, flag = '']) => flag,
  );
  const page = read('docs/emulator.md');
  expect(flags).toContain('--site');
  expect(flags.filter((flag) => !new RegExp(`^\\| \`${flag}[ \`]`, 'm').test(page))).toEqual([]);
});

test('docs/emulator.md lists every key of a seed and of a session', () => {
  const keys = Object.keys(Seed.entries).filter((key) => key !== 'site');
  const siteKeys = Object.keys(Seed.entries.site.wrapped.entries).map((key) => `site.${key}`);
  const names = [...keys, ...siteKeys, ...Object.keys(SessionInput.entries)];
  expect(withoutRow('docs/emulator.md', names)).toEqual([]);
});

test('docs/emulator.md lists every assumption with its values', () => {
  const page = read('docs/emulator.md');
  const rows = Object.entries(AssumptionsInput.entries).map(([name, { wrapped }]) => ({
    name,
    values: wrapped.options.map((value) => `\`${value}\``).join(', '),
  }));
  const missing = rows.filter(
    ({ name, values }) =>
      !page.split('\n').some((line) => line.startsWith(`| \`${name}\``) && line.includes(values)),
  );
  expect(missing).toEqual([]);
});

test('docs/emulator.md lists every kind and field of a fault', () => {
  const { kind } = Fault.entries;
  const names = [...Object.keys(Fault.entries), ...kind.options];
  expect(withoutRow('docs/emulator.md', names)).toEqual([]);
});

test('docs/emulator.md lists every event', () => {
  expect(missingIn('docs/emulator.md', Object.keys(EVENT_TYPES))).toEqual([]);
});

test('the coverage table of docs/emulator.md is current', () => {
  const [, table = ''] =
    /<!-- coverage -->\n(.*)<!-- \/coverage -->/s.exec(read('docs/emulator.md')) ?? [];
  expect(cellsOf(table)).toEqual(coverageTable());
});

test('docs/architecture.md lists the layers of the import rules in their order', () => {
  const [, table = ''] = /(\| Layer .*?)\n\n/s.exec(read('docs/architecture.md')) ?? [];
  const layers = cellsOf(table).map(([layer = '']) => layer);
  expect(layers).toEqual(['Layer', ...LAYERS.map(({ name }) => name)]);
});

test('every file and folder of the tree in docs/architecture.md exists', () => {
  const [, tree = ''] = /```text\n(.*?)```/s.exec(read('docs/architecture.md')) ?? [];
  const parents: string[] = [];
  const paths = [...tree.matchAll(/^( *)(\S+)(?: {2}|$)/gm)].map(([, indent = '', name = '']) => {
    parents.splice(indent.length / 2, Infinity, name);
    return parents.join('');
  });
  expect(paths).toContain('emulator/wix/');
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
