import { expect, test } from 'vitest';
import { exampleErrors } from '../../../build/docs/examples.mjs';
import { exampleSites, readExamples } from '../../../build/docs/example-files.mjs';
import { blocksOf, docsProject, fenced } from '../../support/build/docs/docs-project.ts';

const ORDER_PAGE = [
  '// pages/order.ts',
  `import { order } from 'backend/shop.web';`,
  '',
  `$w('#order').onClick(async () => {`,
  `  $w('#status').text = await order('rye');`,
  '});',
];

/** Pages without errors. */
const CORRECT = {
  'README.md': [
    fenced('ts', ...ORDER_PAGE),
    fenced(
      'ts',
      `import { order } from 'backend/shop.web';`,
      '',
      `console.log(await order('rye'));`,
    ),
    fenced('ts', '// in backend/shop.web.ts', `export const breads: readonly string[] = ['rye'];`),
    fenced('js', '// in backend/shop.web.js', `export const breads = ['rye'];`),
    fenced('ts', `import { cpus } from 'node:os';`, '', 'console.log(cpus().length);'),
    fenced('ts signature', 'order(bread: string): Promise<string>'),
  ].join('\n'),
  'docs/javascript.md': [
    fenced('js', ...ORDER_PAGE.map((line) => line.replace('order.ts', 'Order.c1dmp.js'))),
    fenced('js', '// backend/later.js', 'export const later = (bread) => bread.slice(1);'),
  ].join('\n'),
};

/** Pages with errors. Each block of code has 4 lines, its fences included, and one error. */
const INCORRECT = {
  'docs/typescript.md': [
    fenced('ts', '// pages/wrong.ts', `$w('#status').text = 1;`),
    fenced('ts', '// backend/no-page.ts', `export const text = document.title;`),
    fenced('ts', `import { cpus } from 'node:os';`, `console.log(cpus().size);`),
    fenced('ts', '// in public/shop-settings.ts', `export const bakery: number = 'Corner';`),
    fenced('ts', '', 'const unused = 1;'),
    fenced('ts signature', 'order(bread: string: Promise<string>', ''),
    fenced('ts', '// backend/named.js', 'export const named = 1;'),
    fenced('ts', '// backend/loose.ts', 'export const loose = (a: string): boolean => a == "b";'),
    fenced('ts', '// pages/reads.ts', `export { bakery } from 'backend/bakery';`),
    fenced('ts', '// backend/bakery.ts', `export const bakery = 'Corner';`),
  ].join(''),
  'docs/replace.md': fenced('ts', '// public/shop-settings.ts', `export const baker = 'Corner';`),
  'docs/pairs.md': [
    fenced('ts', '// in backend/shop.web.ts', 'export const size: number = 1;'),
    fenced('ts', '// in backend/shop.web.ts', 'export const size: number = 1;'),
    fenced('js', '// in backend/shop.web.js', 'export const size = 2;'),
  ].join(''),
  'docs/old.md': [
    fenced('js', '// backend/cut.js', 'export const cut = ;'),
    fenced('js', '// backend/old.js', 'export var old = 1;'),
    fenced('js', '// pages/Reads.c1dmp.js', `export { gone } from 'backend/shop.web';`),
    fenced('js', '// backend/newer.js', 'export class Newer { a = 1; }'),
  ].join(''),
};

/** The errors of all pages. The first test checks them for all: starting the compiler and the linter takes seconds. */
let checked: Promise<readonly string[]> | undefined;
const setup = () =>
  (checked ??= exampleErrors(docsProject(), blocksOf({ ...CORRECT, ...INCORRECT })));

test('correct examples have no errors', async () => {
  const files = Object.keys(CORRECT);
  const errors = (await setup()).filter((error) => files.some((file) => error.startsWith(file)));
  expect(errors).toEqual([]);
});

test.each([
  [
    'a wrong type in a page',
    /^docs\/typescript\.md:3: TypeScript: .*not assignable to type 'string'/,
  ],
  [
    'a global of browsers in the backend',
    /^docs\/typescript\.md:7: TypeScript: .* name 'document'/,
  ],
  ['an unknown property in code for Node', /^docs\/typescript\.md:11: TypeScript: Property 'size'/],
  [
    'a wrong type in an excerpt',
    /^docs\/typescript\.md:15: TypeScript: .*not assignable to type 'num/,
  ],
  ['an unused constant', /^docs\/typescript\.md:19: TypeScript: 'unused' is declared/],
  ['a signature that does not parse', /^docs\/typescript\.md:22: not a declaration/],
  [
    'a JavaScript file in a block of ts',
    /^docs\/typescript\.md:26: backend\/named\.js in a block of ts/,
  ],
  ['a lint error', /^docs\/typescript\.md:31: oxlint: .*eqeqeq/],
  ['a build error', /^docs\/typescript\.md:34: build error: .*backend\/<name>\.web only/],
  [
    'a replaced file that lacks an export',
    /^docs\/replace\.md:2: with this page's files, backend.*bakery/,
  ],
  [
    'types without JavaScript beside them',
    /^docs\/pairs\.md:2: the next block is not the same in JavaScript; expected:\nexport const size = 1;/,
  ],
  ['types with other JavaScript beside them', /^docs\/pairs\.md:6: the next block is not the same/],
  ['JavaScript that does not parse', /^docs\/old\.md:3: /],
  ['a lint error in JavaScript', /^docs\/old\.md:7: oxlint: .*no-var/],
  ['a missing export', /^docs\/old\.md:10: build error: .*exports no gone/],
  ['newer syntax than ES2020', /^docs\/old\.md:14: build error: .*not ES2020/],
])('reports %s at its line', async (_, error) => {
  expect(await setup()).toContainEqual(expect.stringMatching(error));
});

test('reports a replaced file at its block, and nothing about other pages', async () => {
  const pages = Object.keys(INCORRECT).filter((page) => page !== 'docs/replace.md');
  const others = (await setup()).filter((error) => !pages.some((page) => error.startsWith(page)));
  expect(others.filter((error) => !error.startsWith('docs/replace.md:2: '))).toEqual([]);
});

test('a page has its own site, and another one with the second version of a file', () => {
  const { examples } = readExamples(
    blocksOf({
      'docs/a.md': [
        fenced('ts', '// public/rye.ts', 'export const rye = 1;'),
        fenced('ts', '// public/oat.ts', 'export const oat = 1;'),
        fenced('ts', '// public/rye.ts', 'export const rye = 2;'),
      ].join(''),
      'docs/b.md': fenced('ts', '// pages/rye.ts', `export { rye } from 'public/rye';`),
    }),
  );
  const sites = exampleSites(examples).map((site) =>
    [...site].map(([path, { block }]) => `${block.file}:${block.line} ${path}`),
  );
  expect(sites).toEqual([
    ['docs/a.md:2 public/rye.ts', 'docs/a.md:6 public/oat.ts'],
    ['docs/a.md:10 public/rye.ts', 'docs/a.md:6 public/oat.ts'],
    ['docs/b.md:2 pages/rye.ts'],
  ]);
});
