import { emitModule } from './emit-module.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */

/**
 * Builds what Wix runs from a site's TypeScript: a file for each module, by the names and imports of Wix.
 *
 * @param {Files} sources `backend/inbox.web.ts` and its text.
 * @param {Readonly<Record<string, string>>} pageNames What the editor calls the file of a page:
 *   `{ contact: 'Contact.c1dmp' }`. Only the editor makes pages, and so only it names their files.
 * @returns {Promise<Files>} `backend/inbox.web.js` and its text.
 * @throws {Error} if a source does not parse, or if a page is named that there is not
 */
export async function buildSite(sources, pageNames) {
  for (const page of Object.keys(pageNames)) {
    if (!sources.has(`pages/${page}.ts`)) {
      throw new Error(`Failed to name a page: editor/pages.json has '${page}', and pages/ has not`);
    }
  }
  const emitted = await Promise.all(
    [...sources].map(async ([file, source]) => ({ file, code: await emitModule(file, source) })),
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
