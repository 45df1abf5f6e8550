import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installSite } from '../../build/install-site.mjs';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { FIRST, setup } from '../support/build/installation.ts';
import { filesIn } from '../support/build/site-on-disk.ts';

test.each([
  ['the backend folder', 'backend', 'dir'],
  ['a file', 'backend/inbox/site.js', 'file'],
  ['the settings', 'backend/inbox-settings.js', 'file'],
  ['the manifest', 'velo-inbox.json', 'file'],
] as const)('rejects the site if %s is a symbolic link', (_, name, type) => {
  const { site, install } = setup({ 'public/own.js': '', 'backend/inbox/own.js': '' });
  const outside = temporaryFolder({ 'file.js': 'export const a = 1;\n' });
  rmSync(join(site, name), { recursive: true, force: true });
  symlinkSync(type === 'dir' ? outside : join(outside, 'file.js'), join(site, name), type);
  const before = [filesIn(site), filesIn(outside)];
  expect(() => install()).toThrow(`${name} is a symbolic link`);
  expect([filesIn(site), filesIn(outside)]).toEqual(before);
});

test('rejects the site if a folder is a file, or a file is a folder', () => {
  const { site, install } = setup({ 'backend/inbox': 'a file' });
  mkdirSync(join(site, 'public/inbox-limits.js'), { recursive: true });
  expect(install).toThrow(
    /backend\/inbox is not a folder[^]*public\/inbox-limits.js is not a file/,
  );
  expect(filesIn(site)).toEqual({ 'backend/inbox': 'a file' });
});

test.each([
  ['with a path out of the site', { files: { 'backend/../../a.js': '0'.repeat(64) } }],
  ['with an absolute path', { files: { '/backend/a.js': '0'.repeat(64) } }],
  ['with a page', { files: { 'pages/a.js': '0'.repeat(64) } }],
  ['without hashes', { files: { 'backend/a.js': 'yes' } }],
  ['without files', {}],
])('rejects a manifest %s', (_, list) => {
  const text = JSON.stringify({ version: '1.0.0', ...list });
  const { site, install } = setup({ 'velo-inbox.json': text });
  expect(install).toThrow('velo-inbox.json is invalid');
  expect(filesIn(site)).toEqual({ 'velo-inbox.json': text });
});

test.each([
  ['a missing folder', (site: string) => join(site, 'absent'), 'is not a folder'],
  ['a file', (site: string) => join(site, 'a.txt'), 'is not a folder'],
  ["the site's repository", (site: string) => site, 'Pass its folder src'],
  [
    "the site's backend folder",
    (site: string) => join(site, 'src/backend'),
    'Pass the folder that contains it',
  ],
])('rejects %s as a site', (_, into, why) => {
  const files = { 'a.txt': '', 'src/backend/b.js': '', 'wix.config.json': '{}' };
  const site = temporaryFolder(files);
  expect(() => installSite(into(site), new Map(Object.entries(FIRST)), '1.0.0')).toThrow(why);
  expect(filesIn(site)).toEqual(files);
});
