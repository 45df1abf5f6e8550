// Checks the build: `npm run check:build`. Prints the sizes and every error, and exits with 1 if there is one.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { buildProject } from './project.mjs';
import { checkSizes } from './sizes.mjs';

const { files, errors, warnings } = await buildProject(
  fileURLToPath(new URL('..', import.meta.url)),
);
const sizes = await checkSizes(files);
for (const line of sizes.lines) console.log(line);
const all = [...errors, ...warnings, ...sizes.errors];
for (const error of all) console.error(error);
if (all.length > 0) process.exitCode = 1;
