// Wix's older modules have each member that their typings declare, or refuse it by name.
import { afterAll, expect, it } from 'vitest';
import { checkSite, VELO_MODULES } from '../../../emulator/check-site.ts';
import { VELO_PAGE } from '../../../emulator/pages/velo-page.ts';
import { findRefusal, REFUSED_MEMBERS } from '../../../emulator/velo/refused-members.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';
import { readTypings, type Declared } from '../../support/emulator/velo/read-typings.ts';

/** Modules that have no typings, or whose methods are those of a package. */
const WITHOUT_TYPINGS = [
  'wix-auth',
  'wix-crm.v2',
  'wix-inbox.v2',
  'wix-members.v2',
  'wix-web-module',
];
/** What the typings list among the members of a module and a site's own file exports, or that has no run-time value. */
const OF_THE_SITE: Readonly<Record<string, readonly string[]>> = {
  'wix-http-functions': ['get', 'options', 'post', 'put', 'use', 'wixHttpFunctionRequest'],
  'wix-realtime-backend': ['realtime_check_permission'],
  'wix-router': [
    'afterRouter',
    'afterSitemap',
    'beforeRouter',
    'customizeQuery',
    'router',
    'sitemap',
    // The members of an entry; the class is WixRouterSitemapEntry.
    'wixRouterSitemapEntry',
  ],
};

const modules = [...VELO_MODULES.backend, ...VELO_MODULES.page]
  .filter(([name]) => !WITHOUT_TYPINGS.includes(name))
  .map(([name, file]) => ({ module: name.replace(/-frontend$/, ''), name, file }));
const typings = readTypings(new Set(modules.map(({ module }) => module)));

// The page's module `wix-data` gives itself to the datasets of its page.
Reflect.set(globalThis, VELO_PAGE, { shareData() {} });
afterAll(() => void Reflect.deleteProperty(globalThis, VELO_PAGE));

interface Member {
  /** Such as `wix-users.currentUser`. */
  readonly owner: string;
  readonly name: string;
  readonly declared: Declared;
}

/** Lists the members of a module and those of its objects. */
function listMembers(owner: string, members: ReadonlyMap<string, Declared>): readonly Member[] {
  return [...members].flatMap(([name, declared]) => {
    if (OF_THE_SITE[owner]?.includes(name)) return [];
    const isObject = declared instanceof Map && findRefusal(owner, name) === undefined;
    return [
      { owner, name, declared },
      ...(isObject ? listMembers(`${owner}.${name}`, declared) : []),
    ];
  });
}

const hasMember = (holder: unknown, name: string): boolean =>
  typeof holder === 'object' && holder !== null && name in holder;

async function load(file: string): Promise<{ readonly default: unknown }> {
  const exports: unknown = await import(file);
  if (typeof exports === 'object' && exports !== null && 'default' in exports) return exports;
  throw new Error(`${file} has no default export`);
}

/** Follows `wix-users.currentUser` from the default export. */
function follow(defaultExport: unknown, owner: string): unknown {
  let at = defaultExport;
  for (const name of owner.split('.').slice(1)) at = Reflect.get(Object(at), name);
  return at;
}

it('each module but a few has typings', () => {
  expect(modules.filter(({ module }) => !typings.get(module)?.size)).toEqual([]);
});

it.each(modules)('$name has or refuses each declared member', async ({ module, file }) => {
  const exports = await load(file);
  const members = listMembers(module, typings.get(module) ?? new Map());
  expect(members).not.toEqual([]);
  const wrong = members.flatMap(({ owner, name, declared }) => {
    const has = hasMember(follow(exports.default, owner), name);
    const refusal = findRefusal(owner, name);
    const isExported = owner !== module || declared === 'value' || refusal === 'value';
    return [
      ...(has === (refusal !== undefined) ? [`${owner}.${name}: ${has ? 'both' : 'neither'}`] : []),
      ...(isExported || name in exports ? [] : [`${owner}.${name}: no named export`]),
      ...(refusal === undefined || (refusal === 'function') === (declared === 'function')
        ? []
        : [`${owner}.${name}: refused as a ${refusal}`]),
    ];
  });
  expect(wrong).toEqual([]);
});

it('refuses only members that the typings declare', () => {
  const declared = new Set(
    [...typings].flatMap(([module, members]) =>
      listMembers(module, members).map(({ owner, name }) => `${owner}.${name}`),
    ),
  );
  const refused = Object.entries(REFUSED_MEMBERS).flatMap(([owner, names]) =>
    names.map((name) => `${owner}.${name.replace('()', '')}`),
  );
  expect(refused.filter((name) => !declared.has(name))).toEqual([]);
});

const refusing = modules.filter(({ module }) =>
  listMembers(module, typings.get(module) ?? new Map()).some(
    ({ owner, name }) => findRefusal(owner, name) !== undefined,
  ),
);

it.each(refusing)('what $name refuses is named when it is used', async ({ module, file }) => {
  const exports = await load(file);
  for (const { owner, name } of listMembers(module, typings.get(module) ?? new Map())) {
    const refusal = findRefusal(owner, name);
    if (refusal === undefined) continue;
    const use = (): unknown => {
      const value: unknown = Reflect.get(Object(follow(exports.default, owner)), name);
      return typeof value === 'function' ? Reflect.apply(value, null, []) : value;
    };
    expect(use).toThrow(`${name} of ${owner} is not emulated.`);
    expect(use).toThrow(expect.objectContaining({ code: 'NOT_EMULATED' }));
  }
});

it('what a site uses and a module refuses is in the report, by each form of import', () => {
  const files = {
    'pages/a.js': [
      `import wixUsers, { login, currentUser } from 'wix-users';`,
      `wixUsers.onLogin();`,
      `wixUsers.register();`,
      `currentUser.getRoles();`,
      `currentUser.getPricingPlans();`,
      `wixUsers.currentUser.getPricingPlans();`,
    ].join('\n'),
    'pages/b.js': `import { authentication as auth } from 'wix-members-frontend';\nauth.register();`,
  };
  const found = checkSite(temporaryFolder(files)).problems.map(
    ({ line, what }) => `${line} ${what}`,
  );
  expect(found).toEqual([
    '1 wix-users.login',
    '3 wix-users.register',
    '5 wix-users.currentUser.getPricingPlans',
    '6 wix-users.currentUser.getPricingPlans',
    '2 wix-members-frontend.authentication.register',
  ]);
});
