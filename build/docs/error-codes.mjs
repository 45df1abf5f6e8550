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
    for (const declaration of useCases(checker, files, body)) {
      addCodes(throwsOf(checker, declaration));
    }
  }
  return [...codes].filter((code) => found.has(code));
}

/**
 * Returns the functions that a web method calls: by name, or as a method of an interface that an object of the site
 * implements (`inbox.sendForm`).
 *
 * @param {ts.TypeChecker} checker
 * @param {readonly ts.SourceFile[]} files
 * @param {ts.Node} body
 * @returns {readonly ts.Declaration[]}
 */
function useCases(checker, files, body) {
  return functionsCalledIn(checker, body).flatMap((declaration) =>
    ts.isMethodSignature(declaration)
      ? implementationsOf(checker, files, declaration).flatMap((it) =>
          functionsCalledIn(checker, it),
        )
      : [declaration],
  );
}

/** @param {ts.TypeChecker} checker @param {ts.Node} node */
function functionsCalledIn(checker, node) {
  return descendants(node, ts.isCallExpression).flatMap(({ expression }) => {
    const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
    const symbol = checker.getSymbolAtLocation(name);
    const isAlias = symbol && symbol.flags & ts.SymbolFlags.Alias;
    return (isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.declarations ?? [];
  });
}

/**
 * Returns the properties of the site's objects that implement a method of an interface.
 *
 * @param {ts.TypeChecker} checker
 * @param {readonly ts.SourceFile[]} files
 * @param {ts.MethodSignature} method
 */
function implementationsOf(checker, files, method) {
  const owner = checker.getTypeAtLocation(method.parent);
  return files
    .flatMap((file) => descendants(file, ts.isObjectLiteralExpression))
    .flatMap((object) => {
      const property = object.properties.find((it) => it.name?.getText() === method.name.getText());
      return property && checker.getContextualType(object) === owner ? [property] : [];
    });
}

/** @param {readonly ts.SourceFile[]} files @param {string} name */
function functionsNamed(files, name) {
  return files.flatMap((file) =>
    file.statements.filter(ts.isFunctionDeclaration).filter((it) => it.name?.text === name),
  );
}

/** @param {ts.TypeChecker} checker @param {ts.Declaration} declaration */
function throwsOf(checker, declaration) {
  const name = ts.getNameOfDeclaration(declaration);
  return name === undefined ? [] : readDocstring(checker.getSymbolAtLocation(name), checker).throws;
}
