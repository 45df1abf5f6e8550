// Builds the site, and installs it: `npm run build [-- --into DIR]`. Exits with 0, 1 if it failed, or 2 for invalid
// arguments.
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describeFailure, readArguments } from './command.mjs';
import { openSite } from './install/site-folder.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const into = readArguments();
try {
  // The compiler takes a second to load, so the arguments are checked first.
  if (into !== undefined) openSite(into);
  process.exitCode = await build();
} catch (error) {
  console.error(
    `${into === undefined ? 'Failed to build' : 'Failed to install'}: ${describeFailure(error)}`,
  );
  process.exitCode = 1;
}

/** Builds and installs. Returns the exit code. */
async function build() {
  const [{ buildProject, listFilesToPaste }, { writeSite }, { measureSizes }, { checkAndInstall }] =
    await Promise.all([
      import('./project.mjs'),
      import('./site-files.mjs'),
      import('./sizes.mjs'),
      import('./install-site.mjs'),
    ]);
  const { version, files, pasted, errors, warnings } = await buildProject(root);
  writeSite(join(root, 'dist/src'), files);
  console.log(`dist/src: ${files.size} files`);
  writeSite(join(root, 'dist/paste'), pasted);
  const toPaste = listFilesToPaste(pasted).length;
  const pages = [...pasted.keys()].filter((file) => file.startsWith('pages/')).length;
  const own = pasted.size - toPaste - pages;
  const ownFiles = own === 0 ? '' : `, ${own} of the site's own`;
  console.log(`dist/paste: ${toPaste} files${ownFiles}, and the code of ${pages} pages`);
  for (const { name, size } of await measureSizes(files)) {
    console.log(`${name}: ${size} bytes minified and gzipped`);
  }
  for (const warning of warnings) console.error(`Warning: ${warning}`);
  for (const error of errors) console.error(error);
  if (errors.length > 0) return 1;
  if (into === undefined) return 0;
  const { lines, warning } = await checkAndInstall(into, files, version);
  if (warning !== undefined) console.error(`Warning: ${warning}`);
  for (const line of lines) console.log(line);
  return 0;
}
