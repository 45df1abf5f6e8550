import { exportsOf, exportStatementsOf, importsOf } from '../module-imports.mjs';

/** @typedef {import('../module-imports.mjs').ExportStatement} ExportStatement */

/**
 * @typedef {object} Additions What a site's own file needs, so that ours works beside it.
 * @property {string} file
 * @property {readonly string[]} imports Lines for its top.
 * @property {readonly string[]} exports Lines for its end.
 * @property {readonly { readonly name: string, readonly line: string, readonly first: boolean }[]} inside
 *   Lines for functions that it has under the same name: the first, or the last.
 * @property {readonly string[]} taken Names that the site's own file exports in place of ours.
 */

/**
 * Lists the lines of our file that a site's own file of the same name lacks.
 *
 * Our file is what `buildSite` writes: each export is one function of one `return`, or one constant, laid out by
 * Prettier. So its text is changed by regular expressions; the site's file, which anybody may have written, is parsed.
 *
 * @param {string} file
 * @param {string} ours Its code.
 * @param {string} theirs The site's.
 * @returns {Additions}
 */
export function linesToAdd(file, ours, theirs) {
  const locals = localsThere(ours, theirs);
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
      const line = renamed(code.replace(/(?<=^export function [^]*)\s*\n\s*/g, ' '), locals);
      return file.endsWith('.ts') ? typed(line) : line;
    }),
    inside: inside.map(({ name, work }) => ({ name, ...lineInside(name, renamed(work, locals)) })),
    taken,
  };
}

/**
 * Tells whether the site's function of this name calls what ours calls.
 *
 * @param {readonly ExportStatement[]} theirStatements
 * @param {string} name
 * @param {ExportStatement} ours
 * @param {ReadonlyMap<string, string>} locals
 */
function calls(theirStatements, name, ours, locals) {
  const theirs = theirStatements.find(({ names }) => names.includes(name));
  return ours.calls.some((call) => theirs?.calls.includes(renamed(call, locals)));
}

/**
 * Wix asks one function about all channels; every other export may do its work after the site's.
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
 * What the names that our file imports are called in the site's file: as the site imports them already; else as in
 * ours, unless the word is used there.
 *
 * @param {string} ours
 * @param {string} theirs
 * @returns {ReadonlyMap<string, string>} By our name.
 */
function localsThere(ours, theirs) {
  const there = localsOf(theirs);
  return new Map(
    [...localsOf(ours)].map(([imported, name]) => {
      const isUsed = new RegExp(`(?<![\\w$./'"-])${name}(?![\\w$/'"-])`).test(theirs);
      const free = isUsed ? `velo${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
      return [name, there.get(imported) ?? free];
    }),
  );
}

/**
 * @param {string} code
 * @returns {ReadonlyMap<string, string>} What a module calls its imports, by `specifier name`.
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
  const there = localsOf(theirs);
  return importsOf(ours).flatMap(({ specifier, names }) => {
    const missing = names.filter((it) => used.has(it) && !there.has(`${specifier} ${it}`));
    if (missing.length === 0) return [];
    const list = missing.map((it) => {
      const name = locals.get(it) ?? it;
      return name === it ? it : `${it} as ${name}`;
    });
    return [`import { ${list.join(', ')} } from '${specifier}';`];
  });
}

/** @param {string} code @param {ReadonlyMap<string, string>} locals */
function renamed(code, locals) {
  return code.replace(/(?<![\w$.'])[\w$]+/g, (word) => locals.get(word) ?? word);
}

/**
 * Adds types to the parameters of a line: what comes from outside is unknown, and pages leave out options.
 *
 * @param {string} line
 */
function typed(line) {
  return line.replace(/(?<=\()[\w,\s]+(?=\) (?:=>|\{))/, (parameters) =>
    parameters.replace(/\w+/g, (name) => `${name}${name === 'options' ? '?' : ''}: unknown`),
  );
}
