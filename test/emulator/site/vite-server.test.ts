import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { SiteChange } from '../../../emulator/site/vite-plugin.ts';
import type { SiteServer } from '../../../emulator/site/vite-server.ts';
import { findWebMethodFile, startTestSite, getTestSitePath } from './running-site.ts';
import { temporaryFolder } from './temporary-site.ts';

const DOOR = `
  import { Permissions, webMethod } from '@wix/web-methods';
  import { answer } from 'backend/answer';
  export const ask = webMethod(Permissions.Anyone, () => answer);
`;

async function ask(server: SiteServer): Promise<unknown> {
  const methods = await server.webMethods(findWebMethodFile(server, 'backend/door.web.js'));
  return methods.get('ask')?.run();
}

/** Changes files one after the other and answers what was told of the last change to each. */
async function changes(
  server: SiteServer,
  files: Readonly<Record<string, string>>,
): Promise<readonly SiteChange[]> {
  const told: SiteChange[] = [];
  for (const [file, content] of Object.entries(files)) {
    const change = new Promise<SiteChange>((done) => {
      const stop = server.onChange((one) => {
        if (one.file === file) {
          stop();
          done(one);
        }
      });
    });
    writeFileSync(file, content);
    told.push(await change);
  }
  return told;
}

it('loads web methods with their permissions, TypeScript and JavaScript', async () => {
  const { server } = await startTestSite(getTestSitePath('flat'));
  const greetings = await server.webMethods(findWebMethodFile(server, 'backend/greetings.web.js'));
  expect([...greetings].map(([name, { permission }]) => [name, permission])).toEqual([
    ['greet', 'Anyone'],
    ['measure', 'SiteMember'],
    ['tell', 'Admin'],
  ]);
  expect(greetings.get('greet')?.run('Ada')).toBe('HELLO ADA!');
  const count = await server.webMethods(findWebMethodFile(server, 'backend/deep/count.web.js'));
  expect([count.get('next')?.run(), count.get('next')?.run()]).toEqual([1, 2]);
});

it('loads a module once, however often it is asked for', async () => {
  const { server } = await startTestSite(getTestSitePath('flat'));
  const file = findWebMethodFile(server, 'backend/greetings.web.js');
  const [first, second] = await Promise.all([server.load(file), server.load(file)]);
  expect(second).toBe(first);
  expect(await server.load(file)).toBe(first);
});

it('shares the packages of Wix with this process, for sites that have not installed them too', async () => {
  const site = temporaryFolder({ 'backend/a.js': `export { conversations } from '@wix/inbox';` });
  const { server } = await startTestSite(site);
  const { conversations } = await import('@wix/inbox');
  expect((await server.load(`${site}/backend/a.js`))['conversations']).toBe(conversations);
});

it('names the file and the import that Wix would refuse', async () => {
  const site = temporaryFolder({
    'backend/a.web.js': `import { b } from 'backend/b';`,
    'backend/b.js': `import fs from 'node:fs';`,
  });
  const { server } = await startTestSite(site);
  await expect(server.load(`${site}/backend/a.web.js`)).rejects.toThrow(
    'backend/b.js imports "node:fs": a Wix site has no modules of Node',
  );
});

it('sees a change of a door and of what it imports with the next load, and reloads no page for it', async () => {
  const site = temporaryFolder({
    'backend/door.web.js': DOOR,
    'backend/answer.js': `export const answer = 1;`,
  });
  const { server } = await startTestSite(site, { watch: true });
  expect(await ask(server)).toBe(1);
  const [inner] = await changes(server, {
    [`${site}/backend/answer.js`]: 'export const answer = 2;',
  });
  expect(await ask(server)).toBe(2);
  const door = DOOR.replace('() => answer', '() => answer + 10');
  const [outer] = await changes(server, { [`${site}/backend/door.web.js`]: door });
  expect(await ask(server)).toBe(12);
  expect([inner?.reload, outer?.reload]).toEqual([false, false]);
});

it('runs again after a door that did not parse was repaired', async () => {
  const site = temporaryFolder({
    'backend/door.web.js': DOOR,
    'backend/answer.js': `export const answer = 1;`,
  });
  const { server } = await startTestSite(site, { watch: true });
  const file = `${site}/backend/door.web.js`;
  await changes(server, { [file]: 'export const = 1;' });
  await expect(server.load(file)).rejects.toThrow(/Expected|Unexpected|expected/);
  // The watcher tells of one change to a file in 50 ms, so that the repair may have to be saved again.
  await expect
    .poll(() => {
      writeFileSync(file, DOOR);
      return ask(server).catch(() => undefined);
    })
    .toBe(1);
});

it('tells pages to load again when a page, a layout or the names of a door change', async () => {
  const site = temporaryFolder({
    'backend/door.web.js': DOOR,
    'backend/answer.js': `export const answer = 1;`,
    'pages/home.js': `import { ask } from 'backend/door.web'; import 'public/used';`,
    'public/used.js': '',
    'editor/home.html': '<p></p>',
  });
  const { server } = await startTestSite(site, { watch: true });
  await new Promise<void>((done) => {
    // A page that was never asked for has nothing to load again.
    const asked = { url: '/backend/door.web.js', method: 'GET', headers: { host: 'localhost' } };
    const sent = { writeHead: () => ({ end: () => done() }) };
    Reflect.apply(server.middlewares, undefined, [asked, sent, done]);
  });
  const told = await changes(server, {
    [`${site}/pages/home.js`]: '',
    [`${site}/editor/home.html`]: '<p>new</p>',
    [`${site}/backend/door.web.js`]: DOOR.replaceAll('ask', 'asked'),
    [`${site}/backend/answer.js`]: 'export const answer = 3;',
  });
  expect(told.map(({ reload }) => reload)).toEqual([true, true, true, false]);
});

it('finds a door and a page that were added, and says what is wrong with a second of one name', async () => {
  const site = temporaryFolder({ 'backend/answer.js': '', 'pages/home.js': '' });
  const { server, log } = await startTestSite(site, { watch: true });
  await changes(server, { [`${site}/backend/new.web.js`]: '', [`${site}/pages/about.js`]: '' });
  expect([...server.folder().webMethodFiles.keys()]).toEqual(['backend/new.web.js']);
  expect(server.folder().pages.map(({ title }) => title)).toEqual(['about', 'home']);
  await changes(server, { [`${site}/backend/new.web.ts`]: '' });
  expect(log).toEqual([expect.stringContaining('would both be backend/new.web.js on Wix')]);
});

it('prepares the HTML of a page without a connection of its own', async () => {
  const { server } = await startTestSite(getTestSitePath('flat'));
  const html = await server.transformHtml('/', '<html><head></head><body></body></html>');
  expect(html).not.toContain('/@vite/client');
  expect(await server.urlOf(`${server.folder().root}/pages/home.ts`)).toBe('/pages/home.ts');
  expect(await server.urlOf('/elsewhere/runtime.js')).toBe('/@fs/elsewhere/runtime.js');
});
