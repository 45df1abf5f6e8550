import ts from 'typescript';
import {
  declaredBy,
  exportsOf,
  importsOf,
  isExported,
  parse,
  topNamesOf,
} from '../module-imports.mjs';

/**
 * @typedef {object} Additions What a site's own file needs, so that ours works beside it.
 * @property {string} file
 * @property {readonly string[]} imports Lines for its top.
 * @property {readonly string[]} exports Lines for its end.
 * @property {readonly { readonly name: string, readonly line: string, readonly first: boolean }[]} inside
 *   Lines for functions that it has under the same name: the first, or the last.
 * @property {readonly string[]} taken Names whose place the site's own has taken.
 */

/**
 * Tells which lines of a file of ours a site's own file of this name lacks.
 *
 * @param {string} file
 * @param {string} ours Its code.
 * @param {string} theirs The site's.
 * @returns {Additions}
 */
export function linesToAdd(file, ours, theirs) {
  const names = namesThere(ours, theirs);
  const exported = exportsOf(theirs);
  /** @type {ts.Node[]} */
  const needed = [];
  /** @type {string[]} */
  const exports = [];
  /** @type {{ name: string, line: string, first: boolean }[]} */
  const inside = [];
  /** @type {string[]} */
  const taken = [];
  for (const it of parse(ours).statements.filter(isExported)) {
    const [name = ''] = declaredBy(it);
    const isThere = exported?.has(name) ?? false;
    if (isThere && doesTheWork(it, name, theirs, names)) continue;
    const returned = returnedBy(it);
    if (!isThere) {
      const code = renamed(it, names, file.endsWith('.ts'));
      exports.push(ts.isFunctionDeclaration(it) ? code.replace(/\s*\n\s*/g, ' ') : code);
    } else if (returned === undefined) {
      taken.push(name);
      continue;
    } else {
      inside.push({ name, ...lineInside(name, renamed(returned, names)) });
    }
    needed.push(it);
  }
  return { file, imports: importsFor(needed, ours, theirs, names), exports, inside, taken };
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
 * What the names that ours imports are called in the site's file: as the site calls them already, else as ours,
 * unless the site has something else of that name.
 *
 * @param {string} ours
 * @param {string} theirs
 * @returns {ReadonlyMap<string, string>}
 */
function namesThere(ours, theirs) {
  const there = localsOf(theirs);
  const taken = topNamesOf(theirs);
  return new Map(
    [...localsOf(ours)].map(([from, name]) => {
      const free = taken.has(name) ? `velo${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
      return [name, there.get(from) ?? free];
    }),
  );
}

/**
 * @param {readonly ts.Node[]} needed
 * @param {string} ours
 * @param {string} theirs
 * @param {ReadonlyMap<string, string>} names
 * @returns {readonly string[]}
 */
function importsFor(needed, ours, theirs, names) {
  const used = new Set(needed.flatMap((it) => referencesIn(it).map(({ text }) => text)));
  const there = localsOf(theirs);
  return importsOf(ours).flatMap(({ specifier, names: imported }) => {
    const missing = imported.filter((it) => used.has(it) && !there.has(`${specifier} ${it}`));
    if (missing.length === 0) return [];
    const list = missing.map((it) => {
      const name = names.get(it) ?? it;
      return name === it ? it : `${it} as ${name}`;
    });
    return [`import { ${list.join(', ')} } from '${specifier}';`];
  });
}

/**
 * What a module calls the names that it imports.
 *
 * @param {string} code
 * @returns {ReadonlyMap<string, string>} By `specifier name`.
 */
function localsOf(code) {
  return new Map(
    importsOf(code).flatMap(({ specifier, names, locals = [] }) =>
      locals.map((local, index) => [`${specifier} ${String(names[index])}`, local]),
    ),
  );
}

/**
 * The work of a function that does nothing but return it.
 *
 * @param {ts.Statement} statement
 */
function returnedBy(statement) {
  if (!ts.isFunctionDeclaration(statement)) return undefined;
  const [only, ...others] = statement.body?.statements ?? [];
  return only !== undefined && others.length === 0 && ts.isReturnStatement(only)
    ? only.expression
    : undefined;
}

/**
 * Tells whether the site's function of this name calls what ours calls. A call elsewhere, or of something else
 * that has a method of the same name, does not count.
 *
 * @param {ts.Statement} ours
 * @param {string} name
 * @param {string} theirs
 * @param {ReadonlyMap<string, string>} names
 */
function doesTheWork(ours, name, theirs, names) {
  const their = parse(theirs).statements.find((it) => declaredBy(it).includes(name));
  const called = their === undefined ? new Set() : callsIn(their);
  return [...callsIn(ours, names)].some((call) => called.has(call));
}

/**
 * The methods that are called in this code: `inbox.thankContact` of `inbox.thankContact(event)`.
 *
 * @param {ts.Node} node
 * @param {ReadonlyMap<string, string>} [names] What the objects are called elsewhere.
 * @returns {ReadonlySet<string>}
 */
function callsIn(node, names = new Map()) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {ts.Node} it */
  function visit(it) {
    if (ts.isCallExpression(it) && ts.isPropertyAccessExpression(it.expression)) {
      const { expression: of, name } = it.expression;
      const object = of.getText();
      found.add(`${names.get(object) ?? object}.${name.text}`);
    }
    ts.forEachChild(it, visit);
  }
  visit(node);
  return found;
}

/**
 * @param {ts.Node} node
 * @returns {readonly ts.Identifier[]}
 */
function referencesIn(node) {
  /** @type {ts.Identifier[]} */
  const found = [];
  /** @param {ts.Node} it */
  function visit(it) {
    const isMember = ts.isPropertyAccessExpression(it.parent) && it.parent.name === it;
    if (ts.isIdentifier(it) && !isMember) found.push(it);
    ts.forEachChild(it, visit);
  }
  visit(node);
  return found;
}

/**
 * Writes code with other names for what it imports.
 *
 * @param {ts.Node} node
 * @param {ReadonlyMap<string, string>} names
 * @param {boolean} [isTyped] In TypeScript: what comes from outside is unknown.
 */
function renamed(node, names, isTyped = false) {
  const start = node.getStart();
  let code = node.getText();
  for (const it of [...referencesIn(node)].reverse()) {
    const [from, to] = [it.getStart() - start, it.getEnd() - start];
    const isParameter = ts.isParameter(it.parent) && it.parent.name === it;
    // Pages leave out options.
    const type = it.text === 'options' ? '?: unknown' : ': unknown';
    const name = (names.get(it.text) ?? it.text) + (isTyped && isParameter ? type : '');
    code = code.slice(0, from) + name + code.slice(to);
  }
  return code;
}
