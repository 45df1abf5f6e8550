import ts from 'typescript';

/**
 * Parts of a text, each as long as the text: what belongs to another part is blank.
 *
 * @typedef {object} Regions
 * @property {string} identifiers Names in code.
 * @property {string} prose Comments, texts in quotes, and whatever is no code.
 */

/**
 * Tells names in code from comments and texts in quotes. A file that is no TypeScript or JavaScript is both.
 *
 * @param {string} file Its name.
 * @param {string} text
 * @returns {Regions}
 */
export function regionsOf(file, text) {
  if (!/\.(ts|mjs|js)$/.test(file)) return { identifiers: text, prose: text };
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const identifiers = blank(text);
  const prose = blank(text);
  /** @param {ts.Node} node */
  function visit(node) {
    const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
    for (const child of children) visit(child);
    if (children.length > 0) return;
    const start = node.getStart(source, false);
    copy(text, prose, node.pos, start);
    const isName = ts.isIdentifier(node) || ts.isPrivateIdentifier(node);
    if (isName) copy(text, identifiers, start, node.end);
    else if (isText(node)) copy(text, prose, start, node.end);
  }
  visit(source);
  return { identifiers: identifiers.join(''), prose: prose.join('') };
}

/** @param {ts.Node} node */
function isText(node) {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isRegularExpressionLiteral(node)
  );
}

/**
 * @param {string} text
 * @returns {string[]} A blank for each of its characters; its lines stay.
 */
function blank(text) {
  return Array.from({ length: text.length }, (_, index) => (text[index] === '\n' ? '\n' : ' '));
}

/**
 * @param {string} text
 * @param {string[]} into
 * @param {number} start
 * @param {number} end
 */
function copy(text, into, start, end) {
  for (let index = start; index < end; index++) into[index] = text[index] ?? '';
}
