// The globals of page code: those of a worker.
import { expect, it } from 'vitest';
import { replaceGlobals } from '../../../emulator/site/worker-globals.ts';

const GLOBALS = { scope: 'W', missing: ['window', 'document', 'module'], replaced: ['self'] };

it.each<[what: string, file: string, source: string, code: string | undefined]>([
  ['a missing name', 'pages/a.js', 'document.title = 1;', 'W.document.title = 1;'],
  ['`typeof` of a missing name', 'pages/a.js', 'x = typeof window;', 'x = "undefined";'],
  ['a name with another value', 'pages/a.js', 'self.x = typeof self;', 'W.self.x = typeof W.self;'],
  ['a shorthand property', 'public/a.ts', 'f({ window });', 'f({ window: W.window });'],
  ['a parameter', 'pages/a.js', '(document) => document.x;', '(document) => document.x;'],
  ['a property', 'pages/a.js', 'x.document;', 'x.document;'],
  [
    'an import',
    'pages/a.ts',
    `import { window } from '@wix/site-window'; window.x();`,
    'import { window } from "@wix/site-window";\nwindow.x();',
  ],
  ['a file without such a name', 'pages/a.js', 'x.y();', undefined],
  ['the code of a custom element', 'public/custom-elements/a.js', 'document.title = 1;', undefined],
])('replaces %s', async (_, file, source, code) => {
  const changed = await replaceGlobals(file, source, GLOBALS);
  expect(changed?.code.trim()).toBe(code);
});
