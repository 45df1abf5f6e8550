import ts from 'typescript';
import { readDocstring } from './docstrings.mjs';

/**
 * @typedef {object} Property
 * @property {string} name
 * @property {string} type As written, without `readonly`.
 * @property {boolean} optional
 * @property {string} text What its docstring says.
 */

/**
 * @typedef {object} DocumentedType
 * @property {string} name
 * @property {string} text What its docstring says.
 * @property {string} code Its declaration without comments; empty for a plain list of properties.
 * @property {readonly Property[]} properties
 */

/**
 * Reads an exported type: an interface's properties with those it inherits, or a type's declaration.
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
 * The properties with a docstring that a type alias declares in place.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Node} declaration
 */
function documented(checker, declaration) {
  /** @type {Property[]} */
  const found = [];
  /** @param {ts.Node} node */
  function visit(node) {
    if (ts.isPropertySignature(node)) {
      const symbol = checker.getSymbolAtLocation(node.name);
      if (symbol) found.push(...readProperty(checker, symbol).filter((it) => it.text !== ''));
    }
    ts.forEachChild(node, visit);
  }
  visit(declaration);
  return found;
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 * @returns {readonly Property[]} None if it is no property.
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
 * @returns {string} Its code as written, without comments, `export` and `readonly`.
 */
function codeOf(node) {
  return node
    .getText()
    .replaceAll(/\s*\/\*\*[\s\S]*?\*\//g, '')
    .replaceAll(/\breadonly /g, '')
    .replace(/^export /, '');
}
