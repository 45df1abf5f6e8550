import ts from 'typescript';
import { readDocstring } from './docstrings.mjs';
import { errorCodesOf } from './error-codes.mjs';

/**
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} type As written.
 * @property {boolean} optional
 */

/**
 * @typedef {object} WebMethod
 * @property {string} name
 * @property {string} permission Of `Permissions`: `Anyone`.
 * @property {readonly Parameter[]} parameters
 * @property {string} result `Promise<Answer<Sent>>`
 * @property {import('./docstrings.mjs').Docstring} docstring
 * @property {readonly string[]} codes Error codes that `@throws` names, of it or of what it calls.
 * @property {readonly ts.Symbol[]} types The site's exported types in its signature.
 */

/**
 * Reads every web method that a file exports, in the order of the file.
 *
 * @param {ts.Program} program
 * @param {ts.SourceFile} file `backend/inbox.web.ts`.
 * @param {ReadonlySet<string>} codes Every error code there is.
 * @returns {readonly WebMethod[]}
 * @throws {Error} if an export is no web method
 */
export function readWebMethods(program, file, codes) {
  const checker = program.getTypeChecker();
  const declarations = file.statements
    .filter(ts.isVariableStatement)
    .filter((it) => it.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .flatMap((it) => [...it.declarationList.declarations]);
  return declarations.map((declaration) => {
    const name = declaration.name.getText();
    const { initializer } = declaration;
    const [permission, handler] =
      initializer !== undefined && ts.isCallExpression(initializer) ? initializer.arguments : [];
    if (
      permission === undefined ||
      !ts.isPropertyAccessExpression(permission) ||
      handler === undefined ||
      !ts.isArrowFunction(handler)
    ) {
      throw new Error(
        `Failed to read ${name}: expected webMethod(Permissions.<permission>, (...) => ...)`,
      );
    }
    const signature = checker.getSignatureFromDeclaration(handler);
    const result = signature && checker.getReturnTypeOfSignature(signature);
    const docstring = readDocstring(checker.getSymbolAtLocation(declaration.name), checker);
    return {
      name,
      permission: permission.name.text,
      parameters: handler.parameters.map((it) => ({
        name: it.name.getText(),
        type: it.type?.getText() ?? 'unknown',
        optional: it.questionToken !== undefined,
      })),
      result: result === undefined ? 'unknown' : typeText(checker, result),
      docstring,
      codes: errorCodesOf(program, docstring, handler.body, codes),
      types: [
        ...handler.parameters.flatMap((it) => typesIn(checker, it.type)),
        ...(result === undefined ? [] : typesOf(checker, result)),
      ],
    };
  });
}

/**
 * The site's exported types in these, and in their declarations, and so on: each once.
 *
 * @param {ts.TypeChecker} checker
 * @param {readonly ts.Symbol[]} types
 * @returns {ReadonlySet<ts.Symbol>}
 */
export function withTheirTypes(checker, types) {
  const all = new Set(types);
  for (const type of all) {
    for (const declaration of type.declarations ?? []) {
      for (const inner of typesIn(checker, declaration)) all.add(inner);
    }
  }
  return all;
}

/**
 * The site's exported types that a piece of source names.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Node | undefined} node
 * @returns {readonly ts.Symbol[]}
 */
function typesIn(checker, node) {
  /** @type {ts.Symbol[]} */
  const found = [];
  /** @param {ts.Node} it */
  function visit(it) {
    if (ts.isTypeReferenceNode(it) || ts.isExpressionWithTypeArguments(it)) {
      const name = ts.isTypeReferenceNode(it) ? it.typeName : it.expression;
      const symbol = checker.getSymbolAtLocation(name);
      if (symbol !== undefined) found.push(...siteType(checker, symbol));
    }
    ts.forEachChild(it, visit);
  }
  if (node !== undefined) visit(node);
  return found;
}

/**
 * The site's exported types that a type is made of.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 * @returns {readonly ts.Symbol[]}
 */
function typesOf(checker, type) {
  const { symbol } = type;
  const declared = type.aliasSymbol ?? symbol;
  const own = declared === undefined ? [] : siteType(checker, declared);
  const inner = type.aliasTypeArguments ?? argumentsOf(checker, type);
  const literal =
    own.length === 0 && symbol !== undefined && (symbol.flags & ts.SymbolFlags.TypeLiteral) !== 0;
  return [
    ...own,
    ...inner.flatMap((it) => typesOf(checker, it)),
    ...(literal ? (symbol.declarations ?? []).flatMap((it) => typesIn(checker, it)) : []),
  ];
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 * @returns {readonly ts.Type[]}
 */
function argumentsOf(checker, type) {
  return isReference(type) ? checker.getTypeArguments(type) : [];
}

/**
 * @param {ts.Type} type
 * @returns {type is ts.TypeReference}
 */
function isReference(type) {
  return 'target' in type;
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 * @returns {readonly ts.Symbol[]} None if the type is not an exported one of the site's own.
 */
function siteType(checker, symbol) {
  const known = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const [declaration] = known.declarations ?? [];
  const isType =
    declaration !== undefined &&
    (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration));
  const file = declaration?.getSourceFile().fileName ?? '';
  return isType && /\/public\/[^/]+\.ts$/.test(file) ? [known] : [];
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 */
function typeText(checker, type) {
  return checker
    .typeToString(
      type,
      undefined,
      ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
    )
    .replaceAll('readonly ', '')
    .replaceAll('; }', ' }');
}
