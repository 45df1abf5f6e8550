import { parseSync, Visitor } from 'rolldown/utils';

/** @typedef {import('rolldown/utils').ParseResult} ParseResult */
/** @typedef {ParseResult['program']} Program */
/** @typedef {ParseResult['module']['staticExports'][number]} StaticExport */

/**
 * @typedef {object} ModuleImport An import or a re-export of a module.
 * @property {string} specifier
 * @property {readonly string[]} names The imported names, including `default`; of a namespace, the members that are used.
 * @property {readonly string[]} locals The local name of each; empty for a namespace and `export from`.
 * @property {string} [whole] The namespace of all names of the other module: `v`, or `export *`.
 */

/**
 * @typedef {object} ExportStatement `export function a() {}`, `export const a = 1;` or `export { a };`.
 * @property {readonly string[]} names
 * @property {string} code
 * @property {readonly string[]} calls The methods it calls: `inbox.sendThankYou`.
 */

/**
 * Returns the imports and the re-exports of a module, without types, which do not exist at run time.
 *
 * @param {string} code JavaScript or TypeScript.
 * @returns {readonly ModuleImport[]}
 */
export function importsOf(code) {
  const { module, program } = parse(code);
  const imports = module.staticImports
    // `import type { A }` imports nothing at run time; `import 'a'` does.
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest, entries }) => {
      const values = entries.filter(({ isType }) => !isType);
      const named = values.filter(({ importName }) => importName.kind !== 'NamespaceObject');
      const namespace = values.find((it) => !named.includes(it))?.localName.value;
      return {
        specifier: moduleRequest.value,
        names: [
          ...named.map(({ importName }) => importName.name ?? 'default'),
          ...(namespace === undefined ? [] : membersOf(program, namespace)),
        ],
        locals: named.map(({ localName }) => localName.value),
        ...(namespace !== undefined && { whole: namespace }),
      };
    });
  return [...imports, ...module.staticExports.flatMap(reexportsOf)];
}

/**
 * Returns the names that a module exports, without types.
 *
 * @param {string} code JavaScript or TypeScript.
 * @returns {ReadonlySet<string> | undefined} `undefined` if the module has an `export *`.
 */
export function exportsOf(code) {
  const entries = parse(code).module.staticExports.flatMap((it) => it.entries);
  if (entries.some(({ exportName }) => exportName.kind === 'None')) return undefined;
  const values = entries.filter(({ isType }) => !isType);
  return new Set(values.map(({ exportName }) => exportName.name ?? 'default'));
}

/**
 * Returns the names of the functions that a module declares and exports: `export function name() {}`.
 *
 * @param {string} code JavaScript or TypeScript.
 * @returns {ReadonlySet<string>}
 */
export function functionsOf(code) {
  const declarations = parse(code).program.body.flatMap((it) =>
    it.type === 'ExportNamedDeclaration' && it.declaration ? [it.declaration] : [],
  );
  return new Set(
    declarations.flatMap((it) => (it.type === 'FunctionDeclaration' && it.id ? [it.id.name] : [])),
  );
}

/**
 * Returns the export statements of a module, without re-exports.
 *
 * @param {string} code JavaScript or TypeScript.
 * @returns {readonly ExportStatement[]}
 */
export function exportStatementsOf(code) {
  const { module, program } = parse(code);
  return module.staticExports
    .filter(({ entries }) => entries.every((it) => !it.isType && it.moduleRequest === null))
    .map(({ start, end, entries }) => ({
      names: entries.map(({ exportName }) => exportName.name ?? 'default'),
      code: code.slice(start, end),
      calls: callsBetween(program, start, end),
    }));
}

/**
 * Returns whether a module contains `import()` or `import.meta`.
 *
 * @param {string} code JavaScript.
 */
export function usesDynamicImport(code) {
  const { dynamicImports, importMetas } = parse(code).module;
  return dynamicImports.length > 0 || importMetas.length > 0;
}

/**
 * Results by code: a build parses each module several times.
 *
 * @type {Map<string, ParseResult>}
 */
const parsed = new Map();

/**
 * Parses a module as JavaScript, or as TypeScript if that fails.
 *
 * @param {string} code
 */
export function parse(code) {
  const known = parsed.get(code);
  if (known !== undefined) return known;
  const asJavaScript = parseSync('module.jsx', code);
  const result = asJavaScript.errors.length === 0 ? asJavaScript : parseSync('module.ts', code);
  parsed.set(code, result);
  return result;
}

/** @param {StaticExport} statement @returns {readonly ModuleImport[]} */
function reexportsOf({ end, entries }) {
  return entries.flatMap(({ moduleRequest, importName, isType, start }) => {
    // Rolldown also reports `import { a } from 'b'; export { a };` here, at the import.
    if (moduleRequest === null || isType || start >= end) return [];
    const { value: specifier } = moduleRequest;
    return importName.kind === 'Name' && importName.name !== null
      ? [{ specifier, names: [importName.name], locals: [] }]
      : [{ specifier, names: [], locals: [], whole: 'export *' }];
  });
}

/** @param {Program} program @param {string} namespace */
function membersOf(program, namespace) {
  /** @type {Set<string>} */
  const names = new Set();
  new Visitor({
    MemberExpression({ object, property }) {
      if (object.type === 'Identifier' && object.name === namespace) {
        if (property.type === 'Identifier') names.add(property.name);
      }
    },
  }).visit(program);
  return [...names];
}

/** @param {Program} program @param {number} from @param {number} to */
function callsBetween(program, from, to) {
  /** @type {string[]} */
  const calls = [];
  new Visitor({
    CallExpression({ callee, start }) {
      if (callee.type !== 'MemberExpression' || start < from || start >= to) return;
      const { object, property } = callee;
      if (object.type === 'Identifier' && property.type === 'Identifier') {
        calls.push(`${object.name}.${property.name}`);
      }
    },
  }).visit(program);
  return calls;
}
