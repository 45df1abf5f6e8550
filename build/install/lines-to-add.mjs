import { exportsOf, exportStatementsOf, importsOf } from '../module-imports.mjs';

/** @typedef {import('../module-imports.mjs').ExportStatement} ExportStatement */

/**
 * @typedef {object} Additions The lines of our file that a site's own file needs to do the work of both.
 * @property {string} file
 * @property {readonly string[]} imports Lines for its top.
 * @property {readonly string[]} exports Lines for its end.
 * @property {readonly { readonly name: string, readonly line: string, readonly first: boolean }[]} inside
 *   Lines for its functions with the same name: the first or the last of the function.
 * @property {readonly string[]} taken Names that the site's own file exports instead of ours.
 */

/**
 * Returns the lines of our file that a site's own file of the same name lacks.
 *
 * Our file is a result of `buildSite`: each export is one function with one `return`, or one constant, formatted by
 * Prettier. So regular expressions can change it. The site's file can have any form and is parsed.
 *
 * @param {string} file
 * @param {string} ours The code of our file.
 * @param {string} theirs The code of the site's file.
 * @returns {Additions}
 */
export function linesToAdd(file, ours, theirs) {
  const locals = localNames(ours, theirs);
  const theirStatements = exportStatementsOf(theirs);
  const exported = exportsOf(theirs);
  /** @type {ExportStatement[]} */
  const missing = [];
  /** @type {(ExportStatement & { readonly name: string, readonly work: string })[]} */
  const inside = [];
  /** @type {string[]} */
  const taken = [];
  for (const statement of exportStatementsOf(ours)) {
    const [name = ''] = statement.names;
    const work = /^export function [^]*\{\s*return ([^;]*);\s*\}$/.exec(statement.code)?.[1];
    if (!exported?.has(name)) missing.push(statement);
    else if (calls(theirStatements, name, statement, locals)) continue;
    else if (work === undefined) taken.push(name);
    else inside.push({ ...statement, name, work });
  }
  return {
    file,
    imports: importsFor([...missing, ...inside], ours, theirs, locals),
    exports: missing.map(({ code }) => {
      const line = renameLocals(code.replace(/(?<=^export function [^]*)\s*\n\s*/g, ' '), locals);
      return file.endsWith('.ts') ? addTypes(line) : line;
    }),
    inside: inside.map(({ name, work }) => ({
      name,
      ...lineInside(name, renameLocals(work, locals)),
    })),
    taken,
  };
}

/**
 * Returns whether the site's function of this name calls a method that ours calls.
 *
 * @param {readonly ExportStatement[]} theirStatements
 * @param {string} name
 * @param {ExportStatement} ours
 * @param {ReadonlyMap<string, string>} locals
 */
function calls(theirStatements, name, ours, locals) {
  const theirs = theirStatements.find(({ names }) => names.includes(name));
  return ours.calls.some((call) => theirs?.calls.includes(renameLocals(call, locals)));
}

/**
 * Wix calls one function for all channels, so ours must run first; every other export can run after the site's code.
 *
 * @param {string} name
 * @param {string} work
 */
function lineInside(name, work) {
  return name === 'realtime_check_permission'
    ? {
        line: `const ours = await ${work}; if (!ours.read || ['inbox', 'inbox-admin'].includes(channel.name)) return ours;`,
        first: true,
      }
    : { line: `return ${work};`, first: false };
}

/**
 * Returns the names of our file's imports in the site's file: the names under which the site imports them already, or
 * else our names, with a prefix if the site's file uses the name.
 *
 * @param {string} ours
 * @param {string} theirs
 * @returns {ReadonlyMap<string, string>} By our name.
 */
function localNames(ours, theirs) {
  const theirLocals = localsOf(theirs);
  return new Map(
    [...localsOf(ours)].map(([imported, name]) => {
      const isUsed = new RegExp(`(?<![\\w$./'"-])${name}(?![\\w$/'"-])`).test(theirs);
      const free = isUsed ? `velo${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
      return [name, theirLocals.get(imported) ?? free];
    }),
  );
}

/**
 * @param {string} code
 * @returns {ReadonlyMap<string, string>} The local names of a module's imports, by `specifier name`.
 */
function localsOf(code) {
  return new Map(
    importsOf(code).flatMap(({ specifier, names, locals }) =>
      locals.map((local, index) => [`${specifier} ${String(names[index])}`, local]),
    ),
  );
}

/**
 * @param {readonly ExportStatement[]} statements
 * @param {string} ours
 * @param {string} theirs
 * @param {ReadonlyMap<string, string>} locals
 * @returns {readonly string[]}
 */
function importsFor(statements, ours, theirs, locals) {
  const used = new Set(statements.flatMap(({ code }) => code.match(/[\w$]+/g) ?? []));
  const theirLocals = localsOf(theirs);
  return importsOf(ours).flatMap(({ specifier, names }) => {
    const missing = names.filter((it) => used.has(it) && !theirLocals.has(`${specifier} ${it}`));
    if (missing.length === 0) return [];
    const list = missing.map((it) => {
      const name = locals.get(it) ?? it;
      return name === it ? it : `${it} as ${name}`;
    });
    return [`import { ${list.join(', ')} } from '${specifier}';`];
  });
}

/** @param {string} code @param {ReadonlyMap<string, string>} locals */
function renameLocals(code, locals) {
  return code.replace(/(?<![\w$.'])[\w$]+/g, (name) => locals.get(name) ?? name);
}

/**
 * Adds types to the parameters of a line: all are unknown, and `options` is optional.
 *
 * @param {string} line
 */
function addTypes(line) {
  return line.replace(/(?<=\()[\w,\s]+(?=\) (?:=>|\{))/, (parameters) =>
    parameters.replace(/\w+/g, (name) => `${name}${name === 'options' ? '?' : ''}: unknown`),
  );
}
