import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { symlinkSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import type { SiteServer } from '../../../emulator/site/vite-server.ts';
import { startTestSite, getTestSitePath } from '../../support/emulator/site/running-site.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

interface Result {
  readonly status: number;
  readonly cacheControl: string | undefined;
  readonly body: string;
}

/** Requests a path without normalizing it, as fetch would. */
type Get = (path: string, headers?: Readonly<Record<string, string>>) => Promise<Result>;

async function listen(server: SiteServer): Promise<Get> {
  const http = createServer((incoming, outgoing) => {
    server.middlewares(incoming, outgoing, () => outgoing.writeHead(404).end('not served'));
  });
  onTestFinished(() => {
    http.close();
    http.closeAllConnections();
  });
  const address = await new Promise<AddressInfo | string | null>((resolve) => {
    http.listen(0, '127.0.0.1', () => resolve(http.address()));
  });
  const port = typeof address === 'object' ? address?.port : undefined;
  return (path, headers = {}) =>
    new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port, path, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (part: string) => (body += part));
        response.on('end', () => {
          const { statusCode: status = 0, headers: received } = response;
          resolve({ status, cacheControl: received['cache-control'], body });
        });
      });
      outgoing.on('error', reject).end();
    });
}

it('serves a page that imports proxies of web methods', async () => {
  const { server } = await startTestSite(getTestSitePath('flat'));
  const get = await listen(server);
  const page = await get('/pages/home.ts');
  expect(page.status).toBe(200);
  expect(page.body).toContain('from "/backend/greetings.web.ts"');
  const proxies = await get('/backend/greetings.web.ts');
  const names = [...proxies.body.matchAll(/webMethodProxy\("([^"]+)", "([^"]+)"\)/g)];
  expect(names.map(([, file, name]) => [file, name])).toEqual([
    ['backend/greetings.web.js', 'greet'],
    ['backend/greetings.web.js', 'measure'],
    ['backend/greetings.web.js', 'tell'],
  ]);
});

it(
  'serves no backend code and no file outside of the site, for any form of URL',
  { timeout: 60_000 },
  async () => {
    const { server } = await startTestSite(getTestSitePath('flat'));
    const { root } = server.folder();
    const get = await listen(server);
    // Once a page has imported a web-method file, Vite itself considers it safe to serve.
    await get('/pages/home.ts');
    await get('/backend/greetings.web.ts');
    const webMethods = '/backend/greetings.web.ts';
    const secret = '/backend/secret.ts';
    const queries = ['', '?raw', '?url', '?import', '?import&raw', '?import&raw??', '?import&url'];
    const others = [
      '?inline',
      '?import&inline',
      '?worker',
      '?worker&inline',
      '?sharedworker',
      '?t=1',
    ];
    const more = [
      '?html-proxy&index=0.js',
      '?html-inline-proxy&index=0.js',
      '?init',
      '?direct',
      '#x',
    ];
    const addresses = [...queries, ...others, ...more].flatMap((query) =>
      [webMethods, secret, '/backend/secret.json'].flatMap((path) => [
        path + query,
        `/@fs${root}${path}${query}`,
        `/@id/${root}${path}${query}`,
        `/@id${path}${query}`,
        `/${path}${query}`,
        `/pages/..${path}${query}`,
        `/pages/%2e%2e${path}${query}`,
        `/pages/..%2f${path.slice(1)}${query}`,
        `/pages%5c..%5c${path.slice(1)}${query}`,
        `/@vite/..${path}${query}`,
        `${path.replace('backend', '%62ackend')}${query}`,
        `${path.replace('backend', 'BACKEND')}${query}`,
        `${path}%00${query}`,
        `${path}%3fraw${query}`,
        `http://localhost${path}${query}`,
      ]),
    );
    const beside = [
      '/../in-src/src/backend/plain.web.js',
      '/@fs/etc/passwd',
      '/@fs//etc/passwd?raw',
    ];
    const project = new URL('../../../package.json', import.meta.url).pathname;
    const files = [...beside, `/@fs${project}`, `/@fs${project}?import`, '/editor/home.html'];
    const leaks: string[] = [];
    for (const dest of [{}, { 'sec-fetch-dest': 'script' }, { accept: 'text/html' }]) {
      for (const path of [...addresses, ...files]) {
        const { body } = await get(path, dest);
        if (/canary|secretWord|webMethod\(|root:|"velo-inbox"|<main>/.test(body)) {
          leaks.push(path);
        }
      }
    }
    expect(leaks).toEqual([]);
  },
);

it('does not follow a link that was created after the site was read', async () => {
  const site = temporaryFolder({ 'public/a.js': 'export const a = 1;' });
  const outside = temporaryFolder({ 'key.js': 'canary', 'key.txt': 'canary' });
  const { server } = await startTestSite(site);
  const get = await listen(server);
  symlinkSync(`${outside}/key.js`, `${site}/public/key.js`);
  symlinkSync(outside, `${site}/public/more`);
  for (const path of ['/public/key.js', '/public/key.js?raw', '/public/more/key.txt']) {
    expect(await get(path)).toEqual({ status: 404, body: 'not served' });
  }
  expect((await get('/public/a.js')).status).toBe(200);
});

it('returns 403 for a foreign host name', async () => {
  const { server } = await startTestSite(getTestSitePath('flat'));
  const get = await listen(server);
  expect((await get('/public/shout.ts', { host: 'evil.example' })).status).toBe(403);
  expect((await get('/public/shout.ts', { host: 'localhost:1' })).status).toBe(200);
});

it('sends no header that allows other origins to read', async () => {
  const { server } = await startTestSite(getTestSitePath('flat'));
  const http = createServer((incoming, outgoing) => {
    server.middlewares(incoming, outgoing, () => outgoing.end());
  });
  onTestFinished(() => void http.close());
  await new Promise<void>((done) => void http.listen(0, '127.0.0.1', done));
  const address = http.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  for (const path of ['/public/shout.ts', '/backend/greetings.web.ts']) {
    const headers = { origin: 'http://evil.example' };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
});

it('serves a module that throws the error for a page or web-method file with an error', async () => {
  const site = temporaryFolder({
    'pages/home.js': `import 'backend/secret';`,
    'pages/window.js': `import wixWindow from 'wix-window';`,
    'pages/cut.ts': 'export const = 1;',
    'backend/secret.js': '',
    'backend/files.web.js': `import 'node:fs';`,
  });
  const { server } = await startTestSite(site);
  const get = await listen(server);
  const errorModule = async (path: string): Promise<string> => {
    const { status, body } = await get(path);
    expect([status, body.slice(0, 16)]).toEqual([200, 'throw new Error(']);
    return body;
  };
  expect(await errorModule('/pages/home.js')).toContain(
    'pages/home.js imports \\"backend/secret\\"',
  );
  expect(await errorModule('/pages/window.js')).toContain('does not have this module');
  expect(await errorModule('/pages/cut.ts')).toContain('cut.ts');
  expect(await errorModule('/backend/files.web.js')).toContain(
    'backend/files.web.js imports \\"node:fs\\"',
  );
});

it.each([
  { watch: false, cacheControl: 'max-age=60' },
  { watch: true, cacheControl: 'no-cache' },
])('sends $cacheControl with modules if watch is $watch', async ({ watch, cacheControl }) => {
  const { server } = await startTestSite(getTestSitePath('flat'), { watch });
  const get = await listen(server);
  for (const path of ['/pages/home.ts', '/backend/greetings.web.ts']) {
    expect(await get(path)).toMatchObject({ status: 200, cacheControl });
  }
});

it('lets browsers cache no module that throws an error', async () => {
  const site = temporaryFolder({
    'pages/home.js': `import 'backend/secret';`,
    'backend/secret.js': '',
  });
  const { server } = await startTestSite(site);
  const get = await listen(server);
  expect(await get('/pages/home.js')).toMatchObject({ status: 200, cacheControl: 'no-cache' });
});

it('bundles packages of Wix that a site has not installed', async () => {
  const site = temporaryFolder({
    'pages/home.js': `import { formFactor } from '@wix/site-window'; formFactor();`,
  });
  const { server, log } = await startTestSite(site);
  const get = await listen(server);
  const { body } = await get('/pages/home.js');
  const bundled = /from "([^"]+site-window[^"]+)"/.exec(body)?.[1] ?? '';
  const { status, body: code } = await get(bundled);
  expect([status, code.includes('export'), log]).toEqual([200, true, []]);
});

it('serves the real reason of a module that does not load, with the exports that its importers need', async () => {
  const site = temporaryFolder({
    'backend/orders.web.js': `import 'backend/none';\nexport const list = 1;\nexport { list as default };`,
    'backend/older.jsw': `import { x } from 'wix-stores';\nexport function total() {}`,
    'public/broken.js': `export const a = 1;\nexport const b = ;`,
    'pages/home.js': '',
  });
  const { server } = await startTestSite(site);
  const get = await listen(server);
  const exports = (text: string) => [...text.matchAll(/as "(\w+)"/g)].map(([, name]) => name);
  const orders = await get('/backend/orders.web.js');
  expect(orders.body).toContain('throw new Error("backend/orders.web.js imports');
  expect(exports(orders.body)).toEqual(['list', 'default']);
  const older = await get('/backend/older.jsw?import');
  expect(older.body).toContain('does not have this module; use @wix/stores');
  expect(exports(older.body)).toEqual(['total']);
  const broken = await get('/public/broken.js');
  expect(broken.body).toContain('throw new Error("public/broken.js:2:18');
  expect(exports(broken.body)).toEqual(['a', 'b']);
});

it('serves proxies for the functions of a .jsw file, and none of its code', async () => {
  const site = temporaryFolder({
    'backend/orders.jsw': `const secret = 'a-secret';\nexport const list = () => secret;\nexport const size = 3;`,
    'pages/home.js': `import { list } from 'backend/orders';\nlist();`,
  });
  const { server } = await startTestSite(site);
  const get = await listen(server);
  expect((await get('/pages/home.js')).body).toContain('"/backend/orders.jsw');
  for (const query of ['', '?import', '?raw', '?url', '?import&raw']) {
    const { body } = await get(`/backend/orders.jsw${query}`);
    expect(body).toContain('webMethodProxy("backend/orders.jsw", "list")');
    expect(body).not.toMatch(/secret|size/);
  }
});
