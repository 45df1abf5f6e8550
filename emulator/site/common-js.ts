// Emulates CommonJS in a site's files: `require` and `module.exports`. Not emulated: `require` of a computed name, and
// `require` that runs later than the file is loaded.
import { isNode, keyOf, readPath, visit, type SyntaxNode } from './syntax-tree.ts';

/** `require('name')` in a file. The offsets are those of the call. */
export interface RequireCall {
  readonly specifier: string;
  readonly start: number;
  readonly end: number;
}

/** The use of CommonJS in a file. */
export interface CommonJs {
  readonly requires: readonly RequireCall[];
  /** What the file exports with `exports`: the name, with the offset. Undefined if it exports nothing so. */
  readonly exports: ReadonlyMap<string, number> | undefined;
}

const NONE: CommonJs = { requires: [], exports: undefined };

/**
 * Finds the CommonJS in a file. There is none if the file declares variables of these names itself, as bundles do.
 * @param hasModuleSyntax whether the file has `import` or `export`: then it cannot export with `exports`
 * @see https://dev.wix.com/docs/develop-websites-sdk/code-your-site/code-with-java-script/module-export-syntax (exports;
 *   `require` is assumed)
 */
export function findCommonJs(source: string, program: unknown, hasModuleSyntax: boolean): CommonJs {
  if (!/\brequire\s*\(|\bexports\b/.test(source)) return NONE;
  const declared = new Set<string>();
  const requires: RequireCall[] = [];
  const names = new Map<string, number>();
  let hasExports = false;
  visit(program, (node) => {
    for (const it of declarationsOf(node)) declared.add(it);
    const call = readRequire(node);
    if (call) requires.push(call);
    if (node['type'] !== 'AssignmentExpression') return;
    const name = exportedName(readPath(node['left']));
    if (name === undefined) return;
    hasExports = true;
    const keys = name === '' ? keysOf(node['right']) : [name];
    for (const key of keys) names.set(key, Number(node['start']));
  });
  const isOwn = (name: string): boolean => declared.has(name);
  return {
    requires: isOwn('require') ? [] : requires,
    exports:
      hasExports && !hasModuleSyntax && !isOwn('module') && !isOwn('exports') ? names : undefined,
  };
}

/** Returns the names that a function, a variable or a parameter declares. */
function declarationsOf(node: SyntaxNode): readonly string[] {
  const { type, id, params } = node;
  const declares = type === 'VariableDeclarator' || String(type).startsWith('Function');
  const parameters: readonly unknown[] = Array.isArray(params) ? params : [];
  const all = [declares ? id : undefined, ...parameters];
  return all.flatMap((it) =>
    isNode(it) && it['type'] === 'Identifier' ? [String(it['name'])] : [],
  );
}

function readRequire(node: SyntaxNode): RequireCall | undefined {
  const { type, callee, arguments: args, start, end } = node;
  const isRequire = type === 'CallExpression' && isNode(callee) && callee['name'] === 'require';
  if (!isRequire) return undefined;
  const argument: unknown = Array.isArray(args) && args.length === 1 ? args[0] : undefined;
  const specifier = isNode(argument) ? argument['value'] : undefined;
  return typeof specifier === 'string'
    ? { specifier, start: Number(start), end: Number(end) }
    : undefined;
}

/** Returns the name that an assignment exports: '' for `module.exports = ...`; undefined if it exports nothing. */
function exportedName(path: readonly string[] | undefined): string | undefined {
  const [first, second, ...rest] = path ?? [];
  if (first === 'module' && second === 'exports') return rest.length === 0 ? '' : rest[0];
  return first === 'exports' ? second : undefined;
}

function keysOf(value: unknown): readonly string[] {
  const properties = isNode(value) ? value['properties'] : undefined;
  return Array.isArray(properties) ? properties.map(keyOf).filter((key) => key !== undefined) : [];
}

/**
 * The function that returns what `require` does: `module.exports` of a package or file in CommonJS, else all exports of
 * the module.
 */
const REQUIRED = [
  'function veloRequired(it) {',
  "if ('module.exports' in it) return it['module.exports'];",
  'const { default: all } = it;',
  "const isAll = all != null && Object.keys(it).every((key) => key === 'default' || key in Object(all));",
  'return isAll ? all : it;',
  '}',
].join(' ');

/** A replacement of a part of a source. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Code that replaces CommonJS in a file. Its lines stay the same. */
export interface Replacement {
  readonly edits: readonly Edit[];
  /** Statements for the end of the file. */
  readonly added: readonly string[];
}

/**
 * Creates the imports and exports that replace CommonJS in a file.
 * @param resolve the name to import for a required one, or why it cannot be required; the call throws that, and the other
 *   code of the file runs
 */
export function replaceCommonJs(
  { requires, exports }: CommonJs,
  resolve: (specifier: string) => { readonly name: string } | { readonly problem: string },
): Replacement {
  const imports: string[] = [];
  const calls = new Map<string, string>();
  for (const { specifier } of requires) {
    if (calls.has(specifier)) continue;
    const found = resolve(specifier);
    const variable = `veloModule${String(calls.size)}`;
    if ('name' in found) {
      imports.push(`import * as ${variable} from ${JSON.stringify(found.name)};`);
      calls.set(specifier, `veloRequired(${variable})`);
    } else {
      calls.set(specifier, `(() => { throw new Error(${JSON.stringify(found.problem)}); })()`);
    }
  }
  const start = 'const module = { exports: {} }; let exports = module.exports; ';
  return {
    edits: [
      ...(exports ? [{ start: 0, end: 0, text: start }] : []),
      ...requires.map((call) => ({ ...call, text: calls.get(call.specifier) ?? '' })),
    ],
    added: [
      ...imports,
      ...(imports.length > 0 ? [REQUIRED] : []),
      ...(exports ? exportStatements([...exports.keys()]) : []),
    ],
  };
}

/** Returns the statements that export what a file in CommonJS does, by name and as the default. */
function exportStatements(names: readonly string[]): readonly string[] {
  return [
    'const veloExports = module.exports;',
    'const veloDefault = veloExports?.__esModule ? veloExports.default : veloExports;',
    'export { veloDefault as default };',
    ...names
      .filter((name) => name !== 'default' && name !== '__esModule')
      .map((name, index) => {
        const variable = `veloExport${String(index)}`;
        const key = JSON.stringify(name);
        return `const ${variable} = veloExports?.[${key}]; export { ${variable} as ${key} };`;
      }),
  ];
}
