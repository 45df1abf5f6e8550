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

/** The pages of a site with these files; titles become page files, names with a full stop layouts. */
function setup({
  titles = ['contact'],
  layouts = {},
  masterPage = false,
  ...options
}: {
  titles?: string[];
  layouts?: Record<string, string>;
  masterPage?: boolean;
} & Pick<PagesOptions, 'nameOf'> = {}) {
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
  let asked = 0;
  const { answer } = createPages({
    site: {
      folder: () => ({
        root,
        editor: join(root, 'editor'),
        pages,
        masterPage: masterPage ? write('pages/masterPage.ts', '') : undefined,
        notEmulated: [],
      }),
      urlOf: async (file) => file.replace(root, ''),
      transformHtml: (_, html) => Promise.resolve(html),
    },
    ...options,
  });
  async function get(path: string) {
    const response = await answer(new URL(path, 'http://127.0.0.1:8080'), () => {
      asked += 1;
      return Promise.resolve(SESSION);
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
  return { get, sessionsAsked: () => asked };
}

test('shows a page at its title, and the first page, or the one called home, at /', async () => {
  const layouts = { 'about us.html': '<body>ABOUT</body>', 'zoo.html': '<body>ZOO</body>' };
  const { get } = setup({ titles: ['about us', 'zoo'], layouts });
  const withHome = setup({ titles: ['about', 'Home'], layouts: { 'Home.html': 'HOME' } });

  expect((await get('/')).text).toContain('ABOUT');
  expect((await get('/about-us')).text).toContain('ABOUT');
  expect((await get('/zoo/?x=1')).text).toContain('ZOO');
  expect((await withHome.get('/')).text).toContain('HOME');
});

test('gives the page its session and its modules as data, and one script', async () => {
  const { get } = setup({ masterPage: true });

  const { text } = await get('/contact');

  expect(text).toContain(`id="velo-session">${JSON.stringify(SESSION)}<`);
  expect(text).toContain('id="velo-modules">["/pages/masterPage.ts","/pages/contact.ts"]<');
  expect(text.match(/<script(?! type="application\/json")/g)).toHaveLength(1);
});

test('is not kept, framed or run with scripts of its own', async () => {
  const { headers } = await setup().get('/');

  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`script-src 'self';`);
  expect(policy).toContain(`frame-ancestors 'none'`);
  expect(policy).toContain(`base-uri 'none'`);
});

test('keeps a layout as it is, around the bar', async () => {
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

test('says that a page without a layout is inferred', async () => {
  const { text } = await setup().get('/contact');

  expect(text).toContain('This page has no layout');
  expect(text).toContain('contact.html');
});

test('writes names of people as text', async () => {
  const { get } = setup({ nameOf: () => '<img src=x onerror=alert(1)>' });

  const { text } = await get('/');

  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(text).not.toContain('<img src=x');
});

test('answers 404 with the list of pages, and asks for no session', async () => {
  const { get, sessionsAsked } = setup({ titles: ['contact', 'zoo'] });

  const { status, text } = await get('/nothing/<b>');

  expect(status).toBe(404);
  expect(text).toContain('href="/zoo"');
  expect(text).not.toContain('<b>');
  expect(sessionsAsked()).toBe(0);
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

test('serves styles and pictures beside the layouts, with their type', async () => {
  const { get } = setup({ layouts: { 'contact.css': 'LAYOUT', 'logo.svg': '<svg/>' } });

  expect(await get('/contact.css')).toMatchObject({ status: 200, text: 'LAYOUT' });
  expect((await get('/contact.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect((await get('/logo.svg')).headers.get('content-type')).toBe('image/svg+xml');
});
