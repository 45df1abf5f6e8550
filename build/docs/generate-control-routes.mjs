// Generates docs/control-routes.md from the source: `node build/docs/generate-control-routes.mjs`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONTROL_ROUTES_PAGE, controlRoutesPage } from './control-routes-page.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

writeFileSync(join(root, CONTROL_ROUTES_PAGE), await controlRoutesPage(root));
console.log(`wrote ${CONTROL_ROUTES_PAGE}`);
