import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { array, object, parse, string } from 'valibot';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files that violate a rule each. */
const VIOLATIONS: readonly (readonly [rule: string, file: string, code: string])[] = [
  ['layout(imports)', 'backend/inbox/messaging/send.ts', `export { messages } from '@wix/inbox';`],
  ['layout(imports)', 'emulator/wix/late.ts', `export const late = import('../site/find.ts');`],
  [
    'layout(reasons)',
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

test('each lint rule reports its violation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'));
  try {
    for (const kept of [
      '.oxlintrc.json',
      'build/lint',
      'tsconfig.json',
      'tsconfig.site.json',
      'tsconfig.tools.json',
      'emulator/tsconfig.types.json',
      'emulator/pages/browser/tsconfig.json',
      'test/browser/tsconfig.json',
    ]) {
      cpSync(join(root, kept), join(folder, kept), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
    for (const [, file, code] of VIOLATIONS) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${code}\n`);
    }
    const found = lint(folder);
    const missed = VIOLATIONS.filter(([rule, file]) => !found.has(`${rule} ${file}`));
    expect(missed).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const Report = object({ diagnostics: array(object({ code: string(), filename: string() })) });

/** Lints a folder and returns `rule file` of each finding. */
function lint(folder: string): ReadonlySet<string> {
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/oxlint'),
    ['-f', 'json', 'backend', 'public', 'emulator', 'test'],
    { cwd: folder, encoding: 'utf8', timeout: 60_000 },
  );
  const { diagnostics } = parse(Report, JSON.parse(stdout));
  return new Set(diagnostics.map(({ code, filename }) => `${code} ${filename}`));
}
