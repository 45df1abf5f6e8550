// Wix's rules for what a site's code may import. Leaves out Velo packages and styles.
import { realpathSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { parseSync } from 'vite';
import { SiteError } from './site-error.ts';
import { toSitePath } from './site-folder.ts';

/** What a specifier in a site's file stands for. */
export type SiteImport =
  | { readonly kind: 'file'; readonly file: string }
  /** One of Wix's older modules that the emulator has. */
  | { readonly kind: 'velo'; readonly name: VeloModule }
  | { readonly kind: 'package'; readonly name: string };

/** The older modules of Wix, for backend code, that the emulator has: those without a package of the same use. */
const VELO_MODULES = ['wix-realtime-backend'] as const;
/** An older module of Wix that the emulator has. */
export type VeloModule = (typeof VELO_MODULES)[number];

const CODE_FOLDER = /^(backend|public|pages)\//;
const EXTENSIONS = ['', '.ts', '.js'];

/**
 * Resolves an import as Wix does: `backend/` and `public/` from the root of the site, relative ones
 * inside their own folder, packages by name.
 *
 * @param root the folder that holds backend, public and pages
 * @param importer absolute path of the file that imports; a file of the site
 * @throws {SiteError} IMPORT_REFUSED for what Wix does not have or forbids, NOT_EMULATED for other
 *   `wix-*` modules; both name the file and the specifier
 * @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/packages/working-with-modules (assumed for relative imports)
 */
export function resolveSiteImport(root: string, importer: string, specifier: string): SiteImport {
  const from = toSitePath(root, importer);
  const room = CODE_FOLDER.exec(from)?.[1];
  const refused = (why: string): SiteError =>
    new SiteError('IMPORT_REFUSED', `${from} imports "${specifier}": ${why}`);
  if (isBuiltin(specifier)) {
    throw refused('a Wix site has no modules of Node');
  }
  const velo = VELO_MODULES.find((name) => name === specifier);
  if (velo !== undefined) {
    if (room !== 'backend') {
      throw refused('it is a module for backend code');
    }
    return { kind: 'velo', name: velo };
  }
  if (specifier.startsWith('wix-')) {
    const instead = 'use the @wix/ package of the same API';
    const but = `wix-* modules are not emulated but ${VELO_MODULES.join(', ')}`;
    const says = `${from} imports "${specifier}": ${but}; ${instead}`;
    throw new SiteError('NOT_EMULATED', says);
  }
  const isRelative = /^\.{1,2}(?:\/|$)/.test(specifier);
  if (!isRelative && !CODE_FOLDER.test(specifier)) {
    if (/^[\w@]/.test(specifier) && !specifier.includes(':')) {
      return { kind: 'package', name: specifier };
    }
    throw refused('allowed are "backend/...", "public/...", relative paths and packages by name');
  }
  const asked = isRelative ? join(dirname(importer), specifier) : join(root, specifier);
  const target = CODE_FOLDER.exec(toSitePath(root, asked))?.[1];
  if (target === undefined) {
    throw refused('it leads out of backend, public and pages');
  }
  if (target === 'pages') {
    throw refused('nothing may import a page');
  }
  if (isRelative && target !== room) {
    throw refused(`only files of ${room}/ may be imported relatively; write "${target}/..."`);
  }
  const file = findFile(asked);
  if (file === undefined) {
    const older = existingFile(`${asked}.web.ts`) ?? existingFile(`${asked}.web.js`);
    throw older === undefined
      ? refused(`there is no such file in ${target}/`)
      : refused(`Wix reads that as ${toSitePath(root, asked)}.jsw; write "${specifier}.web"`);
  }
  if (CODE_FOLDER.exec(toSitePath(root, file))?.[1] !== target) {
    throw refused(`it links to a place outside of ${target}/`);
  }
  if (target === 'backend' && room !== 'backend' && !isWebMethodFile(file)) {
    throw refused('outside of backend/ only web methods, backend/*.web, may be imported');
  }
  return { kind: 'file', file };
}

/** Tells whether a file holds web methods by its name: `*.web.ts` or `*.web.js`. */
export function isWebMethodFile(file: string): boolean {
  return /\.web\.[jt]s$/.test(file);
}

/** Lists what a file imports at run time: not types, and only those dynamic imports whose name is written out. */
export function listImports(file: string, source: string): readonly string[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, source, {
    lang: 'ts',
  }).module;
  return [
    ...staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries
        .filter(({ isType }) => !isType)
        .flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
    ),
    ...dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const literal = /^(['"`])([^'"`$\\]+)\1$/.exec(source.slice(start, end))?.[2];
      return literal === undefined ? [] : [literal];
    }),
  ];
}

function findFile(path: string): string | undefined {
  for (const extension of EXTENSIONS) {
    const file = existingFile(path + extension);
    if (file !== undefined) {
      return file;
    }
  }
  // What TypeScript calls .ts is .js on Wix, so code may say so.
  return path.endsWith('.js') ? existingFile(path.replace(/\.js$/, '.ts')) : undefined;
}

function existingFile(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? realpathSync(path) : undefined;
}
