import { rolldown } from 'rolldown';
import { Visitor } from 'rolldown/utils';
import { layOut } from './emit-module.mjs';
import { exportsOf, importsOf, parse } from './module-imports.mjs';
import { inOrder, OWN_FILES } from './site-files.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */

/** How many files somebody has to make and fill by hand, page code not counted. */
export const MOST_TO_PASTE = 8;

/** The files that stand for many, and what each says of itself. */
const BUNDLES = {
  'backend/inbox/inbox.js': "The rooms of the inbox's backend, in one file to paste.",
  'public/inbox-checks.js': 'What the backend and the pages check alike, in one file to paste.',
  'public/inbox-pages.js': 'What the code of pages is made of, in one file to paste.',
};
const NOT_YOURS =
  '// A new version takes the place of this file as a whole. Yours are\n' +
  `// ${OWN_FILES.join(' and ')}.`;

/**
 * Writes a built site as few files, for those who paste it into the editor by hand: doors, settings, forms
 * and page code stand as they are, the rooms become a file for the backend, one for pages, and one for both.
 * They stay readable: one module below the other, each under its name and with its docstrings.
 *
 * @param {Files} files What `buildSite` writes.
 * @returns {Promise<Files>} The files to paste, by their names on Wix.
 * @throws {Error} if two of a bundle's modules would export the same name to others
 */
export async function pasteSite(files) {
  const places = placesOf(files);
  /** @type {Map<string, string>} */
  const result = new Map();
  for (const [file, code] of files) {
    if (places.get(file) === file) result.set(file, importingFrom(places, code));
  }
  for (const [bundle, about] of Object.entries(BUNDLES)) {
    const modules = [...files.keys()].filter((file) => places.get(file) === bundle);
    if (modules.length === 0) continue;
    const exported = exportedBy(bundle, files, places);
    const code = await bundleOf(bundle, exported, files, places);
    result.set(bundle, `// ${about}\n${NOT_YOURS}\n\n${code}`);
  }
  return new Map(inOrder(result));
}

/**
 * Tells for each module in which file to paste it stands.
 *
 * @param {Files} files
 * @returns {ReadonlyMap<string, string>}
 */
function placesOf(files) {
  const ofBackend = reachedFrom(
    [...files.keys()].filter((file) => file.startsWith('backend/')),
    files,
  );
  /** @param {string} file */
  function placeOf(file) {
    if (OWN_FILES.includes(file)) return file;
    if (file.startsWith('backend/inbox/')) return 'backend/inbox/inbox.js';
    if (!file.startsWith('public/')) return file;
    return ofBackend.has(file) ? 'public/inbox-checks.js' : 'public/inbox-pages.js';
  }
  return new Map([...files.keys()].map((file) => [file, placeOf(file)]));
}

/**
 * Tells what these modules import, and what that imports, themselves included.
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
 * Tells what a bundle exports: what the modules outside of it import from those inside, and all that a page
 * could import, though none here does.
 *
 * @param {string} bundle
 * @param {Files} files
 * @param {ReadonlyMap<string, string>} places
 * @returns {ReadonlyMap<string, string>} Names, and the modules that have them.
 */
function exportedBy(bundle, files, places) {
  /** @type {Map<string, string>} */
  const exported = new Map();
  const taken = [...takenFrom(bundle, files, places), ...takenByNobody(bundle, files, places)];
  for (const { name, specifier } of taken) {
    const other = exported.get(name) ?? specifier;
    if (other !== specifier) {
      throw new Error(`Failed to write ${bundle}: ${other} and ${specifier} both export ${name}`);
    }
    exported.set(name, specifier);
  }
  return exported;
}

/** @param {string} bundle @param {Files} files @param {ReadonlyMap<string, string>} places */
function takenFrom(bundle, files, places) {
  const outside = [...files].filter(([file]) => places.get(file) !== bundle);
  return outside.flatMap(([file, code]) => {
    const taken = importsOf(code).filter(
      ({ specifier }) => places.get(`${specifier}.js`) === bundle,
    );
    return taken.flatMap(({ specifier, names, whole }) => {
      if (OWN_FILES.includes(file)) {
        throw new Error(
          `Failed to write ${bundle}: it imports ${file}, which imports '${specifier}'`,
        );
      }
      if (whole !== undefined) {
        throw new Error(
          `Failed to write ${bundle}: ${file} takes all of '${specifier}' as ${whole}`,
        );
      }
      return names.map((name) => ({ name, specifier }));
    });
  });
}

/** @param {string} bundle @param {Files} files @param {ReadonlyMap<string, string>} places */
function takenByNobody(bundle, files, places) {
  const imported = new Set(
    [...files.values()].flatMap((code) => importsOf(code).map(({ specifier }) => specifier)),
  );
  return [...files].flatMap(([file, code]) => {
    const specifier = file.replace(/\.js$/, '');
    const isForPages = file.startsWith('public/') && places.get(file) === bundle;
    if (!isForPages || imported.has(specifier)) return [];
    return [...(exportsOf(code) ?? [])].map((name) => ({ name, specifier }));
  });
}

/**
 * Writes a bundle: its modules one below the other, the imported above their importers.
 *
 * @param {string} bundle
 * @param {ReadonlyMap<string, string>} exported
 * @param {Files} files
 * @param {ReadonlyMap<string, string>} places
 */
async function bundleOf(bundle, exported, files, places) {
  const entry = inOrder(exported)
    .map(([name, specifier]) => `export { ${name} } from '${specifier}';`)
    .join('\n');
  const bundler = await rolldown({
    input: 'entry',
    // It shall read as it was written.
    treeshake: false,
    optimization: { inlineConst: false },
    plugins: [
      {
        name: 'in-memory',
        resolveId(id) {
          const file = `${id}.js`;
          if (id === 'entry' || places.get(file) === bundle) return file;
          return { id: (places.get(file) ?? file).replace(/\.js$/, ''), external: true };
        },
        load: (id) => (id === 'entry.js' ? entry : kept(files.get(id) ?? '')),
      },
    ],
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  const { output } = await bundler.generate({ format: 'es', minify: false });
  await bundler.close();
  return layOut(withPlainNumbers(output[0].code.replace(/\/\/! /g, '// ')));
}

/**
 * Writes 1000 for what a bundler writes as 1e3.
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
 * Marks comments as ones that a bundler keeps.
 *
 * @param {string} code
 */
function kept(code) {
  return code.replace(/^(\s*)\/\/ /gm, '$1//! ');
}

/**
 * Writes a module's imports as they are among the files to paste.
 *
 * @param {ReadonlyMap<string, string>} places
 * @param {string} code
 */
function importingFrom(places, code) {
  return code.replace(/(?<=from ')(?:backend|public)\/[^']+(?=';)/g, (specifier) =>
    (places.get(`${specifier}.js`) ?? specifier).replace(/\.js$/, ''),
  );
}
