// Reads and writes the folder of a site, and runs the build.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Reads every file of a folder, without following links. Returns the text by relative path. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => [relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  );
}

/** Writes files into a folder, and overwrites existing ones. */
export function writeInto(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Runs `npm run build --` with these arguments, as if it was typed in this folder. */
export function build(initialFolder: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, ['build/build.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, npm_lifecycle_event: 'build', INIT_CWD: initialFolder },
  });
}
