import { mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installSite } from '../../build/install-site.mjs';
import { toHash, toManifest } from '../../build/install/manifest.mjs';
import { temporaryFolder } from '../emulator/site/temporary-site.ts';
import { filesIn, writeInto } from './site-on-disk.ts';

const EVENTS = `import { finish, inbox } from 'backend/inbox/site';

/** Thanks. */
export function wixCrm_onContactCreated(event) {
  return finish(() => inbox.thankContact(event));
}
`;

/** What a first version installs. */
const FIRST = {
  'backend/events.js': EVENTS,
  'backend/inbox-settings.js': 'export const settings = 1;\n',
  'backend/inbox/send.js': `import { LIMIT } from 'public/inbox-limits';\nexport const send = LIMIT;\n`,
  'backend/inbox/site.js': `import { messages } from '@wix/inbox';\nexport const inbox = messages;\nexport const finish = 1;\n`,
  'public/inbox-forms.js': 'export const forms = 1;\n',
  'public/inbox-limits.js': 'export const LIMIT = 1;\n',
  'pages/contact.js': `import { $w } from '@wix/site-window';\n$w();\n`,
};
/** What the next one does: a file changes, one is new, and one is gone. */
const SECOND = {
  ...FIRST,
  'backend/inbox/send.js': 'export const send = 2;\n',
  'backend/inbox/seal.js': 'export const seal = 2;\n',
  'backend/inbox-settings.js': 'export const settings = 2;\n',
  'public/inbox-limits.js': undefined,
};

type Site = Readonly<Record<string, string | undefined>>;

function setup(own: Readonly<Record<string, string>> = {}) {
  const site = temporaryFolder(own);
  return {
    site,
    install: (files: Site = FIRST, version = '1.0.0') => {
      const there = Object.entries(files).flatMap(([file, code]) =>
        code === undefined ? [] : [[file, code] as const],
      );
      return installSite(site, new Map(there), version).join('\n');
    },
    /** The site's files, without the list of what was installed. */
    files: () =>
      Object.fromEntries(
        Object.entries(filesIn(site)).filter(([file]) => file !== 'velo-inbox.json'),
      ),
  };
}

/** What of a version stands in the site, pages left out: the editor makes them. */
function installed(version: Site): Site {
  const { 'pages/contact.js': _, ...rest } = version;
  return Object.fromEntries(Object.entries(rest).filter(([, code]) => code !== undefined));
}

test('an empty site gets every file but the pages, which are named', () => {
  const { install, files } = setup();
  const said = install();
  expect(files()).toEqual(installed(FIRST));
  expect(said).toContain('6 added, 0 replaced, 0 removed');
  expect(said).toContain('npx wix install @wix/inbox\n');
  expect(said).toContain('dist/src/pages/contact.js');
});

test('installing twice changes nothing', () => {
  const { site, install } = setup();
  install();
  const before = filesIn(site);
  const time = statSync(join(site, 'velo-inbox.json')).mtimeMs;
  expect(install()).toBe(`${site} has this version already.`);
  expect(filesIn(site)).toEqual(before);
  expect(statSync(join(site, 'velo-inbox.json')).mtimeMs).toBe(time);
});

test('an upgrade replaces what nobody has changed, and takes away what is needed no more', () => {
  const { install, files } = setup();
  install();
  const said = install(SECOND, '2.0.0');
  expect(said).toContain('1 added, 1 replaced, 1 removed');
  expect(files()).toEqual({
    ...installed(SECOND),
    'backend/inbox-settings.js': FIRST['backend/inbox-settings.js'],
  });
});

test('an upgrade keeps a file that was changed, says so each time, and replaces the others', () => {
  const { site, install, files } = setup();
  install();
  const changed = `${FIRST['backend/inbox/send.js']}export const mine = 1;\n`;
  writeInto(site, { 'backend/inbox/send.js': changed });
  const version = { ...SECOND, 'public/inbox-limits.js': 'export const LIMIT = 2;\n' };
  const kept = 'backend/inbox/send.js was changed on this site, and stays so';
  expect(install(version, '2.0.0')).toContain(kept);
  expect(files()).toMatchObject({
    'backend/inbox/send.js': changed,
    'backend/inbox/seal.js': SECOND['backend/inbox/seal.js'],
    'public/inbox-limits.js': version['public/inbox-limits.js'],
  });
  const before = filesIn(site);
  expect(install(version, '2.0.0')).toContain(kept);
  expect(filesIn(site)).toEqual(before);
});

test('a changed file that would import what is gone stops the upgrade, and nothing is written', () => {
  const { site, install } = setup();
  install();
  writeInto(site, {
    'backend/inbox/send.js': `import { LIMIT } from 'public/inbox-limits';\nexport const send = LIMIT + 1;\n`,
  });
  const before = filesIn(site);
  expect(() => install(SECOND, '2.0.0')).toThrow(
    `backend/inbox/send.js imports 'public/inbox-limits': this version has no such file`,
  );
  const renamed = { ...FIRST, 'public/inbox-limits.js': 'export const MOST = 1;\n' };
  expect(() => install(renamed, '2.0.0')).toThrow('it exports no LIMIT');
  expect(filesIn(site)).toEqual(before);
});

test("a page of the site's that would import what is gone stops the upgrade too", () => {
  const { site, install } = setup();
  install();
  writeInto(site, {
    'pages/Home.c1dmp.js': `import { LIMIT } from 'public/inbox-limits';\nLIMIT;\n`,
  });
  expect(() => install(SECOND, '2.0.0')).toThrow('pages/Home.c1dmp.js');
});

test('a changed file that is needed no more stays', () => {
  const { site, install, files } = setup();
  install();
  writeInto(site, { 'public/inbox-limits.js': 'export const LIMIT = 7;\n' });
  expect(install(SECOND, '2.0.0')).toContain('stays, though it is needed no more');
  expect(files()['public/inbox-limits.js']).toBe('export const LIMIT = 7;\n');
});

test('settings and forms are given once, and never overwritten, changed or not', () => {
  const own = { 'backend/inbox-settings.js': 'export const settings = "mine";\n' };
  const { install, files } = setup(own);
  install();
  expect(files()).toMatchObject({
    ...own,
    'public/inbox-forms.js': FIRST['public/inbox-forms.js'],
  });
  const said = install(
    { ...SECOND, 'public/inbox-forms.js': 'export const forms = 2;\n' },
    '2.0.0',
  );
  expect(files()).toMatchObject({
    ...own,
    'public/inbox-forms.js': FIRST['public/inbox-forms.js'],
  });
  expect(said).toContain("backend/inbox-settings.js is the site's own, and stays as it is");
  expect(said).toContain("public/inbox-forms.js is the site's own, and stays as it is");
});

test("a site's own events stay as they are, and the lines to add are said until they are there", () => {
  const own = { 'backend/events.js': 'export function wixStores_onNewOrder(event) {}\n' };
  const { site, install, files } = setup(own);
  const lines = [
    `import { finish, inbox } from 'backend/inbox/site';`,
    'export function wixCrm_onContactCreated(event) { return finish(() => inbox.thankContact(event)); }',
  ];
  const said = install();
  for (const line of lines) expect(said).toContain(`\n    ${line}\n`);
  expect(files()).toMatchObject(own);
  expect(install()).toContain(lines[1]);

  const joined = [lines[0], own['backend/events.js'], lines[1]].join('\n');
  writeInto(site, { 'backend/events.js': joined });
  const again = install();
  expect(again).not.toContain('wixCrm_onContactCreated');
  expect(again).toContain("backend/events.js is the site's own, and has the lines of ours.");
  expect(files()).toMatchObject({ 'backend/events.js': joined });
});

test('events of ours below which somebody wrote his own are his from then on', () => {
  const { site, install, files } = setup();
  install();
  const joined = `${EVENTS}export function wixStores_onNewOrder(event) {}\n`;
  writeInto(site, { 'backend/events.js': joined });
  const more = EVENTS.replaceAll('wixCrm_onContactCreated', 'wixBlog_onPostLiked').replaceAll(
    'thankContact',
    'reportLike',
  );
  const said = install({
    ...SECOND,
    'backend/events.js': EVENTS + more.slice(more.indexOf('/**')),
  });
  expect(said).toContain('wixBlog_onPostLiked');
  expect(said).not.toContain('wixCrm_onContactCreated');
  expect(files()['backend/events.js']).toBe(joined);
});

test("other files of the site's are not touched", () => {
  const own = {
    'backend/booking.web.js': 'export const book = 1;\n',
    'backend/http-functions.js': 'export const get_a = 1;\n',
    'pages/Home.c1dmp.js': 'export const a = 1;\n',
    'public/words.js': 'export const a = 1;\n',
    'styles/site.css': 'a {}\n',
  };
  const { install, files } = setup(own);
  install();
  install(SECOND, '2.0.0');
  expect(files()).toMatchObject(own);
});

test("a file of the site's that has the name of ours stops the installation", () => {
  const own = { 'public/inbox-limits.js': 'export const LIMIT = "mine";\n' };
  const { site, install } = setup(own);
  expect(() => install()).toThrow('public/inbox-limits.js is there, and is not from here');
  expect(filesIn(site)).toEqual(own);
});

test('files that were copied by hand are taken for installed where they are the same', () => {
  const { site, install, files } = setup();
  writeInto(site, { 'backend/inbox/send.js': FIRST['backend/inbox/send.js'] });
  install();
  install(SECOND, '2.0.0');
  expect(files()['backend/inbox/send.js']).toBe(SECOND['backend/inbox/send.js']);
});

test("a checkout with Windows' line ends is not a change", () => {
  const { site, install, files } = setup();
  install();
  writeInto(site, {
    'backend/inbox/send.js': FIRST['backend/inbox/send.js'].replaceAll('\n', '\r\n'),
  });
  expect(install()).toContain('has this version already');
  install(SECOND, '2.0.0');
  expect(files()['backend/inbox/send.js']).toBe(SECOND['backend/inbox/send.js']);
});

test('a file of ours that is gone comes back', () => {
  const { site, install, files } = setup();
  install();
  rmSync(join(site, 'backend/inbox/send.js'));
  expect(install()).toContain('1 added, 0 replaced');
  expect(files()).toEqual(installed(FIRST));
});

test.each([
  ['the folder of the backend', 'backend', 'dir'],
  ['a file', 'backend/inbox/send.js', 'file'],
  ['the settings', 'backend/inbox-settings.js', 'file'],
  ['the list of what was installed', 'velo-inbox.json', 'file'],
] as const)('%s that is a link stops the installation', (_, name, type) => {
  const { site, install } = setup({ 'public/words.js': '', 'backend/inbox/words.js': '' });
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

test('an installation that was broken off is finished by the next one, even of another version', () => {
  const { site, install, files } = setup();
  install();
  const half = 'export const send = "half";\n';
  const writing = new Map([['backend/inbox/send.js', toHash(half)]]);
  const before = Object.entries(installed(FIRST)).map(
    ([file, code = '']) => [file, toHash(code)] as const,
  );
  writeInto(site, {
    'velo-inbox.json': toManifest('1.0.0', new Map(before), writing),
    'backend/inbox/send.js': half,
  });
  expect(install(SECOND, '2.0.0')).not.toContain('was changed on this site');
  expect(files()['backend/inbox/send.js']).toBe(SECOND['backend/inbox/send.js']);
  expect(filesIn(site)['velo-inbox.json']).not.toContain('"writing"');
});

test.each([
  ['no folder', (site: string) => join(site, 'absent'), 'is no folder'],
  ['a file', (site: string) => join(site, 'a.txt'), 'is no folder'],
  ["the site's repository", (site: string) => site, 'Its code stands in its folder src'],
])('%s is not taken for a site', (_, into, why) => {
  const site = temporaryFolder({ 'a.txt': '', 'wix.config.json': '{}' });
  expect(() => installSite(into(site), new Map(Object.entries(FIRST)), '1.0.0')).toThrow(why);
  expect(filesIn(site)).toEqual({ 'a.txt': '', 'wix.config.json': '{}' });
});
