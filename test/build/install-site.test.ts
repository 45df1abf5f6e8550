import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toHash, toManifest } from '../../build/install/manifest.mjs';
import { EVENTS, FIRST, installed, SECOND, setup } from './installation.ts';
import { filesIn, writeInto } from './site-on-disk.ts';

test('an empty site gets every file but the pages, which are named', () => {
  const { install, files } = setup();
  const said = install();
  expect(files()).toEqual(installed(FIRST));
  expect(said).toContain('6 added, 0 replaced, 0 removed');
  expect(said).toContain('npx wix install @wix/inbox @wix/site-realtime\n');
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
  const changed = `${FIRST['backend/inbox/messaging/send.js']}export const mine = 1;\n`;
  writeInto(site, { 'backend/inbox/messaging/send.js': changed });
  const version = { ...SECOND, 'public/inbox-limits.js': 'export const LIMIT = 2;\n' };
  const kept = 'backend/inbox/messaging/send.js was changed on this site, and stays so';
  expect(install(version, '2.0.0')).toContain(kept);
  expect(files()).toMatchObject({
    'backend/inbox/messaging/send.js': changed,
    'backend/inbox/access/cursor.js': SECOND['backend/inbox/access/cursor.js'],
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
    'backend/inbox/messaging/send.js': `import { LIMIT } from 'public/inbox-limits';\nexport const send = LIMIT + 1;\n`,
  });
  const before = filesIn(site);
  expect(() => install(SECOND, '2.0.0')).toThrow(
    `backend/inbox/messaging/send.js imports 'public/inbox-limits': this version has no such file`,
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
    `import { runEventHandler, inbox } from 'backend/inbox/site';`,
    'export function wixCrm_onContactCreated(event) { return runEventHandler(() => inbox.sendThankYou(event)); }',
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
    'public/shout.js': 'export const a = 1;\n',
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
  writeInto(site, { 'backend/inbox/messaging/send.js': FIRST['backend/inbox/messaging/send.js'] });
  install();
  install(SECOND, '2.0.0');
  expect(files()['backend/inbox/messaging/send.js']).toBe(
    SECOND['backend/inbox/messaging/send.js'],
  );
});

test("a checkout with Windows' line ends is not a change", () => {
  const { site, install, files } = setup();
  install();
  writeInto(site, {
    'backend/inbox/messaging/send.js': FIRST['backend/inbox/messaging/send.js'].replaceAll(
      '\n',
      '\r\n',
    ),
  });
  expect(install()).toContain('has this version already');
  install(SECOND, '2.0.0');
  expect(files()['backend/inbox/messaging/send.js']).toBe(
    SECOND['backend/inbox/messaging/send.js'],
  );
});

test('a file of ours that is gone comes back', () => {
  const { site, install, files } = setup();
  install();
  rmSync(join(site, 'backend/inbox/messaging/send.js'));
  expect(install()).toContain('1 added, 0 replaced');
  expect(files()).toEqual(installed(FIRST));
});

test('an installation that was broken off is finished by the next one, even of another version', () => {
  const { site, install, files } = setup();
  install();
  const half = 'export const send = "half";\n';
  const writing = new Map([['backend/inbox/messaging/send.js', toHash(half)]]);
  const before = Object.entries(installed(FIRST)).map(
    ([file, code = '']) => [file, toHash(code)] as const,
  );
  writeInto(site, {
    'velo-inbox.json': toManifest('1.0.0', new Map(before), writing),
    'backend/inbox/messaging/send.js': half,
  });
  expect(install(SECOND, '2.0.0')).not.toContain('was changed on this site');
  expect(files()['backend/inbox/messaging/send.js']).toBe(
    SECOND['backend/inbox/messaging/send.js'],
  );
  expect(filesIn(site)['velo-inbox.json']).not.toContain('"writing"');
});
