import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settings } from 'backend/inbox-settings';
import { INBOX_ERRORS } from 'public/inbox-errors';
import { expect, test } from 'vitest';
import { coverageTable } from './coverage-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The code blocks of a language. */
function blocks(language: string): readonly string[] {
  return [...readme.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, name]) => name === language)
    .map(([, , code = '']) => code);
}

test('every command that the README names is there', () => {
  const named = [...readme.matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name = '']) => name);
  const ours = named.filter((name) => !['ci', 'run'].includes(name));
  const scripts: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(scripts).toMatchObject({
    scripts: Object.fromEntries(ours.map((name) => [name, expect.any(String)])),
  });
});

test('every place that the README links to or draws is there', () => {
  const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) => link);
  const [tree = ''] = blocks('');
  const folders = [...tree.matchAll(/^([a-z]+(?:\/[a-z]+)*)\//gm)].map(([, folder = '']) => folder);
  expect(folders).toContain('emulator');
  expect([...links, ...folders].filter((place) => !existsSync(join(root, place)))).toEqual([]);
  const anchors = [...readme.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = '']) => anchor);
  const targets = [...readme.matchAll(/^#+ (?:<a id="([\w-]+)">|(.+)$)/gm)].map(
    ([, id, title = '']) => id ?? title.toLowerCase().replaceAll(' ', '-'),
  );
  expect(anchors.filter((anchor) => !targets.includes(anchor))).toEqual([]);
});

test('the README explains every code that a web method may answer', () => {
  expect(Object.keys(INBOX_ERRORS).filter((code) => !readme.includes(`\`${code}\``))).toEqual([]);
});

test('the README explains every setting', () => {
  expect(Object.keys(settings).filter((name) => !readme.includes(`| \`${name}\``))).toEqual([]);
});

test('the README says what the local Wix does and what it does not', () => {
  const [, table = ''] = /<!-- coverage -->\n(.*)<!-- \/coverage -->/s.exec(readme) ?? [];
  const rows = table
    .trim()
    .split('\n')
    .filter((line) => !/^\|[\s|:-]+$/.test(line))
    .map((line) => line.split('|').slice(1, -1));
  const cells = rows.map((row) => row.map((cell) => cell.trim()));
  expect(cells).toEqual(coverageTable());
});
