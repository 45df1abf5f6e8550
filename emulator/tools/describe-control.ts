// Prints the control routes as JSON. build/docs/control-routes-page.mjs makes their page from it:
// `node --import ./emulator/typescript.mjs emulator/tools/describe-control.ts`.
import { describeControlRoutes } from '../control/describe-routes.ts';
import { CONTROL_ROUTES } from '../control/routes.ts';

console.log(JSON.stringify({ routes: describeControlRoutes(CONTROL_ROUTES) }));
