// Checks the documentation: `npm run check:docs`. Prints every error with its page and line, and exits with 1.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { docsErrors } from './docs-errors.mjs';
import { readPages } from './pages.mjs';
import { GENERATE, WEB_METHODS_PAGE, webMethodsPage } from './web-methods-page.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const pages = readPages(root);
const errors = [...(await docsErrors(root, pages))];
const committed = pages.find(({ file }) => file === WEB_METHODS_PAGE);
if (committed?.text !== (await webMethodsPage(root))) {
  errors.push(`${WEB_METHODS_PAGE}:1: the source has changed; run ${GENERATE}`);
}
for (const error of errors) console.error(error);
console.log(`${pages.length} pages, ${errors.length} errors`);
if (errors.length > 0) process.exitCode = 1;
