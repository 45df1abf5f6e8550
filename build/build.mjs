import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { openSite } from './install/site-folder.mjs';
import { isFileToPaste, isOfBundle, readSite, writeSite } from './site-files.mjs';
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

const USAGE = `Usage: npm run build [-- --into DIR]

Builds the site into dist/src (for Git) and dist/paste (for the editor).

  --into DIR  Also installs it into DIR, the folder src of a site.
  --check     Fails if the bundle's own code exceeds its size limits. For changes of Velo Inbox itself.
  --help      Prints this.
`;

const { into, check: isCheck } = readArguments();
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
const sources = new Map([...readSite(root, '.ts'), ...readSite(root, '.js')]);
const files = await buildSite(sources, pageNames());
writeSite(join(root, 'dist/src'), files);
console.log(`dist/src: ${files.size} files`);

const pasted = await pasteSite(files);
writeSite(join(root, 'dist/paste'), pasted);
const filesToPaste = [...pasted.keys()].filter(isFileToPaste).length;
const pages = [...pasted.keys()].filter((file) => file.startsWith('pages/')).length;
const others = pasted.size - filesToPaste - pages;
console.log(
  `dist/paste: ${filesToPaste} files${others > 0 ? `, ${others} of the site` : ''}, and the code of ${pages} pages`,
);

const sizes = await checkSizes(files);
for (const line of sizes.lines) console.log(line);

const problems = [
  ...checkDist(files, packages).map((problem) => `dist/src/${problem}`),
  ...checkDist(pasted, packages).map((problem) => `dist/paste/${problem}`),
];
const errors = [
  ...problems.filter((problem) => !isOfSite(problem)),
  ...(filesToPaste > MAX_FILES_TO_PASTE
    ? [`dist/paste: ${filesToPaste} files, of at most ${MAX_FILES_TO_PASTE}`]
    : []),
  ...(isCheck ? sizes.errors : []),
];
for (const problem of problems.filter(isOfSite)) console.warn(`Warning: ${problem}`);
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

/**
 * Whether a problem is in a file of the site's own, which does not fail the build of the bundle.
 *
 * @param {string} problem `dist/src/backend/orders.js: ...`
 */
function isOfSite(problem) {
  const [, file = ''] = /^dist\/\w+\/(\S+?\.js)/.exec(problem) ?? [];
  return !isOfBundle(file);
}

/** Reads the arguments. Prints the usage and exits if it is asked for (0), or if they are invalid (2). */
function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        into: { type: 'string' },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      return process.exit(0);
    }
    if (values.into === '') throw new Error("Option '--into' needs a folder");
    // npm runs this in the project's folder; INIT_CWD is the folder in which the command was typed.
    const initialFolder = process.env['npm_lifecycle_event'] === 'build' && process.env['INIT_CWD'];
    const folder =
      values.into === undefined ? undefined : resolve(initialFolder || '.', values.into);
    return { check: values.check, into: folder };
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(USAGE);
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
