import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import * as v from 'valibot';
import { importsOf } from './module-imports.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */

/** What Wix has: its own packages, and the site's own files. */
const ON_WIX = /^(@wix\/|wix-|backend\/|public\/)/;

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Puts the libraries that a site's modules import into files of the site, since nobody can install a package
 * in the editor: `valibot` becomes `backend/inbox/valibot.js`, holding only what is used of it, and its
 * importers import `backend/inbox/valibot`.
 *
 * @param {Files} files The site's JavaScript.
 * @returns {Promise<Map<string, string>>} The same, with the libraries.
 */
export async function inlineLibraries(files) {
  /** @type {Map<string, string>} */
  const result = new Map();
  /** @type {Map<string, { specifier: string, names: Set<string> }>} */
  const libraries = new Map();
  for (const [file, code] of files) {
    const place = file.startsWith('backend/') ? 'backend/inbox/' : 'public/inbox-';
    let written = code;
    for (const { specifier, names, whole } of importsOf(code)) {
      if (ON_WIX.test(specifier)) continue;
      if (whole !== undefined) {
        throw new Error(
          `Failed to inline ${specifier}: ${whole} is used as a value; use its members, ${whole}.name`,
        );
      }
      const module = place + specifier.replace(/[^a-z0-9]+/g, '-');
      const library = libraries.get(module) ?? { specifier, names: new Set() };
      names.forEach((name) => library.names.add(name));
      libraries.set(module, library);
      written = written.replaceAll(`from '${specifier}'`, `from '${module}'`);
    }
    result.set(file, written);
  }
  for (const [module, { specifier, names }] of libraries) {
    result.set(`${module}.js`, await bundleOf(specifier, [...names].sort()));
  }
  return result;
}

/**
 * Writes the used part of a package as one module, under the package's licence.
 *
 * @param {string} specifier
 * @param {readonly string[]} names
 */
async function bundleOf(specifier, names) {
  const entry = `export { ${names.join(', ')} } from '${specifier}';`;
  const bundle = await rolldown({
    input: 'used',
    cwd: ROOT,
    treeshake: true,
    transform: { target: 'es2020' },
    plugins: [
      {
        name: 'used',
        resolveId: (id) => (id === 'used' ? join(ROOT, 'used.js') : null),
        load: (id) => (id.endsWith('/used.js') ? entry : null),
      },
    ],
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  const { output } = await bundle.generate({ format: 'es', comments: false });
  await bundle.close();
  return `/*!\n${licenceOf(specifier)}\n*/\n${output[0].code}`;
}

/** @param {string} specifier */
function licenceOf(specifier) {
  const folder = new URL(`../node_modules/${specifier}/`, import.meta.url);
  const manifest = readFileSync(new URL('package.json', folder), 'utf8');
  const { version } = v.parse(v.object({ version: v.string() }), JSON.parse(manifest));
  const text = readFileSync(new URL('LICENSE.md', folder), 'utf8').trim();
  return `What this site uses of ${specifier} ${version}.\n\n${text}`;
}
