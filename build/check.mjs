import { spawn } from 'node:child_process';

/** What steps keep for their next run; it may be deleted at any time. */
const CACHE = '.vitest-cache';

/**
 * All that must hold besides the tests. They run two at a time, and all of them even if one fails.
 *
 * @type {readonly (readonly [name: string, command: string, ...args: string[]])[]}
 */
const STEPS = [
  types('types of what runs on Node', 'tsconfig.tools.json'),
  [
    'format',
    'prettier',
    '--check',
    '--log-level',
    'warn',
    '--cache',
    '--cache-location',
    `${CACHE}/prettier`,
    '.',
  ],
  ['lint', 'oxlint'],
  types('types of the browser tests', 'test/browser/tsconfig.json'),
  types('types of what runs on Wix', 'tsconfig.site.json'),
  types('types of what runs in the browser', 'emulator/pages/browser/tsconfig.json'),
  ['docs', 'node', 'build/docs/check-docs.mjs'],
  ['dead code', 'knip'],
  ['build', 'node', 'build/build.mjs'],
];
const AT_ONCE = 2;

const waiting = [...STEPS];
const failed = (await Promise.all(Array.from({ length: AT_ONCE }, work))).flat();
if (failed.length > 0) {
  console.error(`check: ${failed.join(', ')} failed`);
  process.exitCode = 1;
}

/** Takes steps until there are none, and tells the names of those that failed. */
async function work() {
  /** @type {string[]} */
  const faults = [];
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const [name, command, ...args] = step;
    const began = performance.now();
    const { code, told } = await run(command, args);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `${code === 0 ? 'ok' : 'FAILED'}  ${name} (${seconds} s)\n${told.replace(/^(?=.)/gm, '    ')}`.trimEnd(),
    );
    if (code !== 0) faults.push(name);
  }
  return faults;
}

/**
 * @param {string} name
 * @param {string} project
 * @returns {readonly [name: string, command: string, ...args: string[]]}
 */
function types(name, project) {
  const known = `${CACHE}/${project.replaceAll('/', '-')}.tsbuildinfo`;
  return [name, 'tsc', '-p', project, '--incremental', '--tsBuildInfoFile', known];
}

/**
 * Runs a program of the project; `npm run` has put its folder of programs on the path.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number | null, told: string }>}
 */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = '';
    child.stdout.on('data', (data) => (told += String(data)));
    child.stderr.on('data', (data) => (told += String(data)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, told }));
  });
}
