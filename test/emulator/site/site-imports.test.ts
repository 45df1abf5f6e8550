import { symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { resolveSiteImport } from '../../../emulator/site/site-imports.ts';
import { getTestSitePath } from '../../support/emulator/site/running-site.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const root = getTestSitePath('flat');

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
  expect(resolveSiteImport(root, `${root}/${from}`, specifier)).toEqual({
    kind: 'file',
    file: `${root}/${file}`,
  });
});

it('resolves a package name to a package', () => {
  const from = `${root}/backend/secret.ts`;
  expect(resolveSiteImport(root, from, '@wix/inbox')).toEqual({
    kind: 'package',
    name: '@wix/inbox',
  });
  expect(resolveSiteImport(root, from, 'valibot')).toEqual({ kind: 'package', name: 'valibot' });
});

it('resolves wix-realtime-backend in the backend', () => {
  const name = 'wix-realtime-backend';
  expect(resolveSiteImport(root, `${root}/backend/secret.ts`, name)).toEqual({
    kind: 'velo',
    name,
  });
});

it.each([
  ['backend/secret.ts', 'node:fs', 'IMPORT_REFUSED', 'has no Node.js modules'],
  ['backend/secret.ts', 'fs', 'IMPORT_REFUSED', 'has no Node.js modules'],
  ['backend/secret.ts', 'node:crypto', 'IMPORT_REFUSED', 'has no Node.js modules'],
  ['public/shared.ts', 'crypto', 'IMPORT_REFUSED', 'has no Node.js modules'],
  ['backend/secret.ts', 'fs/promises', 'IMPORT_REFUSED', 'has no Node.js modules'],
  ['backend/secret.ts', 'wix-data', 'NOT_EMULATED', 'wix-* modules are not emulated'],
  ['pages/home.ts', 'wix-window-frontend', 'NOT_EMULATED', 'wix-* modules are not emulated'],
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

it('rejects a link from public/ into the backend', () => {
  const site = temporaryFolder({ 'backend/secret.js': '', 'public/a.js': '' });
  symlinkSync(`${site}/backend/secret.js`, `${site}/public/key.js`);
  expect(() => resolveSiteImport(site, `${site}/public/a.js`, 'public/key')).toThrow(
    /is a link to a file outside of public\//,
  );
});

function resolveError(from: string, specifier: string): Error {
  try {
    resolveSiteImport(root, `${root}/${from}`, specifier);
  } catch (error) {
    if (error instanceof Error) {
      return error;
    }
  }
  throw new Error(`${from} resolved ${specifier} without an error`);
}
