import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { SiteChange } from '../../../emulator/site/vite-plugin.ts';
import type { SiteServer } from '../../../emulator/site/vite-server.ts';
import {
  findWebMethodFile,
  startTestSite,
  getTestSitePath,
} from '../../support/emulator/site/running-site.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const WEB_METHODS = `
  import { Permissions, webMethod } from '@wix/web-methods';
  import { answer } from 'backend/answer';
  export const readAnswer = webMethod(Permissions.Anyone, () => answer);
`;

async function callReadAnswer(server: SiteServer): Promise<unknown> {
  const methods = await server.loadWebMethods(findWebMethodFile(server, 'backend/methods.web.js'));
  return methods.get('readAnswer')?.run();
}

/** Writes files one after the other and returns the change that the server reports for each. */
async function writeFiles(
  server: SiteServer,
  files: Readonly<Record<string, string>>,
): Promise<readonly SiteChange[]> {
  const reported: SiteChange[] = [];
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
    reported.push(await change);
  }
  return reported;
}

it('loads web methods with their permissions from TypeScript and JavaScript', async () => {
  const { server } = await startTestSite(getTestSitePath('flat'));
  const greetings = await server.loadWebMethods(
    findWebMethodFile(server, 'backend/greetings.web.js'),
  );
  expect([...greetings].map(([name, { permission }]) => [name, permission])).toEqual([
    ['greet', 'Anyone'],
    ['measure', 'SiteMember'],
    ['tell', 'Admin'],
  ]);
  expect(greetings.get('greet')?.run('Ada')).toBe('HELLO ADA!');
  const count = await server.loadWebMethods(findWebMethodFile(server, 'backend/deep/count.web.js'));
  expect([count.get('next')?.run(), count.get('next')?.run()]).toEqual([1, 2]);
});

it('loads a module once for several requests', async () => {
  const { server } = await startTestSite(getTestSitePath('flat'));
  const file = findWebMethodFile(server, 'backend/greetings.web.js');
  const [first, second] = await Promise.all([server.load(file), server.load(file)]);
  expect(second).toBe(first);
  expect(await server.load(file)).toBe(first);
});

it('shares Wix’s packages with this process, also for sites that have not installed them', async () => {
  const site = temporaryFolder({ 'backend/a.js': `export { conversations } from '@wix/inbox';` });
  const { server } = await startTestSite(site);
  const { conversations } = await import('@wix/inbox');
  expect((await server.load(`${site}/backend/a.js`))['conversations']).toBe(conversations);
});

it('reports the file and specifier of a forbidden import', async () => {
  const site = temporaryFolder({
    'backend/a.web.js': `import { b } from 'backend/b';`,
    'backend/b.js': `import fs from 'node:fs';`,
  });
  const { server } = await startTestSite(site);
  await expect(server.load(`${site}/backend/a.web.js`)).rejects.toThrow(
    'backend/b.js imports "node:fs": of the modules of Node.js, the emulator has only',
  );
});

it('loads a changed web-method file or import with the next load, without reloading pages', async () => {
  const site = temporaryFolder({
    'backend/methods.web.js': WEB_METHODS,
    'backend/answer.js': `export const answer = 1;`,
  });
  const { server } = await startTestSite(site, { watch: true });
  expect(await callReadAnswer(server)).toBe(1);
  const [inner] = await writeFiles(server, {
    [`${site}/backend/answer.js`]: 'export const answer = 2;',
  });
  expect(await callReadAnswer(server)).toBe(2);
  const changed = WEB_METHODS.replace('() => answer', '() => answer + 10');
  const [outer] = await writeFiles(server, { [`${site}/backend/methods.web.js`]: changed });
  expect(await callReadAnswer(server)).toBe(12);
  expect([inner?.reload, outer?.reload]).toEqual([false, false]);
});

it('loads a web-method file again after a syntax error was fixed', async () => {
  const site = temporaryFolder({
    'backend/methods.web.js': WEB_METHODS,
    'backend/answer.js': `export const answer = 1;`,
  });
  const { server } = await startTestSite(site, { watch: true });
  const file = `${site}/backend/methods.web.js`;
  await writeFiles(server, { [file]: 'export const = 1;' });
  await expect(server.load(file)).rejects.toThrow(/Expected|Unexpected|expected/);
  // The watcher reports one change of a file per 50 ms, so the fix may have to be saved again.
  await expect
    .poll(() => {
      writeFileSync(file, WEB_METHODS);
      return callReadAnswer(server).catch(() => undefined);
    })
    .toBe(1);
});

it('requests a reload when a page, a layout or the names of web methods change', async () => {
  const site = temporaryFolder({
    'backend/methods.web.js': WEB_METHODS,
    'backend/answer.js': `export const answer = 1;`,
    'pages/home.js': `import { readAnswer } from 'backend/methods.web'; import 'public/used';`,
    'public/used.js': '',
    'editor/home.html': '<p></p>',
  });
  const { server } = await startTestSite(site, { watch: true });
  await new Promise<void>((resolve) => {
    // The server reports reloads only for web-method files that a browser has loaded.
    const request = {
      url: '/backend/methods.web.js',
      method: 'GET',
      headers: { host: 'localhost' },
    };
    const response = { writeHead: () => ({ end: () => resolve() }) };
    Reflect.apply(server.middlewares, undefined, [request, response, resolve]);
  });
  const reported = await writeFiles(server, {
    [`${site}/pages/home.js`]: '',
    [`${site}/editor/home.html`]: '<p>new</p>',
    [`${site}/backend/methods.web.js`]: WEB_METHODS.replaceAll('readAnswer', 'renamed'),
    [`${site}/backend/answer.js`]: 'export const answer = 3;',
  });
  expect(reported.map(({ reload }) => reload)).toEqual([true, true, true, false]);
});

it('finds added web-method files and pages, and logs two files with the same path on Wix', async () => {
  const site = temporaryFolder({ 'backend/answer.js': '', 'pages/home.js': '' });
  const { server, log } = await startTestSite(site, { watch: true });
  await writeFiles(server, { [`${site}/backend/new.web.js`]: '', [`${site}/pages/about.js`]: '' });
  expect([...server.folder().webMethodFiles.keys()]).toEqual(['backend/new.web.js']);
  expect(server.folder().pages.map(({ title }) => title)).toEqual(['about', 'home']);
  await writeFiles(server, { [`${site}/backend/new.web.ts`]: '' });
  expect(log).toEqual([expect.stringContaining('are both backend/new.web.js on Wix')]);
});

it('transforms the HTML of a page without Vite’s client', async () => {
  const { server } = await startTestSite(getTestSitePath('flat'));
  const html = await server.transformHtml('/', '<html><head></head><body></body></html>');
  expect(html).not.toContain('/@vite/client');
  expect(await server.urlOf(`${server.folder().root}/pages/home.ts`)).toBe('/pages/home.ts');
  expect(await server.urlOf('/elsewhere/runtime.js')).toBe('/@fs/elsewhere/runtime.js');
});
