import { expect, it } from 'vitest';
import { findPagePackages } from '../../../emulator/site/package-imports.ts';
import { readSiteFolder } from '../../../emulator/site/site-folder.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const veloModules = {
  backend: new Map([['wix-data', '/velo/backend/wix-data.ts']]),
  page: new Map([['wix-location', '/velo/pages/wix-location.ts']]),
};

it('lists the packages of pages and of the public files they import, and not those of backend files', () => {
  const site = temporaryFolder({
    'pages/home.ts': `
      import type { A } from 'only-a-type';
      import b, { type C } from '@wix/site-window';
      import { help } from 'public/help';
      import { send } from 'backend/methods.web';
      import wixLocation from 'wix-location';
      const later = () => import('later');
    `,
    'pages/masterPage.js': `import 'for-its-effect';`,
    'public/help.ts': `export { v } from 'valibot'; import './more';`,
    'public/more.js': `export * from '@wix/sdk/client';`,
    'public/unused.js': `import 'unused';`,
    'backend/methods.web.ts': `import '@wix/inbox';`,
  });
  expect(findPagePackages(readSiteFolder({ site }), { veloModules })).toEqual([
    '/velo/pages/wix-location.ts',
    '@wix/sdk/client',
    '@wix/site-window',
    'for-its-effect',
    'later',
    'valibot',
  ]);
});

it('skips forbidden imports and files that do not parse', () => {
  const site = temporaryFolder({
    'pages/a.js': `import 'node:fs'; import 'wix-window'; import 'public/none'; import 'kept';`,
    'pages/b.js': `import {`,
  });
  expect(findPagePackages(readSiteFolder({ site }), { veloModules })).toEqual(['kept']);
});
