import ts from 'typescript';

/**
 * What a declaration's docstring says.
 *
 * @typedef {object} Docstring
 * @property {string} text Without the tags.
 * @property {readonly string[]} examples Code of each `@example`.
 * @property {readonly string[]} throws Text of each `@throws`: `{InboxError} INVALID_INPUT.`
 * @property {readonly string[]} see Text of each `@see`.
 * @property {string | undefined} unit Text of `@unit`.
 * @property {ReadonlyMap<string, string>} params Text of each `@param`, by name.
 */

/**
 * Reads the docstring of a declared name.
 *
 * @param {ts.Symbol | undefined} symbol
 * @param {ts.TypeChecker} checker
 * @returns {Docstring}
 */
export function readDocstring(symbol, checker) {
  const tags = symbol?.getJsDocTags(checker) ?? [];
  /** @param {string} name */
  const textsOf = (name) =>
    tags.filter((tag) => tag.name === name).map((tag) => ts.displayPartsToString(tag.text).trim());
  const params = textsOf('param').map((text) => {
    const [, name = '', said = ''] = /^(\S+)\s*-?\s*([\s\S]*)$/.exec(text) ?? [];
    return /** @type {const} */ ([name, said]);
  });
  return {
    text: ts.displayPartsToString(symbol?.getDocumentationComment(checker)).trim(),
    examples: textsOf('example').map(withoutFence),
    throws: textsOf('throws'),
    see: textsOf('see'),
    unit: textsOf('unit')[0],
    params: new Map(params),
  };
}

/**
 * The line comment that stands behind a declaration, on its last line.
 *
 * @param {ts.Node} node
 * @returns {string} Empty if there is none.
 */
export function commentBehind(node) {
  const { text } = node.getSourceFile();
  const comma = text.slice(node.end).startsWith(',') ? 1 : 0;
  return commentsOf(text, ts.getTrailingCommentRanges(text, node.end + comma));
}

/**
 * The line comments above a declaration: of its group, where it is the first of one.
 *
 * @param {ts.Node} node
 * @returns {string} Empty if there are none.
 */
export function commentAbove(node) {
  const { text } = node.getSourceFile();
  return commentsOf(text, ts.getLeadingCommentRanges(text, node.getFullStart()));
}

/**
 * @param {string} text
 * @param {readonly ts.CommentRange[] | undefined} ranges
 */
function commentsOf(text, ranges = []) {
  return ranges
    .filter(({ kind }) => kind === ts.SyntaxKind.SingleLineCommentTrivia)
    .map(({ pos, end }) => text.slice(pos + 2, end).trim())
    .join(' ');
}

/** @param {string} example */
function withoutFence(example) {
  const [, code] = /^```\w*\n([\s\S]*?)\n?```$/.exec(example) ?? [];
  return code ?? example;
}
