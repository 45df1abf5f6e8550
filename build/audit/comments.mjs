import ts from 'typescript';
import { lineAt, pathOf } from './site.mjs';

/** @typedef {import('./ways.mjs').Finding} Finding */

/**
 * A comment that allows a finding: `// audit: allowed because the list is public`.
 *
 * @typedef {object} Comment
 * @property {string} file
 * @property {number} line
 * @property {number} end The line of code below it.
 * @property {string} reason Empty if it has none.
 * @property {boolean} isUsed
 */

const ALLOWED = /^\s*\/\/\s*audit:\s*(.*)$/;
const REASON = /^allowed because\s+(\S.*)$/;

/**
 * Reads the comments that allow findings.
 *
 * @param {readonly ts.SourceFile[]} files
 */
export function readComments(files) {
  const comments = files.flatMap(commentsIn);
  return {
    /**
     * Returns the comment above the line of a node, or of the statement that it is in.
     *
     * @param {readonly ts.Node[]} nodes
     * @returns {Comment | undefined}
     */
    find(nodes) {
      const places = new Set(nodes.flatMap(linesOf));
      const found = comments.find((it) => places.has(`${it.file}:${it.end}`));
      if (found !== undefined) found.isUsed = true;
      return found;
    },
    /**
     * Returns a finding for each comment without a reason, or that allows nothing.
     *
     * @returns {readonly Finding[]}
     */
    findings: () => comments.flatMap(findingOf),
  };
}

/** @param {Comment} comment @returns {readonly Finding[]} */
function findingOf({ file, line, reason, isUsed }) {
  if (reason === '') {
    const message = 'expected // audit: allowed because, and a reason';
    return [{ kind: 'no-reason', file, line, message }];
  }
  return isUsed ? [] : [{ kind: 'unused-comment', file, line, message: 'it allows no finding' }];
}

/** @param {ts.SourceFile} source @returns {readonly Comment[]} */
function commentsIn(source) {
  if (!source.text.includes('audit:')) return [];
  const lines = source.text.split(/\r?\n/);
  return lines.flatMap((text, index) => {
    const [, content] = ALLOWED.exec(text) ?? [];
    if (content === undefined || isInText(source, index)) return [];
    const [, reason = ''] = REASON.exec(content.trim()) ?? [];
    let end = index + 1;
    while (/^\s*\/\//.test(lines[end] ?? '')) end += 1;
    return [{ file: pathOf(source), line: index + 1, end: end + 1, reason, isUsed: false }];
  });
}

/** Returns whether a line starts in a template. @param {ts.SourceFile} source @param {number} line */
function isInText(source, line) {
  const position = source.getPositionOfLineAndCharacter(line, 0);
  /** @type {(node: ts.Node) => boolean | undefined} */
  const visit = (node) => {
    if (node.getStart(source) > position || node.getEnd() <= position) return undefined;
    return ts.isTemplateLiteralToken(node) || ts.forEachChild(node, visit);
  };
  return visit(source) === true;
}

/** Returns where a node and the statement that it is in start. @param {ts.Node} node */
function linesOf(node) {
  const source = node.getSourceFile();
  /** @type {ts.Node} */
  let statement = node;
  while (!ts.isStatement(statement) && statement.parent !== undefined) statement = statement.parent;
  return [node, statement].map((it) => `${pathOf(source)}:${lineAt(source, it.getStart(source))}`);
}
