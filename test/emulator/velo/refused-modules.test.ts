// Older modules that the emulator does not have: a file that imports one loads, and what it uses of it throws.
import { readdirSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import * as v from 'valibot';
import { checkSite, VELO_MODULES } from '../../../emulator/check-site.ts';
import { createStubSource, isStub, toStubId } from '../../../emulator/site/module-stubs.ts';
import { createRefusedModule } from '../../../emulator/velo/refused-module.ts';
import { REFUSED_MODULES } from '../../../emulator/velo/refused-modules.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

/** A member of a stub, which can be read and called in every way. */
interface Member {
  (): Member;
  [name: string]: Member;
}

/** Creates the stub of a module that a file imports which has been loaded, or which is being loaded. */
function createStub({ isFileLoaded }: { readonly isFileLoaded: boolean }): Member {
  const refusedModule = createRefusedModule((subject, hint) => new Error(`${subject}: ${hint}`));
  return v.parse(
    v.custom<Member>(() => true),
    refusedModule('wix-stores', { reason: 'It is missing.', isFileLoaded: () => isFileLoaded }),
  );
}
const stores = createStub({ isFileLoaded: true });
const loading = createStub({ isFileLoaded: false });

it.each<[what: string, use: () => unknown, subject: string]>([
  ['a call', () => stores['getProduct']?.(), 'wix-stores.getProduct()'],
  ['a call of a member’s member', () => stores['cart']?.['add']?.(), 'wix-stores.cart.add()'],
  ['a constructor', () => void Reflect.construct(stores, []), 'new wix-stores()'],
  ['a constant', () => stores['Status'], 'wix-stores.Status'],
  ['a call of the module', () => stores(), 'wix-stores()'],
  ['a text', () => String(stores['name']), 'wix-stores.name'],
  ['a number', () => Number(stores['count']), 'wix-stores.count'],
  ['an assignment', () => Reflect.set(stores, 'cart', {}), 'wix-stores.cart'],
])('%s throws', (_, use, subject) => {
  expect(use).toThrow(`${subject}: It is missing.`);
});

it.each<[what: string, use: () => unknown]>([
  ['reading a member', () => stores['cart']?.['items']],
  ['copying', () => ({ ...stores })],
  ['awaiting', () => stores['then']],
  ['extending', () => stores['prototype']],
  ['a call while the file is being loaded', () => loading['create']?.()['orders']],
  ['a constructor while the file is being loaded', () => void Reflect.construct(loading, [])],
  ['a constant while the file is being loaded', () => loading['Status']?.['ACTIVE']],
])('%s does not throw', (_, use) => {
  expect(use).not.toThrow();
});

it.each<[source: string, names: readonly string[]]>([
  [`import stores from 'wix-stores'; stores.cart.add();`, ['cart']],
  [`import stores, { cart as it, getProduct } from 'wix-stores';`, ['cart', 'getProduct']],
  [`import * as stores from 'wix-stores'; stores.cart.add(); stores.cart.empty();`, ['cart']],
  [`export { cart } from 'wix-stores'; import { a } from 'wix-crm';`, ['cart']],
  [`import 'wix-stores';`, []],
])('the stub for %j exports %j', (source, names) => {
  const folder = temporaryFolder({ 'pages/a.js': source });
  const id = toStubId('wix-stores', `${folder}/pages/a.js`, 'It is missing.');
  expect([isStub(id), isStub('wix-stores')]).toEqual([true, false]);
  const code = createStubSource(id);
  expect([...code.matchAll(/ as "(\w+)"/g)].map(([, name]) => name)).toEqual(names);
  expect(code).toContain('refused as default');
  expect(code).toContain('"It is missing."');
});

test('the report names each of them, and the side on which Wix has it', () => {
  const site = temporaryFolder({
    'backend/a.js': `import 'wix-stores-frontend';\nimport 'wix-stores.v2';`,
    'pages/a.js': `import 'wix-stores-backend';\nimport 'wix-bookings-frontend';\nimport 'wix-storez';`,
  });
  const lines = checkSite(site).problems.map(({ file, line, kind, loads, problem }) => [
    file,
    line,
    kind,
    loads,
    problem,
  ]);
  const missing = 'the emulator does not have this module';
  expect(lines).toEqual([
    ['backend/a.js', 1, 'refused', undefined, 'it can be imported only in page code'],
    ['backend/a.js', 2, 'missing', true, `${missing}, so its calls throw; use @wix/stores`],
    ['pages/a.js', 1, 'refused', undefined, 'it can be imported only in backend code'],
    ['pages/a.js', 2, 'missing', true, `${missing}, so its calls throw; use @wix/bookings`],
    ['pages/a.js', 3, 'missing', undefined, `${missing}; use the @wix/ package of the same API`],
  ]);
});

test('each module with typings is emulated or refused, and none is both', () => {
  const emulated = new Set([...VELO_MODULES.backend.keys(), ...VELO_MODULES.page.keys()]);
  const withTypings = readdirSync('node_modules/corvid-types/types/common')
    .filter((file) => /^wix-.+\.d\.ts$/.test(file))
    .map((file) => file.replace(/\.d\.ts$/, ''))
    // It has types only.
    .filter((name) => name !== 'wix-dataset');
  expect(withTypings.length).toBeGreaterThan(30);
  expect(withTypings.filter((name) => !emulated.has(name) && !REFUSED_MODULES.has(name))).toEqual(
    [],
  );
  expect([...REFUSED_MODULES].filter((name) => emulated.has(name))).toEqual([]);
});
