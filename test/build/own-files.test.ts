// A site's own files never fail the build.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkSettings } from '../../build/check-settings.mjs';
import { emitModule } from '../../build/emit-module.mjs';
import { checkAndInstall } from '../../build/install-site.mjs';
import { buildProject } from '../../build/project.mjs';
import { checkSizes } from '../../build/sizes.mjs';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { filesIn, writeInto } from '../support/build/site-on-disk.ts';
import { siteVariant } from '../support/site-variant.ts';

/** Text that does not compress, more than every limit. */
const noise = Array.from({ length: 60_000 }, (_, index) =>
  ((index * index * 7919) % 36).toString(36),
).join('');
const SHOP = `import * as form from "public/inbox-form"\nimport { inbox } from 'backend/inbox/site';\nexport { form, inbox };\n`;

/** Own files of a site, and the warning that each causes. */
const OWN: [what: string, file: string, code: string, warning?: RegExp][] = [
  ['a large module', 'backend/orders.ts', `export const text = '${noise}';\n`],
  [
    'settings that import it',
    'backend/inbox-settings.ts',
    `import { text } from 'backend/orders';
import { SETTINGS, defineInboxSettings } from 'backend/inbox/settings';
export const settings = defineInboxSettings({
  language: SETTINGS ? 'en' : 'de',
  hooks: { onForm: () => console.log(text) },
});
`,
    /^backend\/inbox-settings\.js imports SETTINGS of 'backend\/inbox\/settings': when pasted, /,
  ],
  ['a large public module', 'public/shop.ts', `export const shop = '${noise}';\n`],
  ['a page', 'pages/shop.ts', `import { shop } from 'public/shop';\nshop;\n`],
  [
    'a page whose name starts like one of ours',
    'pages/contact-us.ts',
    `import { shop } from 'public/shop';\nshop;\n`,
  ],
  [
    'a public module with names of ours',
    'public/names.ts',
    'export const EMAIL = 1;\nexport const checkForm = 2;\nexport const setText = 3;\n',
  ],
  [
    'a web method that imports it',
    'backend/shop.web.ts',
    `import { EMAIL } from 'public/names';\nexport const a = EMAIL;\n`,
  ],
  ['JavaScript that imports all of a module of ours, with other quotes', 'backend/shop.js', SHOP],
  [
    'a page in JavaScript',
    'pages/blog.js',
    'import { createSubmit } from "public/inbox-submit"\ncreateSubmit\n',
  ],
  ['types', 'backend/types.d.ts', 'export interface Order {}\n'],
  ['a test', 'backend/shop.test.ts', `import { it } from 'vitest';\nit('works', () => {});\n`],
  ['a relative import', 'backend/relative.ts', `export * from './orders';\n`],
  [
    'a library',
    'backend/library.ts',
    `import { chunk } from 'lodash';\nexport const a = chunk;\n`,
    /^backend\/library\.js imports 'lodash': /,
  ],
];

let project: Awaited<ReturnType<typeof buildProject>>;
const root = mkdtempSync(join(tmpdir(), 'own-files-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

// One build has all files, because a build takes more than a second.
beforeAll(async () => {
  siteVariant({}, root);
  cpSync('package.json', join(root, 'package.json'));
  writeInto(root, Object.fromEntries(OWN.map(([, file, code]) => [file, code])));
  project = await buildProject(root);
}, 60_000);

test('no own file of a site fails the build or counts in the budgets', async () => {
  expect(project.errors).toEqual([]);
  expect((await checkSizes(project.files)).errors).toEqual([]);
});

test.each(OWN.map(([what, file, , warning]) => ({ what, file, warning })))(
  '$what ($file) causes no warning but the expected one',
  ({ file, warning: expected }) => {
    const name = file.replace(/\.ts$/, '.js');
    const warnings = project.warnings.filter((it) => it.startsWith(`${name} `));
    expect(warnings.join('\n')).toMatch(expected ?? /^$/);
  },
);

test('warns of nothing else, and builds neither types nor tests', () => {
  expect(project.warnings).toHaveLength(OWN.filter(([, , , warning]) => warning).length);
  expect([...project.files.keys()].filter((file) => /types|test/.test(file))).toEqual([]);
});

test('pastes own files as they are, with the imports of the files to paste', () => {
  const { files, pasted } = project;
  expect(files.get('backend/shop.js')).toBe(SHOP);
  expect(pasted.get('backend/shop.js')).toBe(
    SHOP.replace('inbox-form', 'inbox-checks').replace('inbox/site', 'inbox/inbox'),
  );
  expect(pasted.get('public/shop.js')).toBe(files.get('public/shop.js'));
  expect(pasted.get('public/inbox-checks.js')).not.toContain(noise);
  expect(pasted.get('public/inbox-checks.js')).toContain('SITE_FILE,');
});

const DEFINE = `import { defineInboxSettings } from 'backend/inbox/settings';\n`;

test.each<[name: string, file: string, code: string, found: { error?: RegExp; warning?: RegExp }]>([
  ['settings that change nothing', 'backend/inbox-settings.js', 'export const settings = {};', {}],
  [
    "settings that use Wix's packages and files that do not parse",
    'backend/inbox-settings.js',
    `${DEFINE}import wixData from 'wix-data';
import { items } from '@wix/data';
import { save } from 'backend/broken';
const collection = items.query('Shop').limit(5);
export const settings = defineInboxSettings({ hooks: { onForm: () => save(wixData, collection) } });`,
    {},
  ],
  [
    'a wrong setting',
    'backend/inbox-settings.js',
    `${DEFINE}export const settings = defineInboxSettings({ langauge: 'de', limits: { callMs: NaN } });`,
    {
      error:
        /^Invalid settings of Velo Inbox:\nbackend\/inbox-settings, langauge: [^\n]+Did you mean language\?\nbackend\/inbox-settings, limits\.callMs: [^\n]+ got NaN\.$/,
    },
  ],
  [
    'a form without fields',
    'public/inbox-forms.js',
    `export const inboxForms = { shop: { title: 'Shop', fields: [] } };`,
    { error: /^[^\n]+\npublic\/inbox-forms, shop\.fields: [^\n]+$/ },
  ],
  [
    'settings that fail when they run',
    'backend/inbox-settings.js',
    'export const settings = undefined.language;',
    {
      warning: /^backend\/inbox-settings could not be checked: Cannot read/,
    },
  ],
])('checks %s', async (_, file, code, found) => {
  const { files } = project;
  const settings = files.get('backend/inbox-settings.js') ?? '';
  const site = new Map([
    ...files,
    ['backend/broken.js', 'export const = ;\n'],
    [
      'backend/inbox-settings.js',
      settings.replace('SETTINGS, ', '').replace('SETTINGS ?', 'true ?'),
    ],
    [file, code],
  ]);
  const { error, warning } = await checkSettings(site);
  expect(error ?? '').toMatch(found.error ?? /^$/);
  expect(warning ?? '').toMatch(found.warning ?? /^$/);
});

test('names the line of a file that does not parse', async () => {
  const code = 'interface A {}\n\nexport const a: A = ;\n';
  await expect(emitModule('backend/shop.ts', code)).rejects.toThrow(
    'Failed to compile backend/shop.ts:3:21: Expression expected.',
  );
});

test("an installation checks the site's own settings, and changes nothing if they are wrong", async () => {
  const site = temporaryFolder({
    'backend/inbox-settings.js': `export const settings = { contacts: 'create_only' };\n`,
    'backend/broken.ts': 'export const = ;\n',
  });
  const before = filesIn(site);
  await expect(checkAndInstall(site, project.files, '0.0.0')).rejects.toThrow(
    /^Nothing was changed in the site\. Invalid settings of Velo Inbox:\nbackend\/inbox-settings, contacts: Expected "reconcile" or "create-only" or "off", got "create_only"\.$/,
  );
  expect(filesIn(site)).toEqual(before);
});

test('the limits of size fail the check of the build only', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({
    scripts: { build: 'node build/build.mjs', 'check:build': 'node build/check-build.mjs' },
  });
});
