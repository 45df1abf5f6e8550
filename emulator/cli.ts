// Runs the emulator from the command line:
// `npm start -- --help` lists the options.
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { formatUsage, readArguments } from './arguments.ts';
import { checkSite } from './check-site.ts';
import { readCommand, UsageError } from './command-line.ts';
import { DatabaseError } from './database/database-error.ts';
import { formatDynamicPages } from './dynamic-pages-report.ts';
import { createEmulator } from './index.ts';
import { isSiteError } from './site/site-error.ts';
import { formatProblems, summarizeProblems } from './site/site-report.ts';

/** The folder of the emulator's code, as it is in stack traces. */
const OWN_FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** The most dynamic pages that are listed when the emulator starts. */
const MAX_DYNAMIC_PAGES = 10;
const command = readCommand(process);

/** Prints an error of the site's code: its message and the frames of the site, in lines of the source. */
function logError(error: unknown, where: string): void {
  console.error(styleText('red', where), describeError(error));
}

/** Tells that a collection was made, and how to declare it. */
function logCollection(name: string): void {
  const text = `The collection ${name} did not exist: made, empty, and Anyone may do everything. Declare it in the seed.`;
  console.error(styleText('yellow', `  ${text}`));
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
  const options = readArguments(process.argv.slice(2), command);
  if (options === undefined) {
    console.log(formatUsage(command));
    return;
  }
  if (options.check !== undefined) {
    const found = checkSite(options.check.site, { isWebOptional: options.optionalWeb });
    const { problems, dynamicPages } = found;
    console.log(
      options.check.json
        ? JSON.stringify(found, undefined, 2)
        : [...formatDynamicPages(dynamicPages), ...formatProblems(problems)].join('\n'),
    );
    process.exitCode = problems.length === 0 ? 0 : 1;
    return;
  }
  const emulator = await createEmulator({
    ...options,
    watch: true,
    onError: logError,
    onCollectionMade: options.strictCollections === true ? undefined : logCollection,
  });
  const { proxy: proxyPort } = options;
  const [url, proxy] = await Promise.all([
    emulator.listen(),
    proxyPort === undefined ? undefined : emulator.listenProxy({ port: proxyPort }),
  ]);
  // From now on, an error that the site's code throws in a timer or an event, too, ends nothing.
  process.on('uncaughtException', (error) => logError(error, 'uncaught error'));
  console.log(`ready ${url}`);
  const first = options.site === false ? `  API     ${url}/  (no site)` : `  Site    ${url}/`;
  console.error(`${first}\n  Inbox   ${url}/_emulator/inbox`);
  if (proxy) {
    console.error(`  Proxy   ${proxy.url}, certificate ${proxy.certificate}`);
  }
  const { problems, dynamicPages } = emulator.report();
  for (const line of formatDynamicPages(dynamicPages, { limit: MAX_DYNAMIC_PAGES, command })) {
    console.error(`  ${line}`);
  }
  for (const line of summarizeProblems(problems, command)) {
    console.error(styleText('yellow', `  ${line}`));
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
  if (error instanceof UsageError) console.error(`See ${command} --help.`);
  process.exit(1);
});
