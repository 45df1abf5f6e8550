import { expect, test } from 'vitest';
import { countSite, listSites } from '../../bench/census/count-sites.ts';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';

test('counts the files that load, those that lack nothing, and what stops the others', () => {
  const folder = temporaryFolder({
    'README.md': '',
    'shop/src/backend/orders.web.js': `import { orders } from 'wix-stores-backend';`,
    'shop/src/backend/fine.js': `import { getSecret } from 'wix-secrets-backend';`,
    'shop/src/pages/Home.c1dmp.js': `import wixLocation from 'wix-location';\nwixLocation.url;`,
    'shop/src/pages/Orders.k2lmn.js': `import 'public/list';`,
    'shop/src/pages/Files.z9xyz.js': `import 'fs';`,
    'shop/src/public/list.js': `import { list } from 'backend/orders.web';`,
    'broken/pages/a.js': '',
    'broken/pages/a.ts': '',
    'not-a-site/index.js': '',
  });
  const counts = listSites(folder).map(countSite);
  expect(counts).toEqual([
    {
      site: 'broken',
      pages: { total: 0, loading: 0, complete: 0 },
      backend: { total: 0, loading: 0, complete: 0 },
      stoppedBy: new Map(),
      missing: new Map(),
      error: `Failed to open the site: ${folder}/broken/pages/a.js and ${folder}/broken/pages/a.ts are both pages/a.js on Wix; remove one of them`,
    },
    {
      site: 'shop',
      pages: { total: 3, loading: 2, complete: 1 },
      backend: { total: 2, loading: 2, complete: 1 },
      stoppedBy: new Map([['fs', 1]]),
      missing: new Map([['wix-stores-backend', 2]]),
    },
  ]);
  expect(listSites(`${folder}/shop`)).toEqual([`${folder}/shop`]);
});
