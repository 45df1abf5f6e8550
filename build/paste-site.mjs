import { rolldown } from 'rolldown';
import { Visitor } from 'rolldown/utils';
import { formatCode } from './emit-module.mjs';
import { exportsOf, functionsOf, importsOf, parse } from './module-imports.mjs';
import { isOurs, OWN_FILES, sortByKey } from './site-files.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */

/** Maximum number of files that are created and pasted by hand, without page code. */
export const MAX_FILES_TO_PASTE = 8;

/** The files that bundle several modules, with the first comment of each. */
const BUNDLES = {
  'backend/inbox/inbox.js': "The modules of the inbox's backend, in one file to paste.",
  'public/inbox-checks.js':
    'The checks that the backend and the pages share, in one file to paste.',
  'public/inbox-pages.js': 'The modules that page code imports, in one file to paste.',
};
const DO_NOT_EDIT =
  '// A new version replaces this whole file. The files to edit are\n' +
  `// ${OWN_FILES.join(' and ')}.`;

/**
 * Bundles a built site into few files, to be pasted into the editor by hand. Entry points, settings, forms, page code and
 * the site's other files stay files of their own; the other modules become one file for the backend, one for pages, and
 * one for both. The bundles stay readable: one module below the other, each with its name and its docstrings.
 *
 * @param {Files} files The result of `buildSite`.
 * @param {(problem: string) => void} [warn] Called for each file of the site that will not work when it is pasted.
 * @returns {Promise<Files>} The files to paste, by their paths on Wix.
 * @throws {Error} if two modules of a bundle export the same name to modules outside of it
 */
export async function pasteSite(files, warn = () => {}) {
  const targets = targetsOf(files);
  /** @type {Map<string, string>} */
  const result = new Map();
  for (const [file, code] of files) {
    if (targets.get(file) === file) result.set(file, rewriteImports(targets, code));
  }
  for (const [bundle, about] of Object.entries(BUNDLES)) {
    const modules = [...files.keys()].filter((file) => targets.get(file) === bundle);
    if (modules.length === 0) continue;
    const exported = exportedBy(bundle, files, targets);
    const code = await bundleOf(bundle, exported, files, targets);
    result.set(bundle, `// ${about}\n${DO_NOT_EDIT}\n\n${code}`);
    for (const problem of cyclesWith(bundle, files, targets)) warn(problem);
  }
  return new Map(sortByKey(result));
}

/**
 * Returns the file to paste that each module is a part of.
 *
 * @param {Files} files
 * @returns {ReadonlyMap<string, string>}
 */
function targetsOf(files) {
  const ofBackend = reachedFrom(
    [...files.keys()].filter((file) => file.startsWith('backend/')),
    files,
  );
  /** @param {string} file */
  function targetOf(file) {
    if (!isOurs(file)) return file;
    if (file.startsWith('backend/inbox/')) return 'backend/inbox/inbox.js';
    if (!file.startsWith('public/')) return file;
    return ofBackend.has(file) ? 'public/inbox-checks.js' : 'public/inbox-pages.js';
  }
  return new Map([...files.keys()].map((file) => [file, targetOf(file)]));
}

/**
 * Returns these modules and all modules that they import, directly or not.
 *
 * @param {readonly string[]} from
 * @param {Files} files
 */
function reachedFrom(from, files) {
  const reached = new Set(from);
  for (const file of reached) {
    for (const { specifier } of importsOf(files.get(file) ?? '')) {
      if (files.has(`${specifier}.js`)) reached.add(`${specifier}.js`);
    }
  }
  return reached;
}

/**
 * Returns the exports of a bundle: what modules outside import from modules inside, and everything that a page
 * could import.
 *
 * @param {string} bundle
 * @param {Files} files
 * @param {ReadonlyMap<string, string>} targets
 * @returns {ReadonlyMap<string, string>} The module of each name.
 */
function exportedBy(bundle, files, targets) {
  /** @type {Map<string, string>} */
  const exported = new Map();
  const names = [
    ...importedFrom(bundle, files, targets),
    ...unimportedExports(bundle, files, targets),
  ];
  for (const { name, specifier } of names) {
    const other = exported.get(name) ?? specifier;
    if (other !== specifier) {
      throw new Error(`Failed to write ${bundle}: ${other} and ${specifier} both export ${name}`);
    }
    exported.set(name, specifier);
  }
  return exported;
}

/** @param {string} bundle @param {Files} files @param {ReadonlyMap<string, string>} targets */
function importedFrom(bundle, files, targets) {
  const outside = [...files].filter(([file]) => targets.get(file) !== bundle);
  return outside.flatMap(([file, code]) => {
    const imports = importsOf(code).filter(
      ({ specifier }) => targets.get(`${specifier}.js`) === bundle,
    );
    return imports.flatMap(({ specifier, names, whole }) => {
      if (whole !== undefined && isOurs(file)) {
        throw new Error(
          `Failed to write ${bundle}: ${file} imports all of '${specifier}' as ${whole}`,
        );
      }
      if (isOurs(file)) return names.map((name) => ({ name, specifier }));
      // A missing name is not an error here: it must not fail the build.
      const exported = [...(exportsOf(files.get(`${specifier}.js`) ?? '') ?? [])];
      const used = exported.filter((name) => whole !== undefined || names.includes(name));
      return used.map((name) => ({ name, specifier }));
    });
  });
}

/**
 * Returns a problem for each of the site's files that a bundle imports and that imports more than functions from it: only
 * functions exist before a module has run.
 *
 * @param {string} bundle @param {Files} files @param {ReadonlyMap<string, string>} targets
 * @returns {readonly string[]}
 */
function cyclesWith(bundle, files, targets) {
  const modules = [...files.keys()].filter((file) => targets.get(file) === bundle);
  const own = [...reachedFrom(modules, files)].filter((file) => !isOurs(file));
  return own.flatMap((file) =>
    importsOf(files.get(file) ?? '').flatMap(({ specifier, names }) => {
      if (targets.get(`${specifier}.js`) !== bundle) return [];
      const functions = functionsOf(files.get(`${specifier}.js`) ?? '');
      return names
        .filter((name) => !functions.has(name))
        .map(
          (name) =>
            `${file} imports ${name} of '${specifier}': when pasted, it can import functions only from there`,
        );
    }),
  );
}

/** @param {string} bundle @param {Files} files @param {ReadonlyMap<string, string>} targets */
function unimportedExports(bundle, files, targets) {
  const imported = new Set(
    [...files.values()].flatMap((code) => importsOf(code).map(({ specifier }) => specifier)),
  );
  return [...files].flatMap(([file, code]) => {
    const specifier = file.replace(/\.js$/, '');
    const isForPages = file.startsWith('public/') && targets.get(file) === bundle;
    if (!isForPages || imported.has(specifier)) return [];
    return [...(exportsOf(code) ?? [])].map((name) => ({ name, specifier }));
  });
}

/**
 * Generates a bundle: its modules one below the other, imported ones above their importers.
 *
 * @param {string} bundle
 * @param {ReadonlyMap<string, string>} exported
 * @param {Files} files
 * @param {ReadonlyMap<string, string>} targets
 */
async function bundleOf(bundle, exported, files, targets) {
  const entry = sortByKey(exported)
    .map(([name, specifier]) => `export { ${name} } from '${specifier}';`)
    .join('\n');
  const bundler = await rolldown({
    input: 'entry',
    // The code stays as it was written.
    treeshake: false,
    optimization: { inlineConst: false },
    plugins: [
      {
        name: 'in-memory',
        resolveId(id) {
          const file = `${id}.js`;
          if (id === 'entry' || targets.get(file) === bundle) return file;
          return { id: (targets.get(file) ?? file).replace(/\.js$/, ''), external: true };
        },
        load: (id) => (id === 'entry.js' ? entry : keepComments(files.get(id) ?? '')),
      },
    ],
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  const { output } = await bundler.generate({ format: 'es', minify: false });
  await bundler.close();
  return formatCode(withPlainNumbers(output[0].code.replace(/\/\/! /g, '// ')));
}

/**
 * Replaces numbers like 1e3, which the bundler writes for 1000.
 *
 * @param {string} code
 */
function withPlainNumbers(code) {
  /** @type {{ start: number, end: number, value: number }[]} */
  const short = [];
  new Visitor({
    Literal({ start, end, value }) {
      if (typeof value === 'number' && /^\d+e\d$/.test(code.slice(start, end))) {
        short.push({ start, end, value });
      }
    },
  }).visit(parse(code).program);
  return short.reduceRight(
    (text, { start, end, value }) => text.slice(0, start) + String(value) + text.slice(end),
    code,
  );
}

/**
 * Marks comments so that the bundler keeps them.
 *
 * @param {string} code
 */
function keepComments(code) {
  return code.replace(/^(\s*)\/\/ /gm, '$1//! ');
}

/**
 * Replaces the specifiers of a module's imports by those of the files to paste.
 *
 * @param {ReadonlyMap<string, string>} targets
 * @param {string} code
 */
function rewriteImports(targets, code) {
  return code.replace(
    /(?<=\b(?:from|import)\s*(['"]))(?:backend|public)\/[^'"]+(?=\1)/g,
    (specifier) => (targets.get(`${specifier}.js`) ?? specifier).replace(/\.js$/, ''),
  );
}
