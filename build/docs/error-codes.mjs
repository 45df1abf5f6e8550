import ts from 'typescript';
import { readDocstring } from './docstrings.mjs';

/**
 * The error codes that a web method can answer, as far as `@throws {InboxError}` says so: in its own
 * docstring, or else in those of the functions that it calls. "Those of `send`" stands for what the
 * docstring of that function names.
 *
 * @param {ts.Program} program
 * @param {import('./docstrings.mjs').Docstring} docstring Of the web method.
 * @param {ts.Node} body Of the web method.
 * @param {ReadonlySet<string>} codes Every code there is.
 * @returns {readonly string[]} In the order of all codes.
 */
export function errorCodesOf(program, docstring, body, codes) {
  const own = codesNamed(program, docstring.throws, codes, new Set());
  const found =
    own.size > 0
      ? own
      : new Set(
          useCases(program, body).flatMap((it) => [
            ...codesNamed(program, throwsOf(program, it), codes, new Set()),
          ]),
        );
  return [...codes].filter((code) => found.has(code));
}

/**
 * The codes that these texts name, and that the functions name which they refer to.
 *
 * @param {ts.Program} program
 * @param {readonly string[]} texts Of `@throws` tags.
 * @param {ReadonlySet<string>} codes
 * @param {Set<string>} seen Functions that were followed already.
 * @returns {ReadonlySet<string>}
 */
function codesNamed(program, texts, codes, seen) {
  const text = texts.filter((it) => it.includes('{InboxError}') || /InboxError/.test(it)).join(' ');
  const found = new Set(text.match(/\b[A-Z][A-Z_]+\b/g)?.filter((it) => codes.has(it)));
  for (const [, name = ''] of text.matchAll(/`(\w+)`/g)) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const declaration of functionsNamed(program, name)) {
      for (const code of codesNamed(program, throwsOf(program, declaration), codes, seen)) {
        found.add(code);
      }
    }
  }
  return found;
}

/**
 * The functions that implement what a web method calls: called by name, or as a method of an interface
 * that an object of the site implements (`inbox.sendForm`).
 *
 * @param {ts.Program} program
 * @param {ts.Node} body
 * @returns {readonly ts.Declaration[]}
 */
function useCases(program, body) {
  const checker = program.getTypeChecker();
  return calledIn(checker, body).flatMap((declaration) => [
    declaration,
    ...(ts.isMethodSignature(declaration)
      ? implementationsOf(program, declaration).flatMap((it) => calledIn(checker, it))
      : []),
  ]);
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Node} node
 * @returns {readonly ts.Declaration[]} Of each function that the node calls.
 */
function calledIn(checker, node) {
  return callsIn(node).flatMap((call) => declarationsOf(checker, call.expression));
}

/**
 * @param {ts.Node} node
 * @returns {readonly ts.CallExpression[]}
 */
function callsIn(node) {
  /** @type {ts.CallExpression[]} */
  const calls = [];
  /** @param {ts.Node} it */
  function visit(it) {
    if (ts.isCallExpression(it)) calls.push(it);
    ts.forEachChild(it, visit);
  }
  visit(node);
  return calls;
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Node} name
 * @returns {readonly ts.Declaration[]}
 */
function declarationsOf(checker, name) {
  const symbol = checker.getSymbolAtLocation(
    ts.isPropertyAccessExpression(name) ? name.name : name,
  );
  const known =
    symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return known?.declarations ?? [];
}

/**
 * The properties of the site's objects that implement a method of an interface.
 *
 * @param {ts.Program} program
 * @param {ts.MethodSignature} method
 * @returns {readonly ts.Node[]}
 */
function implementationsOf(program, method) {
  const checker = program.getTypeChecker();
  const wanted = method.name.getText();
  const owner = checker.getTypeAtLocation(method.parent);
  /** @type {ts.Node[]} */
  const found = [];
  /** @param {ts.Node} node */
  function visit(node) {
    if (ts.isObjectLiteralExpression(node)) {
      const property = node.properties.find((it) => it.name?.getText() === wanted);
      if (property && checker.getContextualType(node) === owner) found.push(property);
    }
    ts.forEachChild(node, visit);
  }
  for (const file of backendFiles(program)) visit(file);
  return found;
}

/**
 * @param {ts.Program} program
 * @param {string} name
 * @returns {readonly ts.Declaration[]}
 */
function functionsNamed(program, name) {
  return backendFiles(program).flatMap((file) =>
    file.statements
      .filter(ts.isFunctionDeclaration)
      .filter((statement) => statement.name?.text === name),
  );
}

/** @param {ts.Program} program */
function backendFiles(program) {
  return program
    .getSourceFiles()
    .filter(({ fileName }) => /\/backend\//.test(fileName) && !fileName.includes('/node_modules/'));
}

/**
 * @param {ts.Program} program
 * @param {ts.Declaration} declaration
 */
function throwsOf(program, declaration) {
  const checker = program.getTypeChecker();
  const name = ts.getNameOfDeclaration(declaration);
  return name === undefined ? [] : readDocstring(checker.getSymbolAtLocation(name), checker).throws;
}
