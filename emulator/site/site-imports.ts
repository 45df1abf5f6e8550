// Emulates Wix's rules for the imports of a site's code. Not emulated: Velo packages, styles.
import { realpathSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { SiteError } from './site-error.ts';
import { isWebMethodFile, toSitePath } from './site-folder.ts';
import { isForSide, type Side, type VeloModules } from './velo-modules.ts';
import { isInstalled } from './wix-packages.ts';

/** A resolved import of a site's file. */
export type SiteImport =
  | { readonly kind: 'file'; readonly file: string }
  /** An older module of Wix: the emulator's file. */
  | { readonly kind: 'velo'; readonly file: string }
  /**
   * What the emulator does not have: an older module of Wix, a module of Node.js, or a package that is not installed. A
   * stub, created by a file of the emulator. `problem` says what to do, `reason` is the sentence of what its calls throw.
   */
  | {
      readonly kind: 'stub';
      readonly file: string;
      readonly problem: string;
      readonly reason: string;
    }
  | { readonly kind: 'package'; readonly name: string };

/** The rules for the imports of a site. */
export interface ImportRules {
  readonly veloModules: VeloModules;
  /** Whether `backend/inbox` can stand for `backend/inbox.web.js`, as Wix's samples write it; default false. */
  readonly isWebOptional?: boolean | undefined;
}

/** Where the imports of a site lead. */
export interface ImportOptions extends ImportRules {
  /** The folder that contains backend, public and pages. */
  readonly root: string;
}

const CODE_FOLDER = /^(backend|public|pages)\//;
/**
 * The modules of Node.js that backend code can use, also with the prefix `node:`. Public sites import `crypto` (seen); the
 * others are assumed. Not in the list: the machine's files, processes and network. Files that import those load.
 */
const NODE_MODULES: ReadonlySet<string> = new Set([
  'assert',
  'buffer',
  'crypto',
  'events',
  'path',
  'querystring',
  'stream',
  'string_decoder',
  'url',
  'util',
  'zlib',
]);

/** The endings that an import can leave out. A page can import only `.jsw` of these, so that it comes first (assumed). */
const ENDINGS = { backend: ['', '.ts', '.js', '.jsw'], page: ['', '.jsw', '.ts', '.js'] } as const;

/**
 * Resolves an import as Wix does: `backend/...` and `public/...` from the root of the site, relative paths inside their
 * own folder, and packages by name.
 *
 * @param importer absolute path of the importing file, a file of the site
 * @param side where the importing file runs
 * @throws {SiteError} IMPORT_REFUSED for an import that does not exist or is forbidden on Wix, NOT_EMULATED for
 *   `wix-*` modules that Wix does not document and other modules of Node.js; the message names the file and the specifier
 * @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/packages/working-with-modules (assumed for relative imports)
 */
export function resolveSiteImport(
  { root, veloModules, isWebOptional = false }: ImportOptions,
  importer: string,
  specifier: string,
  side: Side,
): SiteImport {
  const from = toSitePath(root, importer);
  const folder = CODE_FOLDER.exec(from)?.[1];
  const refused = (reason: string): SiteError =>
    new SiteError('IMPORT_REFUSED', `${from} imports "${specifier}": ${reason}`);
  const notEmulated = (problem: string): never => {
    throw new SiteError('NOT_EMULATED', `${from} imports "${specifier}": ${problem}`);
  };
  const { names: refusedModules, files: stubFiles } = veloModules.refused ?? {};
  const stub = (problem: string, reason: string): SiteImport | undefined =>
    stubFiles && { kind: 'stub', file: stubFiles[side], problem, reason };
  if (isBuiltin(specifier)) {
    if (side === 'page') throw refused('Node.js modules can be imported only in backend code');
    const bare = specifier.replace(/^node:/, '');
    if (NODE_MODULES.has(bare)) return { kind: 'package', name: bare };
    const only = `of the modules of Node.js, the emulator has only ${[...NODE_MODULES].join(', ')}`;
    return (
      stub(`${only}; the calls of others throw`, `The emulator refuses this module of Node.js.`) ??
      notEmulated(only)
    );
  }
  const velo = veloModules[side].get(specifier);
  if (velo !== undefined) {
    return { kind: 'velo', file: velo };
  }
  if (specifier.startsWith('wix-')) {
    const other = side === 'backend' ? 'page' : 'backend';
    if (
      veloModules[other].has(specifier) ||
      (refusedModules?.has(specifier) && !isForSide(specifier, side))
    ) {
      throw refused(`it can be imported only in ${other} code`);
    }
    const use = `use ${newerPackageOf(specifier)}`;
    const found = refusedModules?.has(specifier)
      ? stub(
          `the emulator does not have this module, so its calls throw; ${use}`,
          'The emulator does not have this module; npm start -- --check lists where it is used.',
        )
      : undefined;
    return found ?? notEmulated(`the emulator does not have this module; ${use}`);
  }
  const isRelative = /^\.{1,2}(?:\/|$)/.test(specifier);
  if (!isRelative && !CODE_FOLDER.test(specifier)) {
    if (/^[\w@]/.test(specifier) && !specifier.includes(':')) {
      const missing = isInstalled(specifier, importer)
        ? undefined
        : stub(
            'the package is not installed, so its calls throw; install it in the folder of the site',
            'The package is not installed in the folder of the site.',
          );
      return missing ?? { kind: 'package', name: specifier };
    }
    throw refused('use "backend/...", "public/...", a relative path or a package name');
  }
  const path = isRelative ? join(dirname(importer), specifier) : join(root, specifier);
  const target = CODE_FOLDER.exec(toSitePath(root, path))?.[1];
  if (target === undefined) {
    throw refused('the path is outside of backend/, public/ and pages/');
  }
  if (target === 'pages') {
    throw refused('a page cannot be imported; move the code to public/');
  }
  if (isRelative && target !== folder) {
    throw refused(`a relative path must stay inside ${folder}/; write "${target}/..."`);
  }
  const findWebMethodFile = () => findFile(path, ['.web.ts', '.web.js']);
  const file =
    findFile(path, ENDINGS[folder === 'backend' ? 'backend' : 'page']) ??
    (isWebOptional ? findWebMethodFile() : undefined);
  if (file === undefined) {
    throw findWebMethodFile() === undefined
      ? refused(`there is no such file in ${target}/`)
      : refused(
          `Wix resolves it to ${toSitePath(root, path)}.jsw; write "${specifier}.web", or start with --optional-web`,
        );
  }
  if (CODE_FOLDER.exec(toSitePath(root, file))?.[1] !== target) {
    throw refused(`it is a link to a file outside of ${target}/`);
  }
  if (target === 'backend' && folder !== 'backend' && !isWebMethodFile(file)) {
    throw refused(
      'code outside of backend/ can import only web methods (backend/*.web) and .jsw files',
    );
  }
  return { kind: 'file', file };
}

/**
 * APIs whose newer package has the name of the older module: `@wix/stores` for `wix-stores`, `wix-stores-backend` and
 * `wix-stores.v2`.
 * @see https://dev.wix.com/docs/sdk
 */
const SAME_NAME =
  /^wix-(blog|bookings|crm|data|ecom|events|forum|groups|inbox|loyalty|marketing|media|members|notifications|portfolio|pricing-plans|redirects|restaurants|reviews|secrets|stores)(?:-backend|-frontend|[.-]v[23])*$/;

/** Names the newer package of an older module. */
function newerPackageOf(specifier: string): string {
  const api = SAME_NAME.exec(specifier)?.[1];
  return api === undefined ? 'the @wix/ package of the same API' : `@wix/${api}`;
}

function findFile(path: string, endings: readonly string[]): string | undefined {
  for (const ending of endings) {
    const file = existingFile(path + ending);
    if (file !== undefined) {
      return file;
    }
  }
  // A .ts file is .js on Wix, so code may import it as .js.
  return path.endsWith('.js') ? existingFile(path.replace(/\.js$/, '.ts')) : undefined;
}

function existingFile(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? realpathSync(path) : undefined;
}
