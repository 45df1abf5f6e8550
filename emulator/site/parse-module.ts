// Parses a site's files before Vite compiles them, so that every error of syntax has one form, in the lines of the
// source.
import { parseSync } from 'vite';
import { findCommonJs, type CommonJs } from './common-js.ts';

/** An error of syntax. */
export interface SyntaxProblem {
  /** 1 for the first. */
  readonly line: number;
  /** 1 for the first. */
  readonly column: number;
  readonly message: string;
}

/** An import, re-export or `require` of a file at run time: no types, and dynamic ones only of string literals. */
export interface RuntimeImport {
  readonly specifier: string;
  /** The offset of the specifier in the source. */
  readonly start: number;
  /** The imported names; `default` for the default import. */
  readonly names: readonly string[];
  /** The variables of the import, with the imported name; undefined for the default and the namespace. */
  readonly variables: readonly { readonly local: string; readonly name: string | undefined }[];
  /** True for `require`. */
  readonly isRequired?: boolean;
}

interface ParsedModule {
  readonly imports: readonly RuntimeImport[];
  readonly problem: SyntaxProblem | undefined;
  readonly commonJs: CommonJs;
}

/** The number of parsed files that are cached: enough for a few sites of a hundred files each. */
const MAX_CACHED_FILES = 1_000;
const parsed = new Map<string, ParsedModule>();

/** Lists the specifiers that a file imports at run time. */
export function listImports(file: string, source: string): readonly string[] {
  return listRuntimeImports(file, source).map(({ specifier }) => specifier);
}

/** Lists the imports of a file at run time. */
export function listRuntimeImports(file: string, source: string): readonly RuntimeImport[] {
  return parseModule(file, source).imports;
}

/** Returns the use of CommonJS in a file. */
export function readCommonJs(file: string, source: string): CommonJs {
  return parseModule(file, source).commonJs;
}

/** Returns the first error of syntax in a file, with its place; undefined if the file parses. */
export function findSyntaxProblem(file: string, source: string): SyntaxProblem | undefined {
  return parseModule(file, source).problem;
}

/** Parses a file. A JavaScript file with types does not parse. */
export function parse(file: string, source: string): ReturnType<typeof parseSync> {
  return parseSync(file, source, { lang: languageOf(file) });
}

function languageOf(file: string): 'ts' | 'js' {
  return file.endsWith('.ts') ? 'ts' : 'js';
}

function parseModule(file: string, source: string): ParsedModule {
  const key = `${languageOf(file)} ${source}`;
  const cached = parsed.get(key);
  if (cached !== undefined) return cached;
  const { errors, module, program } = parse(file, source);
  const [error] = errors;
  const commonJs = findCommonJs(source, program, module.hasModuleSyntax);
  const result = {
    commonJs,
    imports: [
      ...importsOf(source, module),
      ...commonJs.requires.map(({ specifier, start }) => ({
        specifier,
        start,
        names: [],
        variables: [],
        isRequired: true,
      })),
    ],
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
): readonly RuntimeImport[] {
  return [
    ...staticImports
      .map((it) => ({ ...it, values: it.entries.filter(({ isType }) => !isType) }))
      .filter(({ entries, values }) => entries.length === 0 || values.length > 0)
      .map(({ moduleRequest: { value, start }, values }) => ({
        specifier: value,
        start,
        names: values.flatMap(({ importName: { kind, name } }) => {
          if (kind === 'Default') return ['default'];
          return kind === 'Name' && name ? [name] : [];
        }),
        variables: values.map(({ importName: { kind, name }, localName }) => ({
          local: localName.value,
          name: kind === 'Name' && name !== 'default' ? (name ?? undefined) : undefined,
        })),
      })),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ isType, moduleRequest, importName: { kind, name } }) =>
        isType || !moduleRequest
          ? []
          : [
              {
                specifier: moduleRequest.value,
                start: moduleRequest.start,
                names: kind === 'Name' && name ? [name] : [],
                variables: [],
              },
            ],
      ),
    ),
    ...dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const literal = /^(['"`])([^'"`$\\]+)\1$/.exec(source.slice(start, end))?.[2];
      return literal === undefined ? [] : [{ specifier: literal, start, names: [], variables: [] }];
    }),
  ];
}

function toPlace(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}
