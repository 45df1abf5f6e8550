// Runs the emulator from the command line:
// `npm start -- [--site DIR] [--editor DIR] [--port N] [--data FILE] [--seed FILE]`.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { DatabaseError } from './database/database-error.ts';
import { createEmulator } from './index.ts';

const USAGE = `Usage: npm start -- [--site DIR] [--editor DIR] [--port N] [--data FILE] [--seed FILE]

  --site DIR     folder of the Velo site to run (default: the current folder)
  --editor DIR   folder with page layouts and seed.json (default: SITE/editor)
  --port N       port on 127.0.0.1 (default: 8787; 0 picks a free port)
  --data FILE    database file (default: .emulator/data.db; :memory: stores nothing on disk)
  --seed FILE    JSON file with the initial data (default: EDITOR/seed.json)
  --help         show this help`;

const DEFAULT_PORT = 8787;

function parseFlags() {
  try {
    return parseArgs({
      options: {
        site: { type: 'string', default: '.' },
        editor: { type: 'string' },
        port: { type: 'string', default: String(DEFAULT_PORT) },
        data: { type: 'string', default: join('.emulator', 'data.db') },
        seed: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readArguments(): {
  site: string;
  editor?: string;
  port: number;
  data: string;
  seed?: string;
} {
  const values = parseFlags();
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(
      `--port must be an integer from 0 to 65535, got "${values.port.slice(0, 40)}"`,
    );
  }
  if (!existsSync(values.site)) {
    throw new UsageError(`--site: folder not found: ${resolve(values.site)}`);
  }
  if (values.editor !== undefined && !existsSync(values.editor)) {
    throw new UsageError(`--editor: folder not found: ${resolve(values.editor)}`);
  }
  if (values.data === '') {
    throw new UsageError('--data must be the path of a file or :memory:');
  }
  return {
    site: values.site,
    port,
    data: values.data,
    ...(values.editor === undefined ? {} : { editor: values.editor }),
    ...(values.seed === undefined ? {} : { seed: values.seed }),
  };
}

/** An invalid flag; the usage is printed with it. */
class UsageError extends Error {}

function logError(error: unknown, where: string): void {
  console.error(
    styleText('red', where),
    error instanceof DatabaseError || !(error instanceof Error)
      ? String(error)
      : (error.stack ?? error.message),
  );
}

async function main(): Promise<void> {
  const options = readArguments();
  const emulator = await createEmulator({ ...options, watch: true, onError: logError });
  const url = await emulator.listen();
  console.log(`ready ${url}`);
  console.error(`  Site    ${url}/\n  Inbox   ${url}/_emulator/inbox`);
  for (const file of emulator.notEmulated) {
    console.error(styleText('yellow', `  ${file} is ignored: the emulator does not support it.`));
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
  if (error instanceof UsageError) {
    console.error(USAGE);
  }
  process.exit(1);
});
