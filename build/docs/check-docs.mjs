// Checks the documentation: `npm run check:docs`. Prints every error with its page and line, and exits with 1.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  CONTROL_ROUTES_PAGE,
  GENERATE_CONTROL_ROUTES,
  controlRoutesPage,
} from './control-routes-page.mjs';
import { docsErrors } from './docs-errors.mjs';
import { readPages } from './pages.mjs';
import { GENERATE, WEB_METHODS_PAGE, webMethodsPage } from './web-methods-page.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const pages = readPages(root);
const errors = [...(await docsErrors(root, pages))];
for (const [file, generated, command] of /** @type {const} */ ([
  [WEB_METHODS_PAGE, await webMethodsPage(root), GENERATE],
  [CONTROL_ROUTES_PAGE, await controlRoutesPage(root), GENERATE_CONTROL_ROUTES],
])) {
  if (pages.find((page) => page.file === file)?.text !== generated) {
    errors.push(`${file}:1: the source has changed; run ${command}`);
  }
}
for (const error of errors) console.error(error);
console.log(`${pages.length} pages, ${errors.length} errors`);
if (errors.length > 0) process.exitCode = 1;
