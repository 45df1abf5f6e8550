// Reads what a file imports and exports, with the line of each, from its syntax alone.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findSyntaxProblem, listRuntimeImports, parse, readCommonJs } from './parse-module.ts';
import { isNode, keyOf, readPath, visit } from './syntax-tree.ts';

/** An imported module. */
export interface ImportUse {
  readonly specifier: string;
  /** 1 for the first. */
  readonly line: number;
  /** The imported names; `default` for the default import. Empty if only the effect of the module is used. */
  readonly names: readonly string[];
  /** The members that are read of what is imported, such as `url` of `wixLocation.url`; their members, too: `a`, `a.b`. */
  readonly members: readonly { readonly name: string; readonly line: number }[];
  /** True for `require`. */
  readonly isRequired: boolean;
}

/** The names that a file exports. */
export interface ModuleNames {
  /** The named exports; undefined if they cannot be read from the syntax. */
  readonly names: ReadonlySet<string> | undefined;
  /** The members of the object that is the default export; undefined if they cannot be read from the syntax. */
  readonly defaultMembers: ReadonlySet<string> | undefined;
  /** Whether there is a default export. */
  readonly hasDefault: boolean;
  /** The specifiers of `export * from` and `export { default } from`. */
  readonly reexports: readonly string[];
  /** The line of each named export, counted from 1. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Lists the imports of a file at run time. Returns none if the file does not parse. */
export function readImports(file: string, source: string): readonly ImportUse[] {
  if (findSyntaxProblem(file, source)) return [];
  const imports = listRuntimeImports(file, source);
  const lineOf = createLineCounter(source);
  const hasVariables = imports.some(({ variables }) => variables.length > 0);
  const reads = hasVariables ? listReads(parse(file, source).program) : [];
  return imports.map(({ specifier, start, names, variables, isRequired = false }) => ({
    specifier,
    isRequired,
    line: lineOf(start),
    names,
    members: variables.flatMap(({ local, name }) =>
      reads
        .filter(({ path }) => path[0] === local)
        .map(({ path, start: place }) => ({
          name: [...(name === undefined ? [] : [name]), ...path.slice(1)].join('.'),
          line: lineOf(place),
        })),
    ),
  }));
}

/** Reads the exports of a file. Returns none if the file does not parse. */
export function readExports(file: string, source: string): ModuleNames {
  const { module, program } = parse(file, source);
  const lineOf = createLineCounter(source);
  const names = new Set<string>();
  const lines = new Map<string, number>();
  const reexports: string[] = [];
  let hasDefault = false;
  for (const { entries } of module.staticExports) {
    for (const { isType, exportName, importName, moduleRequest, start } of entries) {
      if (isType) continue;
      if (moduleRequest && (importName.kind === 'AllButDefault' || importName.name === 'default')) {
        reexports.push(moduleRequest.value);
      }
      if (exportName.kind === 'Default' || exportName.name === 'default') {
        hasDefault = true;
      } else if (exportName.name) {
        names.add(exportName.name);
        lines.set(exportName.name, lineOf(exportName.start ?? start));
      }
    }
  }
  for (const [name, start] of readCommonJs(file, source).exports ?? []) {
    hasDefault = true;
    names.add(name);
    lines.set(name, lineOf(start));
  }
  return { names, lines, reexports, hasDefault, defaultMembers: readDefaultMembers(program) };
}

/** Returns a function that reads the exports of one of the emulator's modules, with those of the files it re-exports. */
export function createExportReader(): (file: string) => ModuleNames {
  const cache = new Map<string, ModuleNames>();
  return function read(file): ModuleNames {
    const cached = cache.get(file);
    if (cached) return cached;
    const own = readExports(file, readFileSync(file, 'utf8'));
    const others = own.reexports.map((it) =>
      it.startsWith('.') ? read(join(dirname(file), it)) : undefined,
    );
    const isKnown = others.every((it) => it !== undefined);
    const merged = {
      ...own,
      names: isKnown
        ? new Set([own, ...others].flatMap(({ names }) => [...(names ?? [])]))
        : undefined,
      defaultMembers: own.defaultMembers ?? others.find((it) => it?.hasDefault)?.defaultMembers,
    };
    cache.set(file, merged);
    return merged;
  };
}

function createLineCounter(source: string): (offset: number) => number {
  return (offset) => source.slice(0, offset).split('\n').length;
}

/** Lists what is read of variables: `['object', 'name']` for `object.name`. The place is that of the last name. */
function listReads(
  program: unknown,
): readonly { readonly path: readonly string[]; readonly start: number }[] {
  const found: { path: readonly string[]; start: number }[] = [];
  visit(program, (node) => {
    const path = node['type'] === 'MemberExpression' ? readPath(node) : undefined;
    if (!path || !isNode(node['property'])) return;
    const { start } = node['property'];
    found.push({ path, start: typeof start === 'number' ? start : 0 });
  });
  return found;
}

/** Returns the keys of the object that is the default export, directly or as a constant. */
function readDefaultMembers(program: unknown): ReadonlySet<string> | undefined {
  const constants = new Map<string, unknown>();
  let exported: unknown;
  visit(program, (node) => {
    if (node['type'] === 'ExportDefaultDeclaration') exported = node['declaration'];
    if (node['type'] === 'VariableDeclarator' && isNode(node['id'])) {
      constants.set(String(node['id']['name']), node['init']);
    }
  });
  // The emulator's modules pass the object to a function: `const wixUsers = olderModule('wix-users', { ... })`.
  for (let depth = 0; depth < 4 && isNode(exported); depth += 1) {
    if (exported['type'] === 'Identifier') {
      exported = constants.get(String(exported['name']));
    } else if (exported['type'] === 'CallExpression') {
      const args: unknown = exported['arguments'];
      exported = Array.isArray(args) ? args.at(-1) : undefined;
    }
  }
  if (!isNode(exported) || exported['type'] !== 'ObjectExpression') return undefined;
  const { properties } = exported;
  const keys = Array.isArray(properties) ? properties.map(keyOf) : [];
  return keys.includes(undefined) ? undefined : new Set(keys.map(String));
}
