import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toHash, toManifest } from '../../build/install/manifest.mjs';
import { EVENTS, FIRST, installed, SECOND, setup } from '../support/build/installation.ts';
import { filesIn, writeInto } from '../support/build/site-on-disk.ts';

test('installs every file except pages into an empty site, and lists the pages', () => {
  const { install, files } = setup();
  const output = install();
  expect(files()).toEqual(installed(FIRST));
  expect(output).toContain('6 added, 0 replaced, 0 removed');
  expect(output).toContain('npx wix install @wix/inbox @wix/site-realtime\n');
  expect(output).toContain('dist/src/pages/contact.js');
});

test('a second installation changes nothing', () => {
  const { site, install } = setup();
  install();
  const before = filesIn(site);
  const time = statSync(join(site, 'velo-inbox.json')).mtimeMs;
  expect(install()).toBe(`${site} has this version already.`);
  expect(filesIn(site)).toEqual(before);
  expect(statSync(join(site, 'velo-inbox.json')).mtimeMs).toBe(time);
});

test('an upgrade replaces unchanged files, and removes those that it no longer needs', () => {
  const { install, files } = setup();
  install();
  const output = install(SECOND, '2.0.0');
  expect(output).toContain('1 added, 1 replaced, 1 removed');
  expect(files()).toEqual({
    ...installed(SECOND),
    'backend/inbox-settings.js': FIRST['backend/inbox-settings.js'],
  });
});

test('an upgrade keeps a changed file, reports it each time, and replaces the others', () => {
  const { site, install, files } = setup();
  install();
  const changed = `${FIRST['backend/inbox/messaging/send.js']}export const mine = 1;\n`;
  writeInto(site, { 'backend/inbox/messaging/send.js': changed });
  const version = { ...SECOND, 'public/inbox-limits.js': 'export const LIMIT = 2;\n' };
  const kept = 'backend/inbox/messaging/send.js was changed on this site and was kept';
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

test('an upgrade is rejected if a changed file imports a removed file or name', () => {
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

test('an upgrade is rejected if a page of the site imports a removed file', () => {
  const { site, install } = setup();
  install();
  writeInto(site, {
    'pages/Home.c1dmp.js': `import { LIMIT } from 'public/inbox-limits';\nLIMIT;\n`,
  });
  expect(() => install(SECOND, '2.0.0')).toThrow('pages/Home.c1dmp.js');
});

test('an upgrade keeps a changed file that it no longer needs', () => {
  const { site, install, files } = setup();
  install();
  writeInto(site, { 'public/inbox-limits.js': 'export const LIMIT = 7;\n' });
  expect(install(SECOND, '2.0.0')).toContain('was kept, although this version does not need it');
  expect(files()['public/inbox-limits.js']).toBe('export const LIMIT = 7;\n');
});

test('settings and forms are installed once and never overwritten', () => {
  const own = { 'backend/inbox-settings.js': 'export const settings = "mine";\n' };
  const { install, files } = setup(own);
  install();
  expect(files()).toMatchObject({
    ...own,
    'public/inbox-forms.js': FIRST['public/inbox-forms.js'],
  });
  const output = install(
    { ...SECOND, 'public/inbox-forms.js': 'export const forms = 2;\n' },
    '2.0.0',
  );
  expect(files()).toMatchObject({
    ...own,
    'public/inbox-forms.js': FIRST['public/inbox-forms.js'],
  });
  expect(output).toContain("backend/inbox-settings.js is the site's own and was not changed");
  expect(output).toContain("public/inbox-forms.js is the site's own and was not changed");
});

test("keeps the site's own events, and prints the lines to add until it has them", () => {
  const own = { 'backend/events.js': 'export function wixStores_onNewOrder(event) {}\n' };
  const { site, install, files } = setup(own);
  const lines = [
    `import { runEventHandler, inbox } from 'backend/inbox/site';`,
    'export function wixCrm_onContactCreated(event) { return runEventHandler(() => inbox.sendThankYou(event)); }',
  ];
  const output = install();
  for (const line of lines) expect(output).toContain(`\n    ${line}\n`);
  expect(files()).toMatchObject(own);
  expect(install()).toContain(lines[1]);

  const joined = [lines[0], own['backend/events.js'], lines[1]].join('\n');
  writeInto(site, { 'backend/events.js': joined });
  const again = install();
  expect(again).not.toContain('wixCrm_onContactCreated');
  expect(again).toContain("backend/events.js is the site's own, and has all lines of ours.");
  expect(files()).toMatchObject({ 'backend/events.js': joined });
});

test("events of ours with lines added by the site's owner are the site's own", () => {
  const { site, install, files } = setup();
  install();
  const joined = `${EVENTS}export function wixStores_onNewOrder(event) {}\n`;
  writeInto(site, { 'backend/events.js': joined });
  const more = EVENTS.replaceAll('wixCrm_onContactCreated', 'wixBlog_onPostLiked').replaceAll(
    'sendThankYou',
    'sendPostLiked',
  );
  const output = install({
    ...SECOND,
    'backend/events.js': EVENTS + more.slice(more.indexOf('/**')),
  });
  expect(output).toContain('wixBlog_onPostLiked');
  expect(output).not.toContain('wixCrm_onContactCreated');
  expect(files()['backend/events.js']).toBe(joined);
});

test('does not change other files of the site', () => {
  const own = {
    'backend/booking.web.js': 'export const book = 1;\n',
    'backend/http-functions.js': 'export const get_a = 1;\n',
    'pages/Home.c1dmp.js': 'export const a = 1;\n',
    'public/own.js': 'export const a = 1;\n',
    'styles/site.css': 'a {}\n',
  };
  const { install, files } = setup(own);
  install();
  install(SECOND, '2.0.0');
  expect(files()).toMatchObject(own);
});

test('rejects a site with its own file under the name of one of ours', () => {
  const own = { 'public/inbox-limits.js': 'export const LIMIT = "mine";\n' };
  const { site, install } = setup(own);
  expect(() => install()).toThrow(
    'public/inbox-limits.js exists and was not installed by this build',
  );
  expect(filesIn(site)).toEqual(own);
});

test('treats identical files that were copied by hand as installed', () => {
  const { site, install, files } = setup();
  writeInto(site, { 'backend/inbox/messaging/send.js': FIRST['backend/inbox/messaging/send.js'] });
  install();
  install(SECOND, '2.0.0');
  expect(files()['backend/inbox/messaging/send.js']).toBe(
    SECOND['backend/inbox/messaging/send.js'],
  );
});

test('does not treat CRLF line endings as a change', () => {
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

test('installs a deleted file of ours again', () => {
  const { site, install, files } = setup();
  install();
  rmSync(join(site, 'backend/inbox/messaging/send.js'));
  expect(install()).toContain('1 added, 0 replaced');
  expect(files()).toEqual(installed(FIRST));
});

test('completes an interrupted installation, also with another version', () => {
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
