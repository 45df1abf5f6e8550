import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/**
 * Checks the README's TypeScript against the types of this site, so that what a reader pastes compiles.
 * Exits with 1 and the compiler's words if it does not, or if the README has no code left to check.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

const dist = join(root, 'dist');
mkdirSync(dist, { recursive: true });
const folder = mkdtempSync(join(dist, 'readme-'));
try {
  examples.forEach((code, index) => writeFileSync(join(folder, `example-${index}.ts`), code));
  const project = { extends: '../../tsconfig.site.json', include: ['.', '../../editor/*.d.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  console.log(`${examples.length} examples\n${stdout}`.trimEnd());
  process.exitCode = status === 0 && examples.length > 3 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
