import { symlinkSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, it } from 'vitest';
import { readSiteFolder } from '../../../emulator/site/site-folder.ts';
import { getTestSitePath } from '../../support/emulator/site/running-site.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

it('finds web-method files in sub-folders, pages and layouts of a flat site', () => {
  const folder = readSiteFolder({ site: getTestSitePath('flat') });
  expect(folder.layout).toBe('flat');
  expect(
    [...folder.webMethodFiles].map(([name, file]) => [name, relative(folder.root, file)]),
  ).toEqual([
    ['backend/deep/count.web.js', 'backend/deep/count.web.js'],
    ['backend/greetings.web.js', 'backend/greetings.web.ts'],
  ]);
  expect(folder.pages).toEqual([{ file: `${folder.root}/pages/home.ts`, title: 'home' }]);
  expect(folder.editor).toBe(`${folder.root}/editor`);
  expect(folder.events).toBeUndefined();
  expect(folder.masterPage).toBeUndefined();
});

it('finds pages with ids, the master page and events of a site in src/', () => {
  const folder = readSiteFolder({ site: getTestSitePath('in-src') });
  expect(folder.layout).toBe('src');
  expect(folder.root).toBe(`${getTestSitePath('in-src')}/src`);
  expect(folder.pages.map(({ title, id }) => [title, id])).toEqual([
    ['Contact Us', 'k2lmn'],
    ['Home', 'c1dmp'],
  ]);
  expect(folder.masterPage).toBe(`${folder.root}/pages/masterPage.js`);
  expect(folder.events).toBe(`${folder.root}/backend/events.js`);
  expect(folder.editor).toBeUndefined();
});

it('finds the routers', () => {
  const folder = readSiteFolder({ site: getTestSitePath('in-src') });
  expect(folder.routers).toBe(`${folder.root}/backend/routers.js`);
});

it('reads the src folder of a site as a flat site', () => {
  const folder = readSiteFolder({ site: `${getTestSitePath('in-src')}/src` });
  expect([folder.layout, [...folder.webMethodFiles.keys()]]).toEqual([
    'flat',
    ['backend/plain.web.js'],
  ]);
});

it('takes layouts from the editor option', () => {
  const editor = temporaryFolder();
  expect(readSiteFolder({ site: getTestSitePath('flat'), editor }).editor).toBe(editor);
});

it('ignores type declarations, tests and hidden files', () => {
  const site = temporaryFolder({
    'backend/a.web.d.ts': '',
    'pages/home.test.ts': '',
    'pages/.home.js.swp': '',
    'pages/home.js': '',
    'backend/node_modules/x/b.web.js': '',
  });
  const folder = readSiteFolder({ site });
  expect([folder.webMethodFiles.size, folder.pages.length]).toEqual([0, 1]);
});

it('rejects a folder that does not exist or is not a site', () => {
  const site = temporaryFolder({ 'readme.md': '' });
  expect(() => readSiteFolder({ site })).toThrow(/has no backend\/, public\/ or pages\//);
  expect(() => readSiteFolder({ site: `${site}/none` })).toThrow(/is not a folder/);
});

it('rejects two files with the same path on Wix', () => {
  const site = temporaryFolder({ 'backend/a.web.js': '', 'backend/a.web.ts': '' });
  expect(() => readSiteFolder({ site })).toThrow(/are both backend\/a\.web\.js on Wix/);
});

it('rejects links to files and folders outside of the site', () => {
  const outside = temporaryFolder({ 'key.js': '' });
  const byFile = temporaryFolder({ 'public/a.js': '' });
  symlinkSync(`${outside}/key.js`, `${byFile}/public/key.js`);
  expect(() => readSiteFolder({ site: byFile })).toThrow(/public\/key\.js links to a file outside/);
  const byFolder = temporaryFolder({ 'public/a.js': '' });
  symlinkSync(outside, `${byFolder}/public/more`);
  expect(() => readSiteFolder({ site: byFolder })).toThrow(/public\/more links to a file outside/);
});

it('reads a folder that contains a link to itself only once', () => {
  const site = temporaryFolder({ 'backend/a.web.js': '' });
  symlinkSync(`${site}/backend`, `${site}/backend/again`);
  expect([...readSiteFolder({ site }).webMethodFiles.keys()]).toEqual(['backend/a.web.js']);
});
