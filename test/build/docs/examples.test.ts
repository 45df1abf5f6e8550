import { expect, test } from 'vitest';
import { exampleErrors } from '../../../build/docs/examples.mjs';
import { blocksOf, docsProject, fenced } from '../../support/build/docs/docs-project.ts';

const ORDER_PAGE = [
  '// pages/order.ts',
  `import { order } from 'backend/shop.web';`,
  '',
  `$w('#order').onClick(async () => {`,
  `  $w('#status').text = await order('rye');`,
  '});',
];

test('examples that are right as what they are have no errors', async () => {
  const blocks = blocksOf({
    'README.md': fenced('ts', ...ORDER_PAGE),
    'docs/page.md': [
      fenced(
        'ts',
        `import { order } from 'backend/shop.web';`,
        '',
        `console.log(await order('rye'));`,
      ),
      fenced(
        'ts',
        '// in backend/shop.web.ts',
        `export const breads: readonly string[] = ['rye'];`,
      ),
      fenced('ts', `import { cpus } from 'node:os';`, '', 'console.log(cpus().length);'),
      fenced('ts signature', 'order(bread: string): Promise<string>'),
    ].join('\n'),
    'docs/javascript.md': [
      fenced('js', ...ORDER_PAGE.map((line) => line.replace('order.ts', 'Order.c1dmp.js'))),
      fenced(
        'js',
        '// backend/later.js',
        'export function later(bread) {',
        '  return bread.slice(1);',
        '}',
      ),
    ].join('\n'),
  });
  expect(await exampleErrors(docsProject(), blocks)).toEqual([]);
});

test('TypeScript that does not compile, breaks a rule or cannot be built is refused at its line', async () => {
  const blocks = blocksOf({
    'docs/types.md': [
      fenced('ts', '// pages/wrong.ts', `$w('#status').text = 1;`),
      fenced('ts', '// backend/no-page.ts', `export const text = document.title;`),
      fenced('ts', `import { cpus } from 'node:os';`, '', `console.log(cpus().size);`),
      fenced('ts', '// in public/shop-settings.ts', `export const bakery: number = 'Corner';`),
      fenced('ts', 'const unused = 1;'),
      fenced('ts signature', 'order(bread: string: Promise<string>'),
      fenced('ts', '// backend/named.js', 'export const named = 1;'),
    ].join('\n'),
    'docs/lint.md': fenced(
      'ts',
      '// backend/loose.ts',
      'export function loose(a: string): boolean {',
      '  return a == "b";',
      '}',
    ),
    'docs/build.md':
      fenced(
        'ts',
        '// pages/reads.ts',
        `import { bakery } from 'backend/bakery';`,
        'console.log(bakery);',
      ) + fenced('ts', '// backend/bakery.ts', `export const bakery = 'Corner';`),
  });
  const errors = await exampleErrors(docsProject(), blocks);
  expect(errors).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^docs\/types\.md:3: TypeScript: .*not assignable to type 'string'/),
      expect.stringMatching(/^docs\/types\.md:8: TypeScript: Cannot find name 'document'/),
      expect.stringMatching(/^docs\/types\.md:14: TypeScript: Property 'size' does not exist/),
      expect.stringMatching(/^docs\/types\.md:19: TypeScript: .*not assignable to type 'number'/),
      expect.stringMatching(/^docs\/types\.md:23: TypeScript: 'unused' is declared/),
      expect.stringMatching(/^docs\/types\.md:27: not a declaration/),
      expect.stringMatching(/^docs\/types\.md:31: backend\/named\.js in a block of ts/),
      expect.stringMatching(/^docs\/lint\.md:4: oxlint: .*eqeqeq/),
      expect.stringMatching(
        /^docs\/build\.md:2: the build refuses it: .*backend\/<name>\.web only/,
      ),
    ]),
  );
});

test('an example that takes the place of a file is refused if the rest of the site needs the old one', async () => {
  const replaced = fenced('ts', '// public/shop-settings.ts', `export const baker = 'Corner';`);
  const blocks = blocksOf({ 'docs/a.md': replaced, 'docs/b.md': fenced('ts', ...ORDER_PAGE) });
  const errors = await exampleErrors(docsProject(), blocks);
  expect(errors.join('\n')).toMatch(/^docs\/a\.md:2: with this page's files, .*bakery/m);
  expect(errors.filter((error) => !error.startsWith('docs/a.md:2: '))).toEqual([]);
});

test('a page may not lean on the files of another page', async () => {
  const blocks = blocksOf({
    'docs/a.md': fenced('ts', '// public/rye.ts', 'export const rye = 1;'),
    'docs/b.md': fenced(
      'ts',
      '// pages/rye.ts',
      `import { rye } from 'public/rye';`,
      'console.log(rye);',
    ),
  });
  expect(await exampleErrors(docsProject(), blocks)).toContainEqual(
    expect.stringMatching(/^docs\/b\.md:3: TypeScript: Cannot find module 'public\/rye'/),
  );
});

test('JavaScript that does not parse, breaks a rule or cannot be built is refused at its line', async () => {
  const blocks = blocksOf({
    'docs/parse.md': fenced('js', '// backend/cut.js', 'export const cut = ;'),
    'docs/lint.md': fenced('js', '// backend/old.js', 'export var old = 1;'),
    'docs/build.md': fenced(
      'js',
      '// pages/Reads.c1dmp.js',
      `import { gone } from 'backend/shop.web';`,
      'console.log(gone);',
    ),
    'docs/new.md': fenced(
      'js',
      '// backend/newer.js',
      'export const newer = (a) => a?.b;',
      'export class Newer { #a = 1; }',
    ),
  });
  expect(await exampleErrors(docsProject(), blocks)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^docs\/parse\.md:3: /),
      expect.stringMatching(/^docs\/lint\.md:3: oxlint: .*no-var/),
      expect.stringMatching(/^docs\/build\.md:\d+: the build refuses it: .*exports no gone/),
      expect.stringMatching(/^docs\/new\.md:\d+: the build refuses it: .*not ES2020/),
    ]),
  );
});
