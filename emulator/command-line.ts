// Reads the options of a command line, and suggests the nearest name for an unknown one.
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The options of a command, as `parseArgs` takes them. */
export type OptionDefinitions = NonNullable<ParseArgsConfig['options']>;

/** Invalid arguments of a command. The message is one line. */
export class UsageError extends Error {}

/** The most edits between an unknown name and the one that is suggested for it. */
const MAX_EDITS = 3;

/**
 * Reads the options of a command line.
 *
 * @throws {UsageError} for an unknown option, a value that is missing or not expected, an option that is given twice,
 *   and an argument that is not an option
 */
export function readOptions<const Definitions extends OptionDefinitions>(
  args: readonly string[],
  definitions: Definitions,
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
      const hint = 'With npm, options are written after --.';
      throw new UsageError(`Unexpected argument "${token.value}". ${hint}`);
    }
    if (token.kind !== 'option') continue;
    if (!names.includes(token.name)) {
      const nearest = findNearest(token.name, names);
      const hint = nearest === undefined ? '' : ` Did you mean --${nearest}?`;
      throw new UsageError(`Unknown option ${token.rawName}.${hint}`);
    }
    if (seen.has(token.name)) throw new UsageError(`${token.rawName} is given twice.`);
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

/** Returns the name with the fewest edits to another one; undefined if none is similar. */
export function findNearest(name: string, names: readonly string[]): string | undefined {
  const byDistance = names
    .map((it) => ({ it, edits: countEdits(name.toLowerCase(), it.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const [nearest] = byDistance;
  const limit = Math.min(MAX_EDITS, Math.floor(name.length / 2));
  return nearest && nearest.edits <= limit ? nearest.it : undefined;
}

/** Counts the characters to insert, remove or replace (the Levenshtein distance). */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...to].entries()) {
      const replaced = (row[at] ?? 0) + (other === character ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
