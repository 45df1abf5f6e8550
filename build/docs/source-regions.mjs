import ts from 'typescript';

/**
 * Parts of a text. Each is as long as the text, with spaces in place of the other part.
 *
 * @typedef {object} Regions
 * @property {string} identifiers Identifiers in code.
 * @property {string} prose Comments, string literals, and everything in a file that is not code.
 */

/**
 * Separates identifiers from comments and string literals. A file other than TypeScript or JavaScript is both.
 *
 * @param {string} file Its name.
 * @param {string} text
 * @returns {Regions}
 */
export function regionsOf(file, text) {
  if (!/\.(ts|mjs|js)$/.test(file)) return { identifiers: text, prose: text };
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const identifiers = text.replaceAll(/[^\n]/g, ' ').split('');
  const prose = [...identifiers];
  /** @param {ts.Node} node */
  function visit(node) {
    const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
    for (const child of children) visit(child);
    if (children.length > 0) return;
    const start = node.getStart(source, false);
    // The comments before a token.
    copy(text, prose, node.pos, start);
    const isName = ts.isIdentifier(node) || ts.isPrivateIdentifier(node);
    if (isName) copy(text, identifiers, start, node.end);
    else if (isLiteral(node)) copy(text, prose, start, node.end);
  }
  visit(source);
  return { identifiers: identifiers.join(''), prose: prose.join('') };
}

/** @param {ts.Node} node */
function isLiteral(node) {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateLiteralToken(node) ||
    ts.isRegularExpressionLiteral(node)
  );
}

/** @param {string} text @param {string[]} into @param {number} start @param {number} end */
function copy(text, into, start, end) {
  for (let index = start; index < end; index++) into[index] = text[index] ?? '';
}
