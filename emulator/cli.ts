// Runs the emulator from the command line:
// `npm start -- [--site DIR] [--editor DIR] [--port N] [--data FILE] [--seed FILE]`.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { readOptions, UsageError } from './command-line.ts';
import { DatabaseError } from './database/database-error.ts';
import { createEmulator } from './index.ts';
import { isSiteError } from './site/site-error.ts';

const DEFAULT_PORT = 8787;
const MAX_PORT = 65_535;

const USAGE = `Usage: npm start -- [--site DIR] [--editor DIR] [--port N] [--data FILE] [--seed FILE]

  --site DIR     folder of the Velo site to run (default: the current folder)
  --editor DIR   folder with page layouts and seed.json (default: SITE/editor)
  --port N       port on 127.0.0.1 (default: ${String(DEFAULT_PORT)}; 0 picks a free port)
  --data FILE    database file (default: .emulator/data.db; :memory: stores nothing on disk)
  --seed FILE    JSON file with the initial data (default: EDITOR/seed.json)
  --help         show this help`;

const OPTIONS = {
  site: { type: 'string' },
  editor: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The folder of the emulator's code, as it is in stack traces. */
const OWN_FOLDER = fileURLToPath(new URL('.', import.meta.url));

interface Arguments {
  readonly site: string;
  readonly editor?: string;
  readonly port: number;
  readonly data: string;
  readonly seed?: string;
}

/** Reads the arguments; undefined if only the help was requested. @throws {UsageError} */
function readArguments(): Arguments | undefined {
  const { help, ...given } = readOptions(process.argv.slice(2), OPTIONS);
  if (help === true) return undefined;
  const { site = '.', editor, port = String(DEFAULT_PORT), seed } = given;
  const { data = join('.emulator', 'data.db') } = given;
  if (!/^\d{1,5}$/.test(port) || Number(port) > MAX_PORT) {
    throw new UsageError(
      `--port must be an integer from 0 to ${String(MAX_PORT)}, got "${port.slice(0, 40)}".`,
    );
  }
  requireFolder('--site', site);
  if (editor !== undefined) requireFolder('--editor', editor);
  if (data === '') throw new UsageError('--data must be the path of a file or :memory:.');
  return {
    site,
    port: Number(port),
    data,
    ...(editor === undefined ? {} : { editor }),
    ...(seed === undefined ? {} : { seed }),
  };
}

function requireFolder(option: string, path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${option}: ${resolve(path)} is not a folder.`);
  }
}

/** Prints an error of the site's code: its message and the frames of the site, in lines of the source. */
function logError(error: unknown, where: string): void {
  console.error(styleText('red', where), describeError(error));
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof DatabaseError || isSiteError(error)) return error.message;
  const { stack = error.message } = error;
  const isOurs = (line: string): boolean =>
    /^\s+at /.test(line) && /node:|[\\/]node_modules[\\/]/.test(line.replace(OWN_FOLDER, 'node:'));
  return stack
    .split('\n')
    .filter((line) => !isOurs(line))
    .join('\n');
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options === undefined) {
    console.log(USAGE);
    return;
  }
  const emulator = await createEmulator({ ...options, watch: true, onError: logError });
  const url = await emulator.listen();
  console.log(`ready ${url}`);
  console.error(`  Site    ${url}/\n  Inbox   ${url}/_emulator/inbox`);
  for (const file of emulator.notEmulated) {
    console.error(styleText('yellow', `  ${file} is ignored: the emulator does not support it.`));
  }
  if (emulator.addedCollections.length > 0) {
    const names = emulator.addedCollections.join(', ');
    const why = 'the seed has them, and the data file did not. On Wix, the site must create them';
    console.error(styleText('yellow', `  Created the collections ${names}: ${why}.`));
  }
  await emulator.warm();
  const stop = () => void emulator.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

// A promise that the site's code does not handle would end the process; on Wix it ends nothing.
process.on('unhandledRejection', (error) => logError(error, 'unhandled rejection'));

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) console.error('See npm start -- --help.');
  process.exit(1);
});
