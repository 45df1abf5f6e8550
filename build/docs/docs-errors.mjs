import { codeBlocksOf, languageErrors } from './code-blocks.mjs';
import { commandErrors } from './commands.mjs';
import { dataErrors } from './data-blocks.mjs';
import { exampleErrors } from './examples.mjs';
import { linkErrors } from './links.mjs';
import { lengthErrors } from './pages.mjs';

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
