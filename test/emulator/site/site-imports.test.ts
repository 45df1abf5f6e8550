import { symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { resolveSiteImport, type SiteImport } from '../../../emulator/site/site-imports.ts';
import type { Side } from '../../../emulator/site/velo-modules.ts';
import { getTestSitePath } from '../../support/emulator/site/running-site.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const root = getTestSitePath('flat');
const veloModules = {
  backend: new Map([
    ['wix-data', '/velo/backend/wix-data.ts'],
    ['wix-realtime-backend', '/velo/wix-realtime-backend.ts'],
  ]),
  page: new Map([
    ['wix-data', '/velo/pages/wix-data.ts'],
    ['wix-location', '/velo/wix-location.ts'],
  ]),
};

/** Resolves an import of a file of the test site, on the side of its folder. */
function resolve(from: string, specifier: string, side?: Side): SiteImport {
  return resolveSiteImport(
    { root, veloModules },
    `${root}/${from}`,
    specifier,
    side ?? (from.startsWith('backend/') ? 'backend' : 'page'),
  );
}

it.each([
  ['backend/greetings.web.ts', 'backend/secret', 'backend/secret.ts'],
  ['backend/greetings.web.ts', 'backend/deep/count.web', 'backend/deep/count.web.js'],
  ['backend/greetings.web.ts', 'backend/deep/count.web.js', 'backend/deep/count.web.js'],
  ['backend/greetings.web.ts', 'public/shout', 'public/shout.ts'],
  ['backend/greetings.web.ts', 'public/shout.js', 'public/shout.ts'],
  ['backend/greetings.web.ts', './secret', 'backend/secret.ts'],
  ['backend/deep/count.web.js', '../secret', 'backend/secret.ts'],
  ['pages/home.ts', 'backend/greetings.web', 'backend/greetings.web.ts'],
  ['pages/home.ts', 'public/shout', 'public/shout.ts'],
  ['public/shout.ts', 'backend/greetings.web', 'backend/greetings.web.ts'],
])('resolves in %s the import "%s"', (from, specifier, file) => {
  expect(resolve(from, specifier)).toEqual({
    kind: 'file',
    file: `${root}/${file}`,
  });
});

it('resolves a package name to a package', () => {
  const from = 'backend/secret.ts';
  expect(resolve(from, '@wix/inbox')).toEqual({
    kind: 'package',
    name: '@wix/inbox',
  });
  expect(resolve(from, 'valibot')).toEqual({ kind: 'package', name: 'valibot' });
});

it.each<[from: string, side: Side, specifier: string, file: string]>([
  ['backend/secret.ts', 'backend', 'wix-realtime-backend', '/velo/wix-realtime-backend.ts'],
  ['backend/secret.ts', 'backend', 'wix-data', '/velo/backend/wix-data.ts'],
  ['pages/home.ts', 'page', 'wix-data', '/velo/pages/wix-data.ts'],
  ['public/shout.ts', 'page', 'wix-data', '/velo/pages/wix-data.ts'],
  ['public/shout.ts', 'backend', 'wix-data', '/velo/backend/wix-data.ts'],
])('resolves in %s for the %s the older module %s', (from, side, specifier, file) => {
  expect(resolve(from, specifier, side)).toEqual({ kind: 'velo', file });
});

it.each([
  ['backend/secret.ts', 'node:fs', 'NOT_EMULATED', 'has only assert, buffer, crypto'],
  ['backend/secret.ts', 'fs', 'NOT_EMULATED', 'has only assert, buffer, crypto'],
  ['backend/secret.ts', 'fs/promises', 'NOT_EMULATED', 'has only assert, buffer, crypto'],
  ['public/shout.ts', 'crypto', 'IMPORT_REFUSED', 'only in backend code'],
  ['backend/secret.ts', 'wix-stores', 'NOT_EMULATED', 'does not have this module'],
  ['pages/home.ts', 'wix-stores', 'NOT_EMULATED', 'does not have this module'],
  ['backend/secret.ts', 'wix-location', 'IMPORT_REFUSED', 'only in page code'],
  ['pages/home.ts', 'wix-realtime-backend', 'IMPORT_REFUSED', 'only in backend code'],
  ['public/shout.ts', 'wix-realtime-backend', 'IMPORT_REFUSED', 'only in backend code'],
  ['pages/home.ts', 'backend/greetings', 'IMPORT_REFUSED', 'write "backend/greetings.web"'],
  ['backend/secret.ts', 'backend/greetings', 'IMPORT_REFUSED', 'backend/greetings.jsw'],
  ['pages/home.ts', 'backend/secret', 'IMPORT_REFUSED', 'only web methods'],
  ['public/shout.ts', 'backend/secret', 'IMPORT_REFUSED', 'only web methods'],
  ['pages/home.ts', 'backend/secret.json', 'IMPORT_REFUSED', 'only web methods'],
  ['pages/home.ts', '../backend/secret', 'IMPORT_REFUSED', 'write "backend/..."'],
  ['public/shout.ts', '../pages/home', 'IMPORT_REFUSED', 'a page cannot be imported'],
  ['backend/secret.ts', 'pages/home', 'IMPORT_REFUSED', 'a page cannot be imported'],
  [
    'backend/secret.ts',
    '../../in-src/x',
    'IMPORT_REFUSED',
    'outside of backend/, public/ and pages/',
  ],
  [
    'backend/secret.ts',
    'public/../editor/home',
    'IMPORT_REFUSED',
    'outside of backend/, public/ and pages/',
  ],
  ['backend/secret.ts', '/etc/passwd', 'IMPORT_REFUSED', 'or a package name'],
  ['backend/secret.ts', 'https://example.com/x.js', 'IMPORT_REFUSED', 'or a package name'],
  ['backend/secret.ts', 'file:///etc/passwd', 'IMPORT_REFUSED', 'or a package name'],
  ['backend/secret.ts', 'data:text/javascript,1', 'IMPORT_REFUSED', 'or a package name'],
  ['backend/secret.ts', 'backend/none', 'IMPORT_REFUSED', 'no such file in backend/'],
])('rejects in %s the import "%s"', (from, specifier, code, message) => {
  const error = resolveError(from, specifier);
  expect(error).toMatchObject({ code });
  expect(error.message).toContain(`${from} imports "${specifier}": `);
  expect(error.message).toContain(message);
});

it.each<[from: string, specifier: string, file: string]>([
  ['pages/a.js', 'backend/orders', 'backend/orders.jsw'],
  ['pages/a.js', 'backend/orders.jsw', 'backend/orders.jsw'],
  ['pages/a.js', 'backend/both', 'backend/both.jsw'],
  ['backend/both.js', 'backend/orders', 'backend/orders.jsw'],
  ['backend/orders.jsw', './both', 'backend/both.js'],
])('resolves in %s the import "%s" beside a .jsw file', (from, specifier, file) => {
  const site = temporaryFolder({
    'backend/orders.jsw': '',
    'backend/both.jsw': '',
    'backend/both.js': '',
    'pages/a.js': '',
  });
  const side = from.startsWith('pages/') ? 'page' : 'backend';
  expect(
    resolveSiteImport({ root: site, veloModules }, `${site}/${from}`, specifier, side),
  ).toEqual({ kind: 'file', file: `${site}/${file}` });
});

it.each<[from: string, specifier: string]>([
  ['backend/secret.ts', 'backend/greetings'],
  ['backend/secret.ts', './greetings'],
  ['pages/home.ts', 'backend/greetings'],
])('resolves in %s the import "%s" without .web if it is optional', (from, specifier) => {
  const side = from.startsWith('pages/') ? 'page' : 'backend';
  const options = { root, veloModules, isWebOptional: true };
  expect(resolveSiteImport(options, `${root}/${from}`, specifier, side)).toEqual(
    resolve(from, 'backend/greetings.web'),
  );
});

it('resolves the modules of Node.js that Wix has, in the backend', () => {
  expect(resolve('backend/secret.ts', 'crypto')).toEqual({ kind: 'package', name: 'crypto' });
  expect(resolve('backend/secret.ts', 'node:zlib')).toEqual({ kind: 'package', name: 'zlib' });
  expect(resolve('public/shout.ts', 'util', 'backend')).toEqual({ kind: 'package', name: 'util' });
});

it('rejects a link from public/ into the backend', () => {
  const site = temporaryFolder({ 'backend/secret.js': '', 'public/a.js': '' });
  symlinkSync(`${site}/backend/secret.js`, `${site}/public/key.js`);
  expect(() =>
    resolveSiteImport({ root: site, veloModules }, `${site}/public/a.js`, 'public/key', 'page'),
  ).toThrow(/is a link to a file outside of public\//);
});

function resolveError(from: string, specifier: string): Error {
  try {
    resolve(from, specifier);
  } catch (error) {
    if (error instanceof Error) {
      return error;
    }
  }
  throw new Error(`${from} resolved ${specifier} without an error`);
}
