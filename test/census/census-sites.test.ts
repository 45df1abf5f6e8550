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

test.each(loading.map((site) => [basename(site), site]))(
  'every file of %s loads, and lacks nothing',
  (_, site) => {
    const { pages, backend, stoppedBy, missing, error } = countSite(site);
    expect({ error, lacks: [...stoppedBy, ...missing] }).toEqual({ error: undefined, lacks: [] });
    expect(pages.complete + backend.complete).toBe(pages.total + backend.total);
    expect(pages.total + backend.total).toBeGreaterThan(0);
  },
);

test('what stops files, and what is missing in files that load, is named', () => {
  expect(failing.map(countSite)).toEqual([
    {
      site: 'failing',
      pages: { total: 3, loading: 3, complete: 1 },
      backend: { total: 4, loading: 3, complete: 0 },
      stoppedBy: new Map([['backend/nowhere', 1]]),
      missing: new Map([
        ['fs', 2],
        ['nodemailer', 1],
        ['wix-members-frontend.authentication.login', 1],
        ['wix-stores-backend', 2],
        ['wix-pay.startPayment', 1],
        ['wix-pay-frontend.currencies.getAllCurrencies', 1],
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
