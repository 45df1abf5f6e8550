// `npm run mutate -- [--count N] [--seed N] [--jobs N] [paths]`: changes one line of the backend, the pages' code and the
// emulator at a time, runs the tests, and prints the changes that no test noticed, and the share that was noticed. Paths
// are the start of the files' names, such as `backend/inbox/access`. The exit status is 1 below 90 %.
//
// Tests in Chromium, of the build and of the documents do not run, so a change of what a page shows can go unnoticed here.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRandom } from '../fuzz/random.ts';
import { findMutants, type Mutant } from './mutants.ts';
import { copyProject, type ProjectCopy } from './project-copy.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
  },
});
const MIN_SCORE = 0.9;
/** How long the tests may take at most without a change, in ms. */
const FIRST_LIMIT_MS = 900_000;
const SOURCES = /^(backend|public|emulator)\/.*(?<!\.d|\.browser)\.ts$/;
/** Tests that take seconds run first, and the rest only for a mutant that they do not notice. */
const UNIT_TESTS = ['test/backend', 'test/public'];
const INTEGRATION_TESTS = [
  'test/stories',
  'test/attacks',
  'test/torture',
  'test/abuse',
  'test/port',
];
const EMULATOR_TESTS = [
  'test/emulator',
  'test/stories',
  'test/attacks',
  'test/port',
  'test/bad-input',
];

function listSources(): readonly string[] {
  const prefixes = positionals.length > 0 ? positionals : [''];
  return execFileSync('git', ['ls-files'], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => SOURCES.test(file) && prefixes.some((prefix) => file.startsWith(prefix)));
}

/** Picks mutants at random, each file with the weight of its mutants. */
function pickMutants(count: number): readonly Mutant[] {
  const mutants = listSources().flatMap((file) => findMutants(file, readFileSync(file, 'utf8')));
  const random = createRandom(Number(flags.seed));
  for (let last = mutants.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const [one, two] = [mutants[last], mutants[other]];
    if (one && two) [mutants[last], mutants[other]] = [two, one];
  }
  console.log(`${String(mutants.length)} possible changes, ${String(count)} of them are tested`);
  return mutants.slice(0, count);
}

/** Runs the tests without a change, as their failures would count as noticed, and returns how long they may take. */
async function measureLimit(copy: ProjectCopy): Promise<number> {
  const tests = [...UNIT_TESTS, ...INTEGRATION_TESTS, ...EMULATOR_TESTS];
  const unchanged = { file: 'package.json', line: 1, start: 0, end: 0, before: '', after: '' };
  const startedAt = performance.now();
  if (await copy.notices(unchanged, tests, FIRST_LIMIT_MS)) {
    throw new Error('A test fails without a change');
  }
  return Math.ceil(3 * (performance.now() - startedAt));
}

const mutants = pickMutants(Number(flags.count));
const queue = mutants.values();
const survivors: Mutant[] = [];

async function isNoticed(copy: ProjectCopy, mutant: Mutant, limitMs: number): Promise<boolean> {
  const isOfEmulator = mutant.file.startsWith('emulator/');
  for (const tests of isOfEmulator ? [EMULATOR_TESTS] : [UNIT_TESTS, INTEGRATION_TESTS]) {
    if (await copy.notices(mutant, tests, limitMs)) return true;
  }
  return false;
}

async function work(copy: ProjectCopy, limitMs: number): Promise<void> {
  try {
    for (const mutant of queue) {
      if (await isNoticed(copy, mutant, limitMs)) continue;
      survivors.push(mutant);
      const { file, line, before, after } = mutant;
      console.log(`not noticed: ${file}:${String(line)}: ${before.slice(0, 80)} -> ${after}`);
    }
  } finally {
    await copy.remove();
  }
}

const copies = await Promise.all(
  Array.from({ length: Number(flags.jobs) }, () => copyProject(process.cwd())),
);
const limitMs = copies[0] ? await measureLimit(copies[0]) : 0;
await Promise.all(copies.map((copy) => work(copy, limitMs)));

const noticed = mutants.length - survivors.length;
const score = noticed / Math.max(1, mutants.length);
console.log(
  `${String(noticed)} of ${String(mutants.length)} changes were noticed: ${(score * 100).toFixed(1)} %`,
);
process.exitCode = score < MIN_SCORE ? 1 : 0;
