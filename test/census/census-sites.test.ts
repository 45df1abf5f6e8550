// The census over small sites, one for each older module and file that Wix runs.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { countSite, listSites } from '../../bench/census/count-sites.ts';
import { VELO_MODULES } from '../../emulator/check-site.ts';
import { readImports } from '../../emulator/site/parse-imports.ts';
import { readSiteFolder } from '../../emulator/site/site-folder.ts';

const sites = listSites('test/sites/census');
const failing = sites.filter((site) => basename(site) === 'failing');
const loading = sites.filter((site) => !failing.includes(site));

test.each(loading.map((site) => [basename(site), site]))('every file of %s loads', (_, site) => {
  const { pages, backend, stoppedBy, error } = countSite(site);
  expect({ error, stoppedBy: [...stoppedBy] }).toEqual({ error: undefined, stoppedBy: [] });
  expect(pages.loading + backend.loading).toBe(pages.total + backend.total);
  expect(pages.total + backend.total).toBeGreaterThan(0);
});

test('what stops the files of a site that does not load is named', () => {
  expect(failing.map(countSite)).toEqual([
    {
      site: 'failing',
      pages: { total: 3, loading: 1 },
      backend: { total: 3, loading: 0 },
      stoppedBy: new Map([
        ['wix-members-frontend.authentication.login', 1],
        ['wix-stores-backend', 2],
        ['fs', 2],
        ['wix-pay.startPayment', 1],
        ['wix-pay-frontend.currencies.getAllCurrencies', 1],
        ['backend/nowhere', 1],
        ['wix-pay-backend.createPayment', 1],
      ]),
    },
  ]);
});

test('the sites import every older module that the emulator has', () => {
  const imported = new Set(
    sites.flatMap((site) =>
      [...readSiteFolder({ site }).code.values()].flatMap((file) =>
        readImports(file, readFileSync(file, 'utf8')).map(({ specifier }) => specifier),
      ),
    ),
  );
  const modules = [...VELO_MODULES.backend.keys(), ...VELO_MODULES.page.keys()];
  expect(modules.filter((name) => !imported.has(name))).toEqual([]);
});
