// Finds former words in every text file in Git: `npm run check:words [-- --count]`. Exits with 1 if it finds one.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findWords } from './find-words.mjs';
import { OLD_WORDS } from './old-words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files that are not read: generated, binary or foreign ones, the changelog, and the list itself with its test. */
const SKIPPED =
  /^(package-lock\.json|emulator\/wix\/rules\/.*\.json|LICENSE|CHANGELOG\.md|(test\/)?build\/docs\/old-words(\.test\.ts|\.mjs))$|\.(png|jpe?g|webp|ico|woff2)$/;

const { count } = parseArgs({ options: { count: { type: 'boolean', default: false } } }).values;
const { stdout, status } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
if (status !== 0) throw new Error('Failed to list the files: git ls-files');
const files = stdout.split('\0').filter((file) => file !== '' && !SKIPPED.test(file));
const hits = files.flatMap((file) =>
  findWords(file, readFileSync(join(root, file), 'utf8'), OLD_WORDS),
);

if (count) {
  for (const old of OLD_WORDS) {
    const ofWord = hits.filter((hit) => hit.old === old);
    const inFiles = new Set(ofWord.map(({ file }) => file)).size;
    if (inFiles === 0) continue;
    console.log(`${ofWord.length}\t${inFiles} files\t${old.word} -> ${old.instead}`);
  }
} else {
  for (const { file, line, old, found } of hits) {
    const where = line === 0 ? `${file}: the file's name has` : `${file}:${line}:`;
    console.error(`${where} "${found}" -> ${old.instead}`);
  }
}
console.log(`${files.length} files, ${hits.length} old words`);
if (hits.length > 0) process.exitCode = 1;
