import ts from 'typescript';

/**
 * The docstring of a declaration.
 *
 * @typedef {object} Docstring
 * @property {string} text The text before the tags.
 * @property {readonly string[]} examples The code of each `@example`.
 * @property {readonly string[]} throws The text of each `@throws`: `{InboxError} INVALID_INPUT.`
 * @property {readonly string[]} see The text of each `@see`.
 * @property {string | undefined} unit The text of `@unit`.
 * @property {ReadonlyMap<string, string>} params The text of each `@param`, by name.
 */

/**
 * Reads the docstring of a symbol.
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
    const [, name = '', description = ''] = /^(\S+)\s*-?\s*([\s\S]*)$/.exec(text) ?? [];
    return /** @type {const} */ ([name, description]);
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
 * Returns the line comment after a declaration, on its last line, or an empty text.
 *
 * @param {ts.Node} node
 * @returns {string}
 */
export function commentAfter(node) {
  const { text } = node.getSourceFile();
  const comma = text.slice(node.end).startsWith(',') ? 1 : 0;
  return commentsOf(text, ts.getTrailingCommentRanges(text, node.end + comma));
}

/**
 * Returns the line comments above a declaration, or an empty text. The first of a group has the group's title.
 *
 * @param {ts.Node} node
 * @returns {string}
 */
export function commentAbove(node) {
  const { text } = node.getSourceFile();
  return commentsOf(text, ts.getLeadingCommentRanges(text, node.getFullStart()));
}

/** @param {string} text @param {readonly ts.CommentRange[] | undefined} ranges */
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
