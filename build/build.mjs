import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { openSite } from './install/site-folder.mjs';
import { readSite, writeSite } from './site-files.mjs';
import { overBudget } from './sizes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A page's own name, and what the editor calls its file, without `.js`. */
const PageNames = v.record(
  v.string(),
  v.pipe(v.string(), v.regex(/^[^./\\]+\.[a-z0-9]+$/, 'a page file is named <Title>.<page id>')),
);
const Manifest = v.object({
  version: v.string(),
  dependencies: v.record(v.string(), v.string()),
  devDependencies: v.record(v.string(), v.string()),
});

const into = readArguments();
if (into !== undefined) orRefuse(() => void openSite(into));
const { version, packages } = readManifest();
// The compiler takes a second to load: not before what was typed is understood.
const [{ buildSite }, { checkDist }, { MOST_TO_PASTE, pasteSite }, { installSite }] =
  await Promise.all([
    import('./build-site.mjs'),
    import('./check-dist.mjs'),
    import('./paste-site.mjs'),
    import('./install-site.mjs'),
  ]);
const files = await buildSite(readSite(root, '.ts'), pageNames());
writeSite(join(root, 'dist/src'), files);
console.log(`dist/src: ${files.size} files`);

const toPaste = await pasteSite(files);
writeSite(join(root, 'dist/paste'), toPaste);
const byHand = [...toPaste.keys()].filter((file) => !file.startsWith('pages/')).length;
console.log(`dist/paste: ${byHand} files, and the code of ${toPaste.size - byHand} pages`);

const weighed = await overBudget(files);
for (const line of weighed.lines) console.log(line);

const faults = [
  ...checkDist(files, packages).map((fault) => `dist/src/${fault}`),
  ...checkDist(toPaste, packages).map((fault) => `dist/paste/${fault}`),
  ...(byHand > MOST_TO_PASTE ? [`dist/paste: ${byHand} files, of at most ${MOST_TO_PASTE}`] : []),
  ...weighed.faults,
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else if (into !== undefined) {
  orRefuse(() => {
    for (const line of installSite(into, files, version)) console.log(line);
  });
}

/**
 * Ends the program where something cannot be installed.
 *
 * @param {() => void} step
 */
function orRefuse(step) {
  try {
    step();
  } catch (error) {
    console.error(`Failed to install: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

/** Reads the command line; ends the program where it is not as it must be. */
function readArguments() {
  try {
    const folder = parseArgs({ options: { into: { type: 'string' } } }).values.into;
    if (folder === '') throw new Error("Option '--into' names no folder");
    // npm runs this in the project, wherever the path was typed.
    const typedIn = process.env['npm_lifecycle_event'] === 'build' && process.env['INIT_CWD'];
    return folder === undefined ? undefined : resolve(typedIn || '.', folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error('Usage: npm run build [-- --into DIR], where DIR is the folder src of a site');
    return process.exit(2);
  }
}

function pageNames() {
  const file = join(root, 'editor/pages.json');
  return existsSync(file) ? v.parse(PageNames, JSON.parse(readFileSync(file, 'utf8'))) : {};
}

function readManifest() {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const read = v.parse(Manifest, JSON.parse(manifest));
  const names = Object.keys({ ...read.dependencies, ...read.devDependencies });
  return { version: read.version, packages: names.filter((it) => it.startsWith('@wix/')) };
}
