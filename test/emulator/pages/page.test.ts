import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createPages } from '../../../emulator/pages/page.ts';
import type { PagesOptions } from '../../../emulator/pages/page.ts';

const SESSION = {
  token: 'token-of-the-visitor',
  identity: { kind: 'visitor', id: '40096143-3643-4cc1-8329-30a7fc2c595e' },
  mode: 'live',
} as const;

/** Creates the pages of a site. `titles` become page files; `layouts` are files of the editor folder, by name. */
function setup({
  titles = ['contact'],
  layouts = {},
  masterPage = false,
  ...options
}: {
  titles?: string[];
  layouts?: Record<string, string>;
  masterPage?: boolean;
} & Pick<PagesOptions, 'getDisplayName'> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'pages-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (name: string, text: string): string => {
    const file = join(root, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const pages = titles.map((title) => ({ title, file: write(`pages/${title}.ts`, '') }));
  for (const [name, text] of Object.entries(layouts)) write(`editor/${name}`, text);
  let sessionCalls = 0;
  const { respond } = createPages({
    site: {
      folder: () => ({
        root,
        editor: join(root, 'editor'),
        pages,
        masterPage: masterPage ? write('pages/masterPage.ts', '') : undefined,
      }),
      urlOf: async (file) => file.replace(root, ''),
      transformHtml: (_, html) => Promise.resolve(html),
    },
    ...options,
  });
  async function get(path: string) {
    const response = await respond(new URL(path, 'http://127.0.0.1:8080'), () => {
      sessionCalls += 1;
      return Promise.resolve(SESSION);
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
  return { get, countSessionCalls: () => sessionCalls };
}

test('serves a page at its slug, and the page named home or else the first page at /', async () => {
  const layouts = { 'about us.html': '<body>ABOUT</body>', 'zoo.html': '<body>ZOO</body>' };
  const { get } = setup({ titles: ['about us', 'zoo'], layouts });
  const withHome = setup({ titles: ['about', 'Home'], layouts: { 'Home.html': 'HOME' } });

  expect((await get('/')).text).toContain('ABOUT');
  expect((await get('/about-us')).text).toContain('ABOUT');
  expect((await get('/zoo/?x=1')).text).toContain('ZOO');
  expect((await withHome.get('/')).text).toContain('HOME');
});

test('writes the session and the modules into the page as data, with one script', async () => {
  const { get } = setup({ masterPage: true });

  const { text } = await get('/contact');

  expect(text).toContain(`id="velo-session">${JSON.stringify(SESSION)}<`);
  expect(text).toContain('id="velo-modules">["/pages/masterPage.ts","/pages/contact.ts"]<');
  expect(text.match(/<script(?! type="application\/json")/g)).toHaveLength(1);
});

test('places the master page around a page, and not around a lightbox', async () => {
  const { get } = setup({
    layouts: {
      'masterPage.html': '<body><p id="menu"></p><slot></slot></body>',
      'contact.html': '<body><p id="own"></p></body>',
    },
  });

  expect((await get('/contact')).text).toContain('<p id="menu"></p><p id="own">');
  expect((await get('/contact?lightbox')).text).not.toContain('id="menu"');
});

test('sends headers against caching, framing and inline scripts', async () => {
  const { headers } = await setup().get('/');

  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`script-src 'self';`);
  expect(policy).toContain(`frame-ancestors 'none'`);
  expect(policy).toContain(`base-uri 'none'`);
});

test('inserts the bar into a layout without changing it otherwise', async () => {
  const layout =
    '<!doctype html><html lang="de"><head><title>T</title></head><body class="x"><p id="a"></p></body></html>';
  const { get } = setup({ layouts: { 'contact.html': layout } });

  const { text } = await get('/contact');

  expect(text).toMatch(
    /<html lang="de"><head><title>T<\/title>[\s\S]*<\/head><body class="x">\s*<velo-bar/,
  );
  expect(text).toMatch(/<\/velo-bar\s*>\s*<p id="a"><\/p><\/body><\/html>$/);
  expect(text).not.toContain('inferred');
});

test('shows a note on a page without a layout', async () => {
  const { text } = await setup().get('/contact');

  expect(text).toContain('No layout found');
  expect(text).toContain('contact.html');
});

test('escapes the display name', async () => {
  const { get } = setup({ getDisplayName: () => '<img src=x onerror=alert(1)>' });

  const { text } = await get('/');

  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(text).not.toContain('<img src=x');
});

test('returns 404 with the list of pages, without a session', async () => {
  const { get, countSessionCalls } = setup({ titles: ['contact', 'zoo'] });

  const { status, text } = await get('/nothing/<b>');

  expect(status).toBe(404);
  expect(text).toContain('href="/zoo"');
  expect(text).not.toContain('<b>');
  expect(countSessionCalls()).toBe(0);
});

test.for([
  '/../secret.css',
  '/%2e%2e/secret.css',
  '/..%2fsecret.css',
  '/..%5csecret.css',
  '/editor/contact.css',
  '/contact.css%00',
  '/%',
  '/sub/inner.css',
  '/contact.html',
])('serves no file at %s', async (path) => {
  const layouts = { 'contact.css': 'LAYOUT', '../secret.css': 'SECRET', 'sub/inner.css': 'INNER' };
  const { get } = setup({ layouts });

  const { status, text } = await get(path);

  expect(status).toBe(404);
  expect(text).not.toMatch(/LAYOUT|SECRET|INNER/);
});

test('serves stylesheets and images of the editor folder, with their content type', async () => {
  const { get } = setup({ layouts: { 'contact.css': 'LAYOUT', 'logo.svg': '<svg/>' } });

  expect(await get('/contact.css')).toMatchObject({ status: 200, text: 'LAYOUT' });
  expect((await get('/contact.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect((await get('/logo.svg')).headers.get('content-type')).toBe('image/svg+xml');
});
