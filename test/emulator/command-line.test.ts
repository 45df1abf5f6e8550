import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readCommand, readOptions, UsageError } from '../../emulator/command-line.ts';
import { createEmulator } from '../../emulator/index.ts';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { startEmulator } from '../support/emulator.ts';

const OPTIONS = {
  site: { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

test.each<[args: readonly string[], values: object]>([
  [[], {}],
  [['--site', 'a', '--port=1'], { site: 'a', port: '1' }],
  [['--port=-1'], { port: '-1' }],
  [['--site='], { site: '' }],
  [['--help'], { help: true }],
  [['-h'], { help: true }],
])('reads the options %j', (args, values) => {
  expect({ ...readOptions(args, OPTIONS, 'npm start --') }).toEqual(values);
});

test.each<[args: readonly string[], message: string]>([
  [['--sit', 'x'], 'Unknown option --sit. Did you mean --site?'],
  [['--Port=1'], 'Unknown option --Port. Did you mean --port?'],
  [['--prot', '1'], 'Unknown option --prot. Did you mean --port?'],
  [['--hlep'], 'Unknown option --hlep. Did you mean --help?'],
  [['--verbose'], 'Unknown option --verbose.'],
  [['-x'], 'Unknown option -x.'],
  [['8787'], 'Unexpected argument "8787". With npm, options are written after --.'],
  [['--', '--port', '1'], 'Unexpected argument "--port". With npm, options are written after --.'],
  [['--port'], '--port needs a value.'],
  [['--port', '--site', 'x'], '--port needs a value.'],
  [['--port', '-1'], '--port needs a value.'],
  [['--port', '1', '--port=2'], '--port is given twice.'],
  [['--help=yes'], '--help takes no value.'],
])('refuses the arguments %j in one line', (args, message) => {
  expect(() => readOptions(args, OPTIONS, 'npm start --')).toThrow(new UsageError(message));
});

test('speaks of -- with npm only', () => {
  expect(() => readOptions(['8787'], OPTIONS, 'npx velo-emulator')).toThrow(
    new UsageError('Unexpected argument "8787".'),
  );
});

const BIN = '/shop/node_modules/.bin/velo-emulator';
test.each<[script: string, env: NodeJS.ProcessEnv, command: string]>([
  ['/inbox/emulator/cli.ts', {}, 'npm start --'],
  ['/inbox/emulator/cli.ts', { npm_lifecycle_event: 'start' }, 'npm start --'],
  [BIN, { npm_lifecycle_event: 'npx' }, 'npx velo-emulator'],
  [BIN, {}, 'velo-emulator'],
  ['/shop/node_modules/velo-emulator/command.mjs', {}, 'velo-emulator'],
  [BIN, { npm_lifecycle_event: 'dev' }, 'npm run dev --'],
  [
    BIN,
    { npm_lifecycle_event: 'dev', npm_config_user_agent: 'npm/11.1.0 node/v20' },
    'npm run dev --',
  ],
  [BIN, { npm_lifecycle_event: 'dev', npm_config_user_agent: 'pnpm/10.1.0 npm/?' }, 'pnpm dev'],
  [
    BIN,
    { npm_lifecycle_event: 'start', npm_config_user_agent: 'yarn/1.22.22 npm/?' },
    'yarn start',
  ],
])('the command of %s with %j is %s', (script, env, command) => {
  expect(readCommand({ argv: ['node', script, '--port', '1'], env })).toBe(command);
});

/** Runs `npm start` until it ends. */
function start(...args: readonly string[]) {
  const loader = new URL('../../emulator/typescript.mjs', import.meta.url).href;
  const cli = new URL('../../emulator/cli.ts', import.meta.url).pathname;
  const env = { ...process.env, npm_lifecycle_event: 'start' };
  return spawnSync(process.execPath, ['--import', loader, cli, ...args], { encoding: 'utf8', env });
}

test('a wrong command ends with two lines at most: what is wrong, and what to do', () => {
  const { status, stdout, stderr } = start('--sit', 'x');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe('Unknown option --sit. Did you mean --site?\nSee npm start -- --help.\n');
});

test('--help prints every option and ends with 0', () => {
  const { status, stdout, stderr } = start('--help', '--port', '1');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/--site DIR[^]*--editor DIR[^]*--port N[^]*--data FILE[^]*--seed FILE/);
});

test('says in one line that a port is taken, and what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const { emulator } = await startEmulator({ port });
  await expect(emulator.listen()).rejects.toThrow(
    /^Failed to open port \d+ on 127\.0\.0\.1: it is in use [^\n]*\. Choose another port with --port N[^\n]*$/,
  );
});

test('says in one line that the folder of bundled modules cannot be written', async () => {
  const site = temporaryFolder({ 'pages/home.js': '', file: '' });
  const cacheDir = join(site, 'file', 'modules');
  await expect(createEmulator({ site, cacheDir })).rejects.toThrow(
    /^The folder [^\n]*modules for bundled modules cannot be written \(ENOTDIR\)\. Make it writable[^\n]*$/,
  );
});

test('creates the collections that the seed has and an older data file lacks, and names them', async () => {
  const folder = temporaryFolder();
  const [data, seed] = [join(folder, 'wix.db'), join(folder, 'seed.json')];
  const open = async (collections: readonly unknown[]) => {
    writeFileSync(seed, JSON.stringify({ collections }));
    const emulator = await createEmulator({ data, seed });
    await emulator.close();
    return emulator.addedCollections;
  };
  const log = { id: 'Log', fields: { s: 'TEXT' } };
  expect(await open(['Recent'])).toEqual([]);
  expect(await open(['Recent', log, 'Later'])).toEqual(['Log', 'Later']);
  expect(await open(['Recent', log, 'Later'])).toEqual([]);
});
