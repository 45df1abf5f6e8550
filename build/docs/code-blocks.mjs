import { visit } from 'unist-util-visit';

/** @typedef {import('./pages.mjs').Page} Page */

/**
 * @typedef {object} CodeBlock
 * @property {string} file The page.
 * @property {number} line Of its first line of code in the page.
 * @property {string} language
 * @property {string} meta The text after the language: `signature`.
 * @property {string} code
 */

/** The languages that a check below knows. */
const LANGUAGES = 'ts, js, json, html, mermaid, bash, sh, console (commands and output), text';

/**
 * Returns the blocks of code of a page, also those in lists and quotes.
 *
 * @param {Page} page
 * @returns {readonly CodeBlock[]}
 */
export function codeBlocksOf({ file, text, tree }) {
  /** @type {CodeBlock[]} */
  const blocks = [];
  visit(tree, 'code', ({ lang, meta, value, position }) => {
    const isFenced = /^\s*(```|~~~)/.test(text.slice(position?.start.offset));
    const line = (position?.start.line ?? 1) + (isFenced ? 1 : 0);
    blocks.push({ file, line, language: lang ?? '', meta: meta ?? '', code: value });
  });
  return blocks;
}

/**
 * Returns an error for each block without a language, or with one that no check knows.
 *
 * @param {readonly CodeBlock[]} blocks
 * @returns {readonly string[]}
 */
export function languageErrors(blocks) {
  return blocks
    .filter(({ language }) => language === '' || !LANGUAGES.split(/[, ]+/).includes(language))
    .map(({ file, line, language }) => {
      const what = language === '' ? 'has no language' : `has the unknown language "${language}"`;
      return `${file}:${line}: the block of code ${what}; fence it with one of ${LANGUAGES}`;
    });
}
