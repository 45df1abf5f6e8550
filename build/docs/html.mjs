import { parse, parseFragment } from 'parse5';

/**
 * @typedef {object} Element
 * @property {string} tag
 * @property {ReadonlyMap<string, string>} attributes
 * @property {number} line 1 for the first line of the text.
 * @property {boolean} closed Whether it has an end tag or needs none.
 */

/** Elements without an end tag, and those with an optional one. */
const NEEDS_NO_END =
  /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|html|head|body|li|dt|dd|p|option|thead|tbody|tfoot|tr|td|th)$/;

/**
 * Returns the elements that are written in a piece of HTML.
 *
 * @param {string} html A document, or a part of one.
 * @param {(message: string, line: number) => void} [report] Called with each parse error.
 * @returns {readonly Element[]}
 */
export function elementsOf(html, report = () => {}) {
  const options = {
    sourceCodeLocationInfo: true,
    onParseError: (/** @type {import('parse5').ParserError} */ { code, startLine }) =>
      report(code, startLine),
  };
  const isDocument = /^\s*<(!doctype|html)\b/i.test(html);
  const tree = isDocument ? parse(html, options) : parseFragment(html, options);
  /** @type {Element[]} */
  const elements = [];
  /** @param {import('parse5').DefaultTreeAdapterTypes.ParentNode} parent */
  function visit(parent) {
    for (const node of parent.childNodes) {
      if (!('tagName' in node)) continue;
      const location = node.sourceCodeLocation;
      // The parser adds <html>, <head> and <body> if they are not written.
      if (location?.startTag) {
        elements.push({
          tag: node.tagName,
          attributes: new Map(node.attrs.map(({ name, value }) => [name, value])),
          line: location.startLine,
          closed: location.endTag !== undefined || NEEDS_NO_END.test(node.tagName),
        });
      }
      visit('content' in node ? node.content : node);
    }
  }
  visit(tree);
  return elements;
}
