// What a site uses and the emulator lacks, found without running the site.
import { expect, it, test } from 'vitest';
import { formatProblems, reportSite } from '../../../emulator/site/site-report.ts';
import { readSiteFolder } from '../../../emulator/site/site-folder.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

/** Implementations of older modules, as the emulator has them. */
const MODULES = {
  'wix-users.ts': `
    export function login(): void {}
    const wixUsers = { get currentUser() { return undefined; }, login };
    export default wixUsers;
  `,
  'wix-users-frontend.ts': `export * from './wix-users.ts'; export { default } from './wix-users.ts';`,
  'wix-secrets-backend.ts': `export const getSecret = (): string => ''; export default { getSecret };`,
  'wix-data.ts': `export * from '@wix/data';`,
};

/** Entries of permissions.json. */
const OWNER = '{ "siteOwner": { "invoke": true }, "siteMember": { "invoke": false } }';
const NOBODY = '{ "siteOwner": { "invoke": false } }';

/** Returns the report of a site with these files, one line for each problem. */
function setup(files: Readonly<Record<string, string>>): readonly string[] {
  const modules = temporaryFolder(MODULES);
  const at = (...names: readonly string[]): ReadonlyMap<string, string> =>
    new Map(names.map((name) => [name, `${modules}/${name}.ts`]));
  const problems = reportSite({
    folder: readSiteFolder({ site: temporaryFolder(files) }),
    imports: {
      veloModules: {
        backend: at('wix-secrets-backend', 'wix-data'),
        page: at('wix-users', 'wix-users-frontend', 'wix-data'),
        refused: { names: new Set(), files: { backend: '/backend.ts', page: '/page.ts' } },
      },
    },
    handlerNames: ['wixCrm_onContactCreated'],
    hookNames: ['beforeInsert'],
    isRefusedMember: (...names) => names.join('.') === 'wix-users.login.now',
    isHttpFunctionName: (name) => name === 'get_orders',
    isRouterName: (name) => name === 'books_Router',
  });
  return formatProblems(problems).slice(0, -1);
}

const MISSING = 'the emulator does not have this module; use @wix/stores';

it.each<[what: string, files: Record<string, string>, lines: readonly string[]]>([
  [
    'a member of an object that a module refuses',
    { 'pages/a.js': `import { login } from 'wix-users';\nlogin.now();\nlogin.later();` },
    ['pages/a.js:2: wix-users.login.now: the emulator does not have it'],
  ],
  ['an older module that it has', { 'pages/a.js': `import u from 'wix-users';\nu.login();` }, []],
  [
    'an older module that it lacks',
    { 'backend/a.js': `\n\nimport { x } from 'wix-stores-backend';` },
    [`backend/a.js:3: wix-stores-backend: ${MISSING}`],
  ],
  [
    'an older module without a newer package of its name',
    { 'pages/a.js': `import 'wix-animations';` },
    [
      'pages/a.js:1: wix-animations: the emulator does not have this module; use the @wix/ package of the same API',
    ],
  ],
  [
    'a name that a module lacks',
    { 'pages/a.js': `import {\n  login,\n  register,\n} from 'wix-users-frontend';` },
    ['pages/a.js:4: wix-users-frontend.register: the emulator does not have it'],
  ],
  [
    'a member of a default export that a module lacks',
    {
      'pages/a.js': `import wixUsers from 'wix-users-frontend';\nwixUsers.currentUser;\n\nwixUsers.register();`,
    },
    ['pages/a.js:4: wix-users-frontend.register: the emulator does not have it'],
  ],
  [
    'a module whose exports are those of a package',
    { 'pages/a.js': `import { items } from 'wix-data';` },
    [],
  ],
  [
    'a module of the backend in a page, through a public file',
    {
      'pages/a.js': `import 'public/b';`,
      'public/b.js': `import { getSecret } from 'wix-secrets-backend';`,
    },
    ['public/b.js:1: wix-secrets-backend: it can be imported only in backend code'],
  ],
  [
    'a public file that only the backend imports',
    {
      'backend/a.js': `import 'public/b';`,
      'public/b.js': `import { getSecret } from 'wix-secrets-backend';`,
    },
    [],
  ],
  [
    'a package that is not installed',
    { 'backend/a.js': `export const a = () => import('no-such-package/sub');` },
    [
      'backend/a.js:1: no-such-package/sub: the package is not installed, so its calls throw; install it in the folder of the site',
    ],
  ],
  [
    'a package that is installed',
    { 'backend/a.ts': `export { add } from 'sums';`, 'node_modules/sums/index.js': '' },
    [],
  ],
  ['types', { 'backend/a.ts': `import type { A } from 'wix-stores';` }, []],
  [
    'an import that Wix refuses',
    { 'pages/a.js': `import { readFileSync } from 'fs';` },
    ['pages/a.js:1: fs: Node.js modules can be imported only in backend code'],
  ],
  [
    'a file that does not parse',
    { 'pages/a.js': '\nconst = 1;' },
    [expect.stringMatching(/^pages\/a\.js:2: syntax: /)],
  ],
  [
    'a function of events.js that nothing calls',
    {
      'backend/events.js': `export function wixCrm_onContactCreated() {}\nexport function wixStores_onOrderPaid() {}\nexport const job = 1;`,
    },
    [
      'backend/events.js:2: wixStores_onOrderPaid: the emulator has no event of this name, so nothing calls it',
    ],
  ],
  [
    'an HTTP function that no request calls',
    {
      'backend/http-functions.js': `export function get_orders() {}\nexport function head_orders() {}\nexport function format() {}`,
    },
    [
      'backend/http-functions.js:2: head_orders: no request calls it: its name must start with get_, post_, put_, delete_, options_ or use_',
    ],
  ],
  [
    'entries of permissions.json without effect',
    {
      'backend/orders.jsw': 'export const list = () => [];',
      'backend/a.web.js': '',
      'backend/permissions.json': [
        '{ "web-methods": {',
        '  "backend/orders.jsw": {',
        `    "list": ${OWNER},`,
        `    "remove": ${OWNER},`,
        `    "*": ${NOBODY} },`,
        `  "backend/order.jsw": { "list": ${OWNER} },`,
        `  "backend/a.web.js": { "list": ${OWNER} } } }`,
      ].join('\n'),
    },
    [
      'backend/permissions.json:1: *: Wix requires the entry "*" for all files; without it, anyone may call the others',
      'backend/permissions.json:4: backend/orders.jsw remove: the file exports no such function, so the entry has no effect',
      'backend/permissions.json:5: backend/orders.jsw *: Wix documents three entries: invoke is true for siteOwner; for siteOwner and siteMember; or for all three',
      'backend/permissions.json:6: backend/order.jsw list: the site has no such file, so the entry has no effect',
      'backend/permissions.json:7: backend/a.web.js list: the entry has no effect: in .web files, webMethod() sets the permission',
    ],
  ],
  [
    'jobs that never run',
    {
      'backend/a.js': 'export const report = () => 1;',
      'backend/jobs.config': [
        '{ "jobs": [',
        '{ "functionLocation": "/a.js", "functionName": "report", "executionConfig": { "time": "8" } },',
        '{ "functionLocation": "/a.js", "functionName": "send", "executionConfig": { "time": "08:00" } },',
        '{ "functionLocation": "/b.js", "functionName": "send", "executionConfig": { "time": "08:00" } }',
        '] }',
      ].join('\n'),
    },
    [
      'backend/jobs.config:2: jobs.0.executionConfig.time: must be a time in UTC, as in 08:00',
      'backend/jobs.config:3: job send: backend/a.js exports no such function',
      'backend/jobs.config:4: job send: the site has no file backend/b.js',
    ],
  ],
  [
    'a permissions.json of another form',
    { 'backend/permissions.json': '{\n "web-methods": {\n  "*": { "*": { "owner": true } } } }' },
    [expect.stringMatching(/^backend\/permissions.json:3: permissions: web-methods.\*.\*.owner: /)],
  ],
  [
    'a function of data.js that nothing calls',
    {
      'backend/data.js': `export function Books_beforeInsert() {}\nexport function Books_beforeInsrt() {}`,
    },
    [
      'backend/data.js:2: Books_beforeInsrt: the emulator has no data hook of this name, so nothing calls it',
    ],
  ],
  [
    'a function of routers.js that nothing calls',
    {
      'backend/routers.js': 'export function books_Router() {}\nexport function books_SiteMap() {}',
    },
    [
      'backend/routers.js:2: books_SiteMap: the emulator does not call it: it calls PREFIX_Router, PREFIX_beforeRouter, PREFIX_customizeQuery and PREFIX_afterRouter',
    ],
  ],
  [
    'a page with the name of another one',
    { 'pages/Home.c1dmp.js': '', 'pages/home.a1b2c.js': '', 'pages/Home (Item).x.js': '' },
    [
      expect.stringMatching(
        /^pages\/[Hh]ome\..*: no address shows this page: another one is at \/home$/,
      ),
    ],
  ],
  ['JSON', { 'backend/a.js': `import data from './d.json';`, 'backend/d.json': '{ "a": 1 }' }, []],
  [
    'what a require cannot load',
    { 'pages/a.js': `const here = 1;\nconst path = require('path');\nrequire('backend/none');` },
    [
      'pages/a.js:2: path: Node.js modules can be imported only in backend code',
      'pages/a.js:3: backend/none: there is no such file in backend/',
    ],
  ],
  [
    'the function of a job in a file in CommonJS',
    {
      'backend/a.jsw': 'module.exports = { send() {} };',
      'backend/jobs.config':
        '{ "jobs": [{ "functionLocation": "/a.jsw", "functionName": "send", "executionConfig": { "time": "08:00" } }] }',
    },
    [],
  ],
])('reports %s', (_, files, lines) => {
  expect(setup(files)).toEqual(lines);
});

test('counts the problems', () => {
  const problem = { file: 'a.js', line: 1, what: 'a', problem: 'b' };
  expect(
    formatProblems([
      { ...problem, kind: 'missing' },
      { ...problem, kind: 'missing' },
      { ...problem, kind: 'unused' },
    ]).at(-1),
  ).toBe('2 not emulated, 1 never called');
  expect(formatProblems([])).toEqual(['Everything that the site imports is emulated.']);
});
