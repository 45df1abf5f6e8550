import ts from 'typescript';
import { readDocstring } from './docstrings.mjs';
import { descendants } from './site-program.mjs';

/**
 * Returns the error codes of a web method, as documented by `@throws {InboxError}`: by its own docstring, or else by
 * those of the functions that it calls. "Those of `send`" adds the codes in the docstring of that function.
 *
 * @param {ts.Program} program
 * @param {import('./docstrings.mjs').Docstring} docstring The docstring of the web method.
 * @param {ts.Node} body The body of the web method.
 * @param {ReadonlySet<string>} codes All error codes.
 * @returns {readonly string[]} In the order of all codes.
 */
export function errorCodesOf(program, docstring, body, codes) {
  const checker = program.getTypeChecker();
  const files = program
    .getSourceFiles()
    .filter(({ fileName }) => /\/backend\//.test(fileName) && !fileName.includes('/node_modules/'));
  const found = new Set();
  const followed = new Set();

  /** @param {readonly string[]} texts The texts of `@throws` tags. */
  function addCodes(texts) {
    const text = texts.filter((it) => it.includes('InboxError')).join(' ');
    for (const code of text.match(/\b[A-Z][A-Z_]+\b/g) ?? []) found.add(code);
    for (const [, name = ''] of text.matchAll(/`(\w+)`/g)) {
      if (followed.has(name)) continue;
      followed.add(name);
      for (const declaration of functionsNamed(files, name)) {
        addCodes(throwsOf(checker, declaration));
      }
    }
  }

  addCodes(docstring.throws);
  if (found.size === 0) {
    for (const name of namesCalledIn(body)) {
      for (const declaration of functionsNamed(files, name)) {
        addCodes(throwsOf(checker, declaration));
      }
    }
  }
  return [...codes].filter((code) => found.has(code));
}

/**
 * Returns the names of the functions that a web method calls. A use case has the same name as a method of `inbox` and as a
 * function.
 *
 * @param {ts.Node} body
 */
function namesCalledIn(body) {
  return descendants(body, ts.isCallExpression).map(({ expression }) =>
    ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText(),
  );
}

/**
 * Returns the functions of a name, and the function types of that name with a capital letter (`Send` for `send`).
 *
 * @param {readonly ts.SourceFile[]} files
 * @param {string} name
 */
function functionsNamed(files, name) {
  const typeName = name.slice(0, 1).toUpperCase() + name.slice(1);
  return files.flatMap((file) =>
    file.statements.filter(
      (it) =>
        (ts.isFunctionDeclaration(it) && it.name?.text === name) ||
        (ts.isTypeAliasDeclaration(it) && it.name.text === typeName),
    ),
  );
}

/** @param {ts.TypeChecker} checker @param {ts.Statement} declaration */
function throwsOf(checker, declaration) {
  const name =
    ts.isFunctionDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)
      ? declaration.name
      : undefined;
  return name === undefined ? [] : readDocstring(checker.getSymbolAtLocation(name), checker).throws;
}
