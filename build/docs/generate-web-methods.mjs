// Generates docs/web-methods.md from the source: `node build/docs/generate-web-methods.mjs`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WEB_METHODS_PAGE, webMethodsPage } from './web-methods-page.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

writeFileSync(join(root, WEB_METHODS_PAGE), await webMethodsPage(root));
console.log(`wrote ${WEB_METHODS_PAGE}`);
