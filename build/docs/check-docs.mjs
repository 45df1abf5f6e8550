// Checks the documentation: `npm run check:docs`. Exits with 1 if a page is wrong, and says where.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { docsErrors } from './docs-errors.mjs';
import { readPages } from './pages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const pages = readPages(root);
const errors = await docsErrors(root, pages);
for (const error of errors) console.error(error);
console.log(`${pages.length} pages, ${errors.length} errors`);
if (errors.length > 0) process.exitCode = 1;
