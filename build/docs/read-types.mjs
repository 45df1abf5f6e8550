import ts from 'typescript';
import { readDocstring } from './docstrings.mjs';
import { descendants } from './site-program.mjs';

/**
 * @typedef {object} Property
 * @property {string} name
 * @property {string} type As written, without `readonly`.
 * @property {boolean} optional
 * @property {string} text Its docstring.
 */

/**
 * @typedef {object} DocumentedType
 * @property {string} name
 * @property {string} text Its docstring.
 * @property {string} code Its declaration without comments; empty for an interface.
 * @property {readonly Property[]} properties
 */

/**
 * Reads an exported type: the properties of an interface, including inherited ones, or the declaration of an alias.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 * @returns {DocumentedType}
 */
export function readType(checker, symbol) {
  const { text } = readDocstring(symbol, checker);
  const [declaration] = symbol.declarations ?? [];
  if (declaration !== undefined && ts.isTypeAliasDeclaration(declaration)) {
    return {
      name: symbol.name,
      text,
      code: codeOf(declaration),
      properties: documented(checker, declaration),
    };
  }
  const properties = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
  return {
    name: symbol.name,
    text,
    code: '',
    properties: properties.flatMap((it) => readProperty(checker, it)),
  };
}

/**
 * Returns the properties with a docstring in the declaration of a type alias.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Node} declaration
 */
function documented(checker, declaration) {
  return descendants(declaration, ts.isPropertySignature).flatMap(({ name }) => {
    const symbol = checker.getSymbolAtLocation(name);
    return symbol ? readProperty(checker, symbol).filter((it) => it.text !== '') : [];
  });
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 * @returns {readonly Property[]} Empty if the symbol is not a property.
 */
function readProperty(checker, symbol) {
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined || !ts.isPropertySignature(declaration)) return [];
  return [
    {
      name: symbol.name,
      type: declaration.type === undefined ? 'unknown' : codeOf(declaration.type),
      optional: declaration.questionToken !== undefined,
      text: readDocstring(symbol, checker).text,
    },
  ];
}

/**
 * @param {ts.Node} node
 * @returns {string} Its code without comments, `export` and `readonly`.
 */
function codeOf(node) {
  return node
    .getText()
    .replaceAll(/\s*\/\*\*[\s\S]*?\*\//g, '')
    .replaceAll(/\breadonly /g, '')
    .replace(/^export /, '');
}
