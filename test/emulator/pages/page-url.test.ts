// URL patterns of dynamic pages, and the URLs of items: a table of patterns, values and addresses.
import { expect, test } from 'vitest';
import {
  matchesItem,
  matchesShape,
  parsePageUrl,
  routeOf,
  shapeOf,
  toUrlText,
  urlOfItem,
  type PageUrl,
} from '../../../emulator/pages/page-url.ts';
import { toCanonicalPath } from '../../../emulator/http/canonical-path.ts';

function parse(pattern: string): PageUrl {
  const url = parsePageUrl(pattern);
  if (typeof url === 'string') throw new Error(url);
  return url;
}

test.each<[pattern: string, fields: readonly string[], route: string, shape: string]>([
  ['/projects/{title}', ['title'], '/{title}', '/projects/{}'],
  ['projects/{title}/', ['title'], '/{title}', '/projects/{}'],
  ['/projects', [], '/', '/projects'],
  ['/dishes/meal/{meal}', ['meal'], '/meal/{meal}', '/dishes/meal/{}'],
  ['/a/{b}/{c}/d', ['b', 'c'], '/{b}/{c}/d', '/a/{}/{}/d'],
  ['/a/{b}-{c}', ['b', 'c'], '/{b}-{c}', '/a/{}-{}'],
  ['/a/{_id}', ['_id'], '/{_id}', '/a/{}'],
  ['/a/{b}/{b}', ['b'], '/{b}/{b}', '/a/{}/{}'],
])('reads %s', (pattern, fields, route, shape) => {
  const url = parse(pattern);

  expect([url.fields, routeOf(url), shapeOf(url)]).toEqual([fields, route, shape]);
});

test.each<[pattern: string, problem: string]>([
  ['', 'is no section'],
  ['/', 'is no section'],
  ['//a', 'is no section'],
  ['/a//b', 'is no section'],
  ['/{title}', 'must be text'],
  ['/x{title}/a', 'must be text'],
  ['/_emulator/{title}', 'own routes'],
  ['/a/{}', 'is no section'],
  ['/a/{title', 'is no section'],
  ['/a/title}', 'is no section'],
  ['/a/{{title}}', 'is no section'],
  ['/a/{__proto__.x}', 'is no section'],
  ['/a/../{title}', 'is no section'],
  ['/a/./{title}', 'is no section'],
  ['/a/%2e%2e', 'is no section'],
  ['/a/b?c={d}', 'is no section'],
  ['/a/b\\c', 'is no section'],
  ['/a/<b>', 'is no section'],
  [`/a/${'b'.repeat(1000)}`, 'longer than'],
])('refuses the pattern %s', (pattern, problem) => {
  expect(parsePageUrl(pattern)).toContain(problem);
});

test.each<[value: unknown, url: string | undefined]>([
  ['Big Tower', '/p/big-tower'],
  ['big-tower', '/p/big-tower'],
  ['a  b', '/p/a--b'],
  ['Übergröße', '/p/%C3%BCbergr%C3%B6%C3%9Fe'],
  ['犬', '/p/%E7%8A%AC'],
  ['👩‍🚀', '/p/%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80'],
  ['CI/CD?', '/p/ci-cd-'],
  ['a%2Fb', '/p/a-2fb'],
  ['100% off', '/p/100%25-off'],
  ['..', '/p/--'],
  ['.', '/p/-'],
  ['../../etc/passwd', '/p/..-..-etc-passwd'],
  ['Dr.', '/p/dr-'],
  ['v1.2', '/p/v1.2'],
  ['a\\b;c#d', '/p/a-b-c-d'],
  ['line\nbreak\u0000', '/p/line-break-'],
  ['<script>"\'', "/p/%3Cscript%3E%22'"],
  [7, '/p/7'],
  [0, '/p/0'],
  [false, '/p/false'],
  ['x'.repeat(1000), `/p/${'x'.repeat(1000)}`],
  ['x'.repeat(1001), undefined],
  ['', undefined],
  ['  ', undefined],
  [undefined, undefined],
  [null, undefined],
  [['a'], undefined],
  [{ $date: '2026-01-01T00:00:00Z' }, undefined],
  ['\ud800', undefined],
])('the item with the title %j has the URL %s', (title, url) => {
  const pattern = parse('/p/{title}');

  expect(urlOfItem(pattern, { title })).toBe(url);
  if (url === undefined) return;
  // The emulator serves it, and the item is found by it.
  expect(toCanonicalPath(url)).toBe(url);
  const path = url.slice(1).split('/').map(decodeURIComponent);
  expect(matchesItem(pattern, path, { title })).toBe(true);
  expect(toUrlText(path[1])).toBe(path[1]);
});

test.each<[pattern: string, path: string, item: Record<string, unknown>, matches: boolean]>([
  ['/p/{t}', 'p/Big Tower', { t: 'big tower' }, true],
  ['/p/{t}', 'p/BIG-TOWER', { t: 'Big Tower' }, true],
  ['/p/{t}', 'P/big-tower', { t: 'Big Tower' }, false],
  ['/p/Menu/{t}', 'p/menu/x', { t: 'x' }, false],
  ['/p/{t}', 'p/', { t: '' }, false],
  ['/p/{t}', 'p', { t: 'x' }, false],
  ['/p/{t}', 'p/x/y', { t: 'x/y' }, false],
  ['/p/{t}', 'p/constructor', {}, false],
  ['/p/{a}-{b}', 'p/x-y-z', { a: 'x', b: 'y z' }, true],
  ['/p/{a}-{b}', 'p/x-y-z', { a: 'x y', b: 'z' }, true],
  ['/p', 'p', {}, true],
])('%s at %s', (pattern, path, item, matches) => {
  expect(matchesItem(parse(pattern), path.split('/'), item)).toBe(matches);
});

test('a shape matches addresses of any item', () => {
  const url = parse('/p/x/{t}');

  expect(matchesShape(url, ['p', 'x', 'anything'])).toBe(true);
  expect(matchesShape(url, ['p', 'y', 'anything'])).toBe(false);
  expect(matchesShape(url, ['p', 'x'])).toBe(false);
});
