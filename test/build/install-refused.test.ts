import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installSite } from '../../build/install-site.mjs';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { FIRST, setup } from './installation.ts';
import { filesIn } from './site-on-disk.ts';

test.each([
  ['the folder of the backend', 'backend', 'dir'],
  ['a file', 'backend/inbox/site.js', 'file'],
  ['the settings', 'backend/inbox-settings.js', 'file'],
  ['the list of what was installed', 'velo-inbox.json', 'file'],
] as const)('%s that is a link stops the installation', (_, name, type) => {
  const { site, install } = setup({ 'public/shout.js': '', 'backend/inbox/words.js': '' });
  const outside = temporaryFolder({ 'file.js': 'export const a = 1;\n' });
  rmSync(join(site, name), { recursive: true, force: true });
  symlinkSync(type === 'dir' ? outside : join(outside, 'file.js'), join(site, name), type);
  const before = [filesIn(site), filesIn(outside)];
  expect(() => install()).toThrow(`${name} is a link`);
  expect([filesIn(site), filesIn(outside)]).toEqual(before);
});

test('something else in the place of a file or a folder stops the installation', () => {
  const { site, install } = setup({ 'backend/inbox': 'a file' });
  mkdirSync(join(site, 'public/inbox-limits.js'), { recursive: true });
  expect(install).toThrow(/backend\/inbox is no folder[^]*public\/inbox-limits.js is no file/);
  expect(filesIn(site)).toEqual({ 'backend/inbox': 'a file' });
});

test.each([
  ['that leads out of the site', { files: { 'backend/../../a.js': '0'.repeat(64) } }],
  ['with an absolute path', { files: { '/backend/a.js': '0'.repeat(64) } }],
  ['of a page', { files: { 'pages/a.js': '0'.repeat(64) } }],
  ['without hashes', { files: { 'backend/a.js': 'yes' } }],
  ['of nothing', {}],
])('a list of what was installed %s is refused', (_, list) => {
  const text = JSON.stringify({ version: '1.0.0', ...list });
  const { site, install } = setup({ 'velo-inbox.json': text });
  expect(install).toThrow('velo-inbox.json is not as it was written');
  expect(filesIn(site)).toEqual({ 'velo-inbox.json': text });
});

test.each([
  ['no folder', (site: string) => join(site, 'absent'), 'is no folder'],
  ['a file', (site: string) => join(site, 'a.txt'), 'is no folder'],
  ["the site's repository", (site: string) => site, 'Its code stands in its folder src'],
  ['its backend', (site: string) => join(site, 'src/backend'), 'Name the folder that holds it'],
])('%s is not taken for a site', (_, into, why) => {
  const files = { 'a.txt': '', 'src/backend/b.js': '', 'wix.config.json': '{}' };
  const site = temporaryFolder(files);
  expect(() => installSite(into(site), new Map(Object.entries(FIRST)), '1.0.0')).toThrow(why);
  expect(filesIn(site)).toEqual(files);
});
