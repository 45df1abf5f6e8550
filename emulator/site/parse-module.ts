// Parses a site's files before Vite compiles them, so that every error of syntax has one form, in the lines of the
// source.
import { parseSync } from 'vite';

/** An error of syntax. */
export interface SyntaxProblem {
  /** 1 for the first. */
  readonly line: number;
  /** 1 for the first. */
  readonly column: number;
  readonly message: string;
}

interface ParsedModule {
  readonly imports: readonly string[];
  readonly problem: SyntaxProblem | undefined;
}

/** The number of parsed files that are cached: enough for a few sites of a hundred files each. */
const MAX_CACHED_FILES = 1_000;
const parsed = new Map<string, ParsedModule>();

/** Lists the specifiers that a file imports at run time: no types, and dynamic imports only of string literals. */
export function listImports(file: string, source: string): readonly string[] {
  return parseModule(file, source).imports;
}

/** Returns the first error of syntax in a file, with its place; undefined if the file parses. */
export function findSyntaxProblem(file: string, source: string): SyntaxProblem | undefined {
  return parseModule(file, source).problem;
}

function parseModule(file: string, source: string): ParsedModule {
  // A JavaScript file with types does not parse.
  const lang = file.endsWith('.ts') ? 'ts' : 'js';
  const key = `${lang} ${source}`;
  const cached = parsed.get(key);
  if (cached !== undefined) return cached;
  const { errors, module } = parseSync(file, source, { lang });
  const [error] = errors;
  const result = {
    imports: importsOf(source, module),
    problem: error && {
      ...toPlace(source, error.labels[0]?.start ?? 0),
      message: error.message.replace(/\.$/, ''),
    },
  };
  parsed.set(key, result);
  const [oldest] = parsed.keys();
  if (parsed.size > MAX_CACHED_FILES && oldest !== undefined) parsed.delete(oldest);
  return result;
}

function importsOf(
  source: string,
  { staticImports, staticExports, dynamicImports }: ReturnType<typeof parseSync>['module'],
): readonly string[] {
  return [
    ...staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries
        .filter(({ isType }) => !isType)
        .flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
    ),
    ...dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const literal = /^(['"`])([^'"`$\\]+)\1$/.exec(source.slice(start, end))?.[2];
      return literal === undefined ? [] : [literal];
    }),
  ];
}

function toPlace(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}
