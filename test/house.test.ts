import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { array, object, parse, string } from 'valibot';
import { expect, test } from 'vitest';
import { refusalOf } from '../build/lint/house.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Names that would let one side lean on the other; they are refused in any file, styles and data too. */
const EMULATOR_NAMES = /emulat|_emulator|127\.0\.0\.1|localhost/i;
const PRODUCT_NAMES =
  /velo[- ]?inbox|sendFormData|sendBasicMessage|sendMinimalMessage|inbox-settings/i;

const VAGUE_NAMES = /^(utils?|helpers?|misc|common|types?|shared|index)$/;

/** Every file under these folders, from the root, without what npm installs. */
function filesUnder(...folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function linesNaming(name: RegExp, files: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (name.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

test('what runs on Wix never names the local Wix', () => {
  expect(linesNaming(EMULATOR_NAMES, filesUnder('backend', 'public', 'pages'))).toEqual([]);
});

test('the local Wix never names what it runs', () => {
  expect(linesNaming(PRODUCT_NAMES, filesUnder('emulator'))).toEqual([]);
});

test('a public file says whose it is', () => {
  const strangers = filesUnder('public').filter((file) => !basename(file).startsWith('inbox-'));
  expect(strangers).toEqual([]);
});

test('a file is named for what it does', () => {
  const vague = filesUnder(
    'backend',
    'public',
    'pages',
    'emulator',
    'test',
    'build',
    'bench',
  ).filter(
    (file) => VAGUE_NAMES.test(basename(file).replace(/\..*$/, '')) && file !== 'emulator/index.ts',
  );
  expect(vague).toEqual([]);
});

test('a file of the local Wix begins by saying what it stands for', () => {
  const silent = filesUnder('emulator').filter(
    (file) =>
      /\.(ts|mjs)$/.test(file) && !/^\/(\/|\*\*) ?\S/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(silent).toEqual([]);
});

test.each([
  ['backend/inbox/send.ts', '@wix/inbox'],
  ['backend/inbox/send.ts', 'wix-inbox-backend'],
  ['backend/inbox/send.ts', 'backend/inbox/wix-inbox'],
  ['backend/inbox/send.ts', 'backend/inbox/site'],
  ['backend/inbox/send.ts', 'backend/inbox.web'],
  ['backend/inbox/send.ts', './answer'],
  ['backend/inbox/send.ts', 'node:crypto'],
  ['backend/inbox/send.ts', 'lodash'],
  ['backend/inbox/site.ts', '@wix/inbox'],
  ['backend/inbox.web.ts', '@wix/inbox'],
  ['backend/inbox.web.ts', 'backend/events'],
  ['backend/inbox.web.ts', 'backend/other.web'],
  ['backend/inbox.web.ts', 'backend/inbox/wix-inbox'],
  ['backend/events.ts', 'backend/inbox.web'],
  ['backend/inbox/wix-inbox.ts', 'backend/inbox/site'],
  ['backend/inbox/wix-inbox.ts', '@wix/auto_sdk_inbox_messages'],
  ['public/inbox-submit.ts', 'backend/inbox.web'],
  ['public/inbox-submit.ts', '@wix/inbox'],
  ['public/inbox-submit.ts', 'public/other'],
  ['public/inbox-submit.ts', './inbox-limits'],
  ['pages/contact.ts', 'backend/inbox/send'],
  ['pages/contact.ts', '@wix/inbox'],
  ['pages/contact.ts', '../emulator/index.ts'],
  ['backend/inbox/send.ts', '../../emulator/index.ts'],
  ['emulator/app.ts', 'backend/inbox.web'],
  ['emulator/app.ts', '../backend/inbox.web.ts'],
  ['emulator/pages/page.ts', '../../pages/contact.ts'],
  ['emulator/wix/inbox/messages.ts', '../../site/site-folder.ts'],
  ['emulator/wix/inbox/messages.ts', '../../backend/call-as.ts'],
  ['emulator/wix/server.ts', '../pages/page.ts'],
  ['emulator/wix/server.ts', '../screens/inbox.ts'],
  ['emulator/wix/server.ts', '../control/routes.ts'],
  ['emulator/wix/server.ts', '../app.ts'],
  ['emulator/screens/inbox.ts', '../wix/server.ts'],
  ['emulator/backend/web-methods.ts', '../pages/page.ts'],
  ['emulator/site/vite-server.ts', '../wix/server.ts'],
  ['build/build.mjs', '../emulator/index.ts'],
])('%s may not import %s', (file, specifier) => {
  expect(refusalOf(file, specifier, false)).toContain(`may not import '${specifier}'`);
});

test.each([
  ['backend/inbox/send.ts', 'backend/inbox/wix'],
  ['backend/inbox/wix-inbox.ts', '@wix/inbox'],
  ['backend/inbox/site.ts', 'backend/inbox/wix-inbox'],
  ['backend/inbox.web.ts', '@wix/web-methods'],
  ['backend/inbox.web.ts', 'backend/inbox/site'],
  ['public/inbox-submit.ts', 'public/inbox-limits'],
  ['pages/contact.ts', 'backend/inbox.web'],
  ['pages/contact.ts', '@wix/site-location'],
  ['emulator/app.ts', './site/site-folder.ts'],
  ['emulator/wix/inbox/messages.ts', '../call.ts'],
])('%s may import %s', (file, specifier) => {
  expect(refusalOf(file, specifier, false)).toBeUndefined();
});

test('the port is a type: a room may name the types of its neighbours only', () => {
  const [file, specifier] = ['emulator/backend/deliver-events.ts', '../wix/events.ts'] as const;
  expect(refusalOf(file, specifier, true)).toBeUndefined();
  expect(refusalOf(file, specifier, false)).toContain('may not import');
});

/** A rule, and a file that breaks it. */
const PLANTED: readonly (readonly [rule: string, file: string, code: string])[] = [
  ['house(rooms)', 'backend/inbox/send.ts', `export { messages } from '@wix/inbox';`],
  ['house(rooms)', 'emulator/wix/late.ts', `export const late = import('../site/find.ts');`],
  [
    'house(reasons)',
    'test/quiet.ts',
    `// oxlint-disable-next-line no-var\nvar a = 1;\nexport { a };`,
  ],
  [
    'import(no-cycle)',
    'test/a.ts',
    `import { b } from './b.ts';\nexport const a = (): unknown => b;`,
  ],
  [
    'import(no-cycle)',
    'test/b.ts',
    `import { a } from './a.ts';\nexport const b = (): unknown => a;`,
  ],
  ['import(no-default-export)', 'test/default.ts', `export default 1;`],
  ['oxc(no-barrel-file)', 'test/barrel.ts', `export * from './a.ts';\nexport * from './b.ts';`],
  ['unicorn(filename-case)', 'test/CamelCase.ts', `export const a = 1;`],
  ['typescript(no-explicit-any)', 'test/any.ts', `export const a: any = 1;`],
  ['typescript(no-non-null-assertion)', 'test/bang.ts', `export const a = [1][0]!;`],
  ['typescript(consistent-type-assertions)', 'test/as.ts', `export const a = Number('1') as 1;`],
  ['typescript(no-unsafe-assignment)', 'test/leak.ts', `export const a: string = JSON.parse('1');`],
  [
    'typescript(no-unsafe-return)',
    'test/leak2.ts',
    `export function a(): string { return JSON.parse('1'); }`,
  ],
  [
    'typescript(no-unsafe-member-access)',
    'test/leak3.ts',
    `export const a = typeof JSON.parse('1').b;`,
  ],
  ['typescript(no-unsafe-call)', 'test/leak4.ts', `JSON.parse('1')();`],
  [
    'typescript(no-unsafe-argument)',
    'test/leak5.ts',
    `export const a = Number.parseInt(JSON.parse('1'));`,
  ],
  [
    'typescript(ban-ts-comment)',
    'test/hush.ts',
    `// @ts-expect-error\nexport const a: string = 1;`,
  ],
  [
    'typescript(consistent-type-imports)',
    'test/import.ts',
    `import { Stats } from 'node:fs';\nexport type A = Stats;`,
  ],
  ['typescript(no-floating-promises)', 'test/float.ts', `Promise.resolve(1);`],
  [
    'typescript(no-misused-promises)',
    'test/misuse.ts',
    `export const a = Promise.resolve(1) ? 1 : 2;`,
  ],
  [
    'typescript(switch-exhaustiveness-check)',
    'test/switch.ts',
    `export function a(b: 'x' | 'y'): void { switch (b) { case 'x': return; } }`,
  ],
  [
    'eslint(curly)',
    'test/curly.ts',
    `export function a(b: boolean): void {\n  if (b)\n    throw new Error('b');\n}`,
  ],
  [
    'unicorn(prefer-node-protocol)',
    'test/node.ts',
    `import { readFile } from 'fs';\nexport const a = readFile;`,
  ],
  [
    'vitest(no-restricted-vi-methods)',
    'test/mock.test.ts',
    `import { vi } from 'vitest';\nvi.mock('./a.ts');`,
  ],
  ['eslint(no-restricted-globals)', 'test/sleep.ts', `setTimeout(() => {}, 1);`],
  ['eslint(no-restricted-globals)', 'public/inbox-name.ts', `export const a = name;`],
  [
    'eslint(no-restricted-imports)',
    'test/sleep2.ts',
    `import { setTimeout as a } from 'node:timers/promises';\nexport { a };`,
  ],
];

test('each rule of the house refuses the fault that is planted for it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  try {
    for (const kept of [
      '.oxlintrc.json',
      'build/lint',
      'tsconfig.json',
      'tsconfig.site.json',
      'tsconfig.tools.json',
      'emulator/pages/browser/tsconfig.json',
      'test/browser/tsconfig.json',
    ]) {
      cpSync(join(root, kept), join(folder, kept), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
    for (const [, file, code] of PLANTED) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${code}\n`);
    }
    const found = lint(folder);
    const missed = PLANTED.filter(([rule, file]) => !found.has(`${rule} ${file}`));
    expect(missed).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const Report = object({ diagnostics: array(object({ code: string(), filename: string() })) });

/** What the linter says of a folder: `rule file` of each finding. */
function lint(folder: string): ReadonlySet<string> {
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/oxlint'),
    ['-f', 'json', 'backend', 'public', 'emulator', 'test'],
    { cwd: folder, encoding: 'utf8', timeout: 60_000 },
  );
  const { diagnostics } = parse(Report, JSON.parse(stdout));
  return new Set(diagnostics.map(({ code, filename }) => `${code} ${filename}`));
}
