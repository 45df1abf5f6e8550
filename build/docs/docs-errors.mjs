import { codeBlocksOf, languageErrors } from './code-blocks.mjs';
import { commandErrors } from './commands.mjs';
import { dataErrors } from './data-blocks.mjs';
import { exampleErrors } from './examples.mjs';
import { linkErrors } from './links.mjs';

/** Maximum number of lines of the README. */
const MAX_README_LINES = 180;

/**
 * Returns the errors in the documentation.
 *
 * @param {string} root The folder of the project.
 * @param {readonly import('./pages.mjs').Page[]} pages
 * @returns {Promise<readonly string[]>} `<page>:<line>: <error, and how to fix it>`
 */
export async function docsErrors(root, pages) {
  const blocks = pages.flatMap(codeBlocksOf);
  return [
    ...pages.flatMap(lengthErrors),
    ...linkErrors(root, pages),
    ...languageErrors(blocks),
    ...dataErrors(root, blocks),
    ...commandErrors(root, pages, blocks),
    ...(await exampleErrors(root, blocks)),
  ];
}

/** @param {import('./pages.mjs').Page} page */
function lengthErrors({ file, text }) {
  const lines = text.trimEnd().split('\n').length;
  return file === 'README.md' && lines > MAX_README_LINES
    ? [`${file}:${lines}: ${lines} lines, of at most ${MAX_README_LINES}; move a part to docs/`]
    : [];
}
