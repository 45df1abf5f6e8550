// CommonJS in a site's files, and stubs of what is not installed: what the functions of a loaded file return.
import { expect, it, test } from 'vitest';
import * as v from 'valibot';
import { VELO_MODULES } from '../../../emulator/check-site.ts';
import { startTestSite } from '../../support/emulator/site/running-site.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const loadedFile = v.object({
  run: v.custom<() => unknown>((value) => typeof value === 'function'),
});

/** Loads `backend/a.js` of a site with these files and returns what its function `run` returns. */
async function runFile(files: Readonly<Record<string, string>>): Promise<unknown> {
  const site = temporaryFolder(files);
  const { server } = await startTestSite(site, { refused: VELO_MODULES.refused });
  const { run } = v.parse(loadedFile, await server.load(`${site}/backend/a.js`));
  return run();
}

function errorOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

it.each<[what: string, files: Record<string, string>, result: unknown]>([
  [
    'a module of Node.js, at the start or in a function',
    {
      'backend/a.js': `const path = require('path');
        export const run = () => [path.join('a', 'b'), require('url').parse('x://y').host];`,
    },
    ['a/b', 'y'],
  ],
  [
    'a package in CommonJS: what it exports',
    {
      'backend/a.js': `const { add } = require('sums'); exports.run = () => [add(1, 2), require('sums').name];`,
      'node_modules/sums/index.js': `module.exports = (() => ({ add: (a, b) => a + b, name: 'sums' }))();`,
      'node_modules/sums/package.json': '{ "name": "sums", "version": "1.0.0" }',
    },
    [3, 'sums'],
  ],
  [
    'a package of modules: all its exports',
    {
      'backend/a.js': `exports.run = () => [require('sums').add(1, 2), require('sums').default];`,
      'node_modules/sums/index.js': `export const add = (a, b) => a + b; export default 'sums';`,
      'node_modules/sums/package.json': '{ "name": "sums", "version": "1.0.0", "type": "module" }',
    },
    [3, 'sums'],
  ],
  [
    'files in CommonJS, with module.exports and exports',
    {
      'backend/a.js': `const ä = require('public/all.js'); const { b } = require('./each');
        module.exports = { run: () => [ä.a, b] };`,
      'public/all.js': `const a = 1;\nmodule.exports = { a };`,
      'backend/each.js': `'use strict';\nexports.b = 2;`,
    },
    [1, 2],
  ],
  [
    'a file in CommonJS by import, by name and as the default',
    {
      'backend/a.js': `import all, { a } from './all'; import make from './make';
        export const run = () => [all.a, a, make()];`,
      'backend/all.js': `exports.a = 1;`,
      'backend/make.js': `module.exports = () => 2;`,
    },
    [1, 1, 2],
  ],
  [
    'compiled modules',
    {
      'backend/a.js': `import it, { b } from './compiled'; export const run = () => [it, b];`,
      'backend/compiled.js': `exports.__esModule = true; exports.default = 1; exports.b = 2;`,
    },
    [1, 2],
  ],
  [
    'a bundle that declares the names itself',
    {
      'backend/a.js': `import './bundle'; export const run = () => 1;`,
      'backend/bundle.js': `(function (require, module, exports) { if (require) require('./no');
        module.exports = {}; exports.a = 1; })(undefined, {}, {});`,
    },
    1,
  ],
  [
    'JSON',
    {
      'backend/a.js': `import d from 'public/d.json'; export const run = () => [d, require('public/d.json')];`,
      'public/d.json': '{"a":1}',
    },
    [{ a: 1 }, { a: 1 }],
  ],
  [
    'what is not installed, while the file is being loaded',
    {
      'backend/a.js': `import Stripe, { Status } from 'no-such-package'; const api2 = require('no-such-package-2');
        import fs, { readFileSync } from 'fs';
        const stripe = new Stripe('key'); const api = api2.create({ status: Status.ACTIVE });
        class Table extends Stripe {}
        const errorOf = (call) => { try { return call(); } catch (error) { return error.message; } };
        export const run = () =>
          [() => stripe.list(), () => api(), () => new Table(), () => fs.existsSync('/'), () => readFileSync('/')]
            .map(errorOf);`,
    },
    [
      expect.stringContaining('new no-such-package().list()'),
      expect.stringContaining('no-such-package-2.create()()'),
      expect.stringContaining('The package is not installed in the folder of the site.'),
      expect.stringContaining('fs.existsSync()'),
      expect.stringContaining('The emulator refuses this module of Node.js.'),
    ],
  ],
])('runs %s', async (_, files, result) => {
  expect(await runFile(files)).toEqual(result);
});

test('a require that is refused throws when it is called', async () => {
  const files = { 'backend/a.js': `export const run = () => require('./nowhere');` };
  await expect(runFile(files)).rejects.toThrow(
    'backend/a.js imports "./nowhere": there is no such file in backend/',
  );
});

test('an error has its line in the source', async () => {
  const site = temporaryFolder({
    'backend/a.js': `const path = require('path');\nmodule.exports = { run() {\n  throw new Error(path.sep);\n} };`,
  });
  const { server } = await startTestSite(site);
  const { run } = v.parse(loadedFile, await server.load(`${site}/backend/a.js`));
  const { stack = '' } = v.parse(v.instance(Error), errorOf(run));
  expect(server.locate(stack, 'backend')).toMatch(/^backend\/a\.js:3:/);
});
