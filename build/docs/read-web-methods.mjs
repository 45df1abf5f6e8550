import ts from 'typescript';
import { readDocstring } from './docstrings.mjs';
import { errorCodesOf } from './error-codes.mjs';
import { descendants } from './site-program.mjs';

/**
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} type As written.
 * @property {boolean} optional
 */

/**
 * @typedef {object} WebMethod
 * @property {string} name
 * @property {string} permission A member of `Permissions`: `Anyone`.
 * @property {readonly Parameter[]} parameters
 * @property {string} result `Promise<Answer<Sent>>`
 * @property {import('./docstrings.mjs').Docstring} docstring
 * @property {readonly string[]} codes The error codes that it can return.
 * @property {readonly ts.Symbol[]} types The site's exported types in its signature.
 */

/**
 * Reads the web methods that a file exports, in the order of the file.
 *
 * @param {ts.Program} program
 * @param {ts.SourceFile} file `backend/inbox.web.ts`.
 * @param {ReadonlySet<string>} codes All error codes.
 * @returns {readonly WebMethod[]}
 * @throws {Error} if an export is not a web method
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
 * Returns these types and the site's exported types in their declarations, recursively.
 *
 * @param {ts.TypeChecker} checker
 * @param {readonly ts.Symbol[]} types
 * @returns {ReadonlySet<ts.Symbol>}
 */
export function withReferencedTypes(checker, types) {
  const all = new Set(types);
  for (const type of all) {
    for (const declaration of type.declarations ?? []) {
      for (const inner of typesIn(checker, declaration)) all.add(inner);
    }
  }
  return all;
}

/**
 * Returns the site's exported types that a node refers to.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Node | undefined} node
 * @returns {readonly ts.Symbol[]}
 */
function typesIn(checker, node) {
  if (node === undefined) return [];
  const names = [
    ...descendants(node, ts.isTypeReferenceNode).map(({ typeName }) => typeName),
    ...descendants(node, ts.isExpressionWithTypeArguments).map(({ expression }) => expression),
  ];
  return names.flatMap((name) => {
    const symbol = checker.getSymbolAtLocation(name);
    return symbol === undefined ? [] : siteType(checker, symbol);
  });
}

/**
 * Returns the site's exported types that a type consists of.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 * @returns {readonly ts.Symbol[]}
 */
function typesOf(checker, type) {
  const { symbol } = type;
  const declared = type.aliasSymbol ?? symbol;
  const own = declared === undefined ? [] : siteType(checker, declared);
  const inner =
    type.aliasTypeArguments ?? (isReference(type) ? checker.getTypeArguments(type) : []);
  const literal =
    own.length === 0 && symbol !== undefined && (symbol.flags & ts.SymbolFlags.TypeLiteral) !== 0;
  return [
    ...own,
    ...inner.flatMap((it) => typesOf(checker, it)),
    ...(literal ? (symbol.declarations ?? []).flatMap((it) => typesIn(checker, it)) : []),
  ];
}

/** @param {ts.Type} type @returns {type is ts.TypeReference} */
function isReference(type) {
  return 'target' in type;
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 * @returns {readonly ts.Symbol[]} Empty if it is not an exported type of the site.
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

/** @param {ts.TypeChecker} checker @param {ts.Type} type */
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
