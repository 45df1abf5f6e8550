import { emitModule } from './emit-module.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */

/**
 * Builds a site's TypeScript into the JavaScript that Wix runs: one file per module, with Wix's file names and imports.
 * JavaScript is not changed.
 *
 * @param {Files} sources Code by path: `backend/inbox.web.ts`.
 * @param {Readonly<Record<string, string>>} pageNames The editor's file names of pages: `{ contact: 'Contact.c1dmp' }`.
 *   Only the editor creates pages, so only it names their files.
 * @returns {Promise<Files>} Code by path: `backend/inbox.web.js`.
 * @throws {Error} if a source does not parse, if there are a `.ts` and a `.js` file of one module, or if `pageNames` has
 *   a page that does not exist
 */
export async function buildSite(sources, pageNames) {
  for (const page of Object.keys(pageNames)) {
    if (!sources.has(`pages/${page}.ts`)) {
      throw new Error(
        `Failed to name a page: editor/pages.json has '${page}', but pages/ does not`,
      );
    }
  }
  const both = [...sources.keys()].find(
    (file) => sources.has(file.replace(/\.ts$/, '.js')) && file.endsWith('.ts'),
  );
  if (both !== undefined) {
    throw new Error(
      `${both} and ${both.replace(/\.ts$/, '.js')} are one module on Wix: remove one`,
    );
  }
  const emitted = await Promise.all(
    [...sources].map(async ([file, source]) => ({
      file,
      code: file.endsWith('.js') ? source : await emitModule(file, source),
    })),
  );
  const modules = emitted.flatMap(({ file, code }) =>
    code === undefined ? [] : [/** @type {const} */ ([nameOnWix(file, pageNames), code])],
  );
  return new Map(modules);
}

/** @param {string} file @param {Readonly<Record<string, string>>} pageNames */
function nameOnWix(file, pageNames) {
  const [, page] = /^pages\/(.+)\.ts$/.exec(file) ?? [];
  const name = page === undefined ? undefined : pageNames[page];
  return name === undefined ? file.replace(/\.ts$/, '.js') : `pages/${name}.js`;
}
