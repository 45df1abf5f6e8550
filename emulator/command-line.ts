// Reads the options of a command line, and suggests the nearest name for an unknown one.
import { basename } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { findNearest } from './http/edit-distance.ts';

/** The options of a command, as `parseArgs` takes them. */
export type OptionDefinitions = NonNullable<ParseArgsConfig['options']>;

/** Invalid arguments of a command. The message is one line. */
export class UsageError extends Error {}

/** The command of the installed package. */
const PACKAGE_COMMAND = 'velo-emulator';

/**
 * Returns the command that the user typed, up to its options: `npm start --` in this repository, `npx velo-emulator` or
 * `velo-emulator` for the installed package, `npm run dev --` in a script of the user's own.
 *
 * @see https://docs.npmjs.com/cli/v11/using-npm/scripts#environment the variables that npm sets; yarn and pnpm, too
 */
export function readCommand({
  argv: [, script = ''],
  env: { npm_lifecycle_event: event, npm_config_user_agent: agent = '' },
}: Pick<NodeJS.Process, 'argv' | 'env'>): string {
  if (event === 'npx') return `npx ${PACKAGE_COMMAND}`;
  if (event !== undefined) {
    const [, other] = /^(pnpm|yarn)\//.exec(agent) ?? [];
    if (other !== undefined) return `${other} ${event}`;
    return event === 'start' ? 'npm start --' : `npm run ${event} --`;
  }
  return basename(script) === 'cli.ts' ? 'npm start --' : PACKAGE_COMMAND;
}

/**
 * Reads the options of a command line.
 *
 * @param command what the user typed before them, as {@link readCommand} returns it
 * @throws {UsageError} for an unknown option, a value that is missing or not expected, an option that is given twice without being `multiple`,
 *   and an argument that is not an option
 */
export function readOptions<const Definitions extends OptionDefinitions>(
  args: readonly string[],
  definitions: Definitions,
  command: string,
): ReturnType<typeof parseArgs<{ options: Definitions }>>['values'] {
  const names = Object.keys(definitions);
  const { tokens } = parseArgs({
    args: [...args],
    options: definitions,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') {
      // npm takes options before -- for its own, and passes on only their values.
      const hint = command.endsWith(' --') ? ' With npm, options are written after --.' : '';
      throw new UsageError(`Unexpected argument "${token.value}".${hint}`);
    }
    if (token.kind !== 'option') continue;
    if (!names.includes(token.name)) {
      const nearest = findNearest(token.name, names);
      const hint = nearest === undefined ? '' : ` Did you mean --${nearest}?`;
      throw new UsageError(`Unknown option ${token.rawName}.${hint}`);
    }
    if (seen.has(token.name) && definitions[token.name]?.multiple !== true) {
      throw new UsageError(`${token.rawName} is given twice.`);
    }
    seen.add(token.name);
    const isFlag = definitions[token.name]?.type === 'boolean';
    const isValue =
      token.value !== undefined && (token.inlineValue || !token.value.startsWith('-'));
    if (isFlag && token.value !== undefined) {
      throw new UsageError(`${token.rawName} takes no value.`);
    }
    if (!isFlag && !isValue) throw new UsageError(`${token.rawName} needs a value.`);
  }
  return parseArgs({ args: [...args], options: definitions }).values;
}
