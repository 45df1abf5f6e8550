// Reads what a file imports and exports, with the line of each, from its syntax alone.
import { parseSync } from 'vite';

/** An imported module. */
export interface ImportUse {
  readonly specifier: string;
  /** 1 for the first. */
  readonly line: number;
  /** The imported names; `default` for the default import. Empty if only the effect of the module is used. */
  readonly names: readonly string[];
  /** The members that are read of the default or namespace import, such as `url` of `wixLocation.url`. */
  readonly members: readonly { readonly name: string; readonly line: number }[];
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
  const { module, program, errors } = parse(file, source);
  if (errors.length > 0) return [];
  const lineOf = createLineCounter(source);
  const uses: ImportUse[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const values = entries.filter(({ isType }) => !isType);
    if (entries.length > 0 && values.length === 0) continue;
    const objects = values
      .filter(({ importName: { kind } }) => kind !== 'Name')
      .map(({ localName }) => localName.value);
    uses.push({
      specifier: moduleRequest.value,
      line: lineOf(moduleRequest.start),
      names: values.flatMap(({ importName: { kind, name } }) => {
        if (kind === 'Default') return ['default'];
        return kind === 'Name' && name ? [name] : [];
      }),
      members: listMembers(program, objects).map(({ name, start }) => ({
        name,
        line: lineOf(start),
      })),
    });
  }
  for (const { entries } of module.staticExports) {
    for (const { isType, moduleRequest, importName } of entries) {
      if (isType || !moduleRequest) continue;
      const names = importName.kind === 'Name' && importName.name ? [importName.name] : [];
      uses.push({
        specifier: moduleRequest.value,
        line: lineOf(moduleRequest.start),
        names,
        members: [],
      });
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const text = source.slice(moduleRequest.start, moduleRequest.end);
    const specifier = /^(['"`])([^'"`$\\]+)\1$/.exec(text)?.[2];
    if (specifier !== undefined) {
      uses.push({ specifier, line: lineOf(moduleRequest.start), names: [], members: [] });
    }
  }
  return uses;
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
  return { names, lines, reexports, hasDefault, defaultMembers: readDefaultMembers(program) };
}

function parse(file: string, source: string): ReturnType<typeof parseSync> {
  return parseSync(file, source, { lang: file.endsWith('.ts') ? 'ts' : 'js' });
}

function createLineCounter(source: string): (offset: number) => number {
  return (offset) => source.slice(0, offset).split('\n').length;
}

/** Lists the members that are read of some variables: `name` of `object.name`. */
function listMembers(
  program: unknown,
  objects: readonly string[],
): readonly { readonly name: string; readonly start: number }[] {
  const found: { name: string; start: number }[] = [];
  if (objects.length === 0) return found;
  visit(program, (node) => {
    if (node['type'] !== 'MemberExpression' || node['computed'] === true) return;
    const { object, property } = node;
    if (!isNode(object) || !isNode(property) || object['type'] !== 'Identifier') return;
    const { name: member, start } = property;
    if (objects.includes(String(object['name'])) && typeof member === 'string') {
      found.push({ name: member, start: typeof start === 'number' ? start : 0 });
    }
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
  // The emulator's modules pass the object to a function: `olderModule('wix-users', wixUsers)`.
  if (isNode(exported) && exported['type'] === 'CallExpression') {
    const args: unknown = exported['arguments'];
    exported = Array.isArray(args) ? args.at(-1) : undefined;
  }
  if (isNode(exported) && exported['type'] === 'Identifier') {
    exported = constants.get(String(exported['name']));
  }
  if (!isNode(exported) || exported['type'] !== 'ObjectExpression') return undefined;
  const { properties } = exported;
  const keys = Array.isArray(properties) ? properties.map(keyOf) : [];
  return keys.includes(undefined) ? undefined : new Set(keys.map(String));
}

function keyOf(property: unknown): string | undefined {
  if (!isNode(property) || !isNode(property['key']) || property['computed'] === true) {
    return undefined;
  }
  const { name, value } = property['key'];
  return String(name ?? value);
}

type SyntaxNode = Readonly<Record<string, unknown>>;

function isNode(it: unknown): it is SyntaxNode {
  return typeof it === 'object' && it !== null;
}

function visit(node: unknown, call: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) {
    for (const it of node) visit(it, call);
  } else if (isNode(node)) {
    call(node);
    for (const value of Object.values(node)) {
      if (typeof value === 'object') visit(value, call);
    }
  }
}
