import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { openSite } from './install/site-folder.mjs';
import { readSite, writeSite } from './site-files.mjs';
import { checkSizes } from './sizes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The editor's file name of each page, without `.js`, by the name of the page here. */
const PageNames = v.record(
  v.string(),
  v.pipe(v.string(), v.regex(/^[^./\\]+\.[a-z0-9]+$/, 'expected a file name <Title>.<page id>')),
);
const Manifest = v.object({
  version: v.string(),
  dependencies: v.record(v.string(), v.string()),
  devDependencies: v.record(v.string(), v.string()),
});

const into = readArguments();
if (into !== undefined) orExit(() => void openSite(into));
const { version, packages } = readManifest();
// The compiler takes a second to load, so the arguments are checked first.
const [{ buildSite }, { checkDist }, { MAX_FILES_TO_PASTE, pasteSite }, { installSite }] =
  await Promise.all([
    import('./build-site.mjs'),
    import('./check-dist.mjs'),
    import('./paste-site.mjs'),
    import('./install-site.mjs'),
  ]);
const files = await buildSite(readSite(root, '.ts'), pageNames());
writeSite(join(root, 'dist/src'), files);
console.log(`dist/src: ${files.size} files`);

const pasted = await pasteSite(files);
writeSite(join(root, 'dist/paste'), pasted);
const filesToPaste = [...pasted.keys()].filter((file) => !file.startsWith('pages/')).length;
console.log(
  `dist/paste: ${filesToPaste} files, and the code of ${pasted.size - filesToPaste} pages`,
);

const sizes = await checkSizes(files);
for (const line of sizes.lines) console.log(line);

const errors = [
  ...checkDist(files, packages).map((error) => `dist/src/${error}`),
  ...checkDist(pasted, packages).map((error) => `dist/paste/${error}`),
  ...(filesToPaste > MAX_FILES_TO_PASTE
    ? [`dist/paste: ${filesToPaste} files, of at most ${MAX_FILES_TO_PASTE}`]
    : []),
  ...sizes.errors,
];
for (const error of errors) console.error(error);
if (errors.length > 0) process.exitCode = 1;
else if (into !== undefined) {
  orExit(() => {
    for (const line of installSite(into, files, version)) console.log(line);
  });
}

/**
 * Runs a step of the installation. If it fails, prints the error and exits with 1.
 *
 * @param {() => void} step
 */
function orExit(step) {
  try {
    step();
  } catch (error) {
    console.error(`Failed to install: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

/** Reads the arguments. If they are invalid, prints the usage and exits with 2. */
function readArguments() {
  try {
    const folder = parseArgs({ options: { into: { type: 'string' } } }).values.into;
    if (folder === '') throw new Error("Option '--into' needs a folder");
    // npm runs this in the project's folder; INIT_CWD is the folder in which the command was typed.
    const initialFolder = process.env['npm_lifecycle_event'] === 'build' && process.env['INIT_CWD'];
    return folder === undefined ? undefined : resolve(initialFolder || '.', folder);
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
