// Finds the files of a Velo site by Wix's naming rules. Ignores styles, the editor's own files and Velo packages.
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { SiteError } from './site-error.ts';

/** The code file of a page. */
interface SitePage {
  /** Absolute path. */
  readonly file: string;
  /** The page's name in the editor: the file's name up to the first full stop. */
  readonly title: string;
  /** Wix's id of the page (`c1dmp` in `Home.c1dmp.js`); absent if the file's name has none. */
  readonly id?: string;
}

/** The files of a site. All paths are absolute, with symbolic links resolved. */
export interface SiteFolder {
  /** The folder that holds `backend/`, `public/` and `pages/`. */
  readonly root: string;
  /** Where the three folders are: `flat` in the site folder, `src` in `src/`, as with Git integration. */
  readonly layout: 'flat' | 'src';
  /** The folder of the page layouts; undefined if it does not exist. */
  readonly editor: string | undefined;
  /** The files whose functions pages call: path on Wix (`backend/inbox.web.js`, `backend/orders.jsw`) to absolute path. */
  readonly webMethodFiles: ReadonlyMap<string, string>;
  /** Every code file, without types and tests: path on Wix to absolute path. */
  readonly code: ReadonlyMap<string, string>;
  /** `backend/events.js` or `.ts`. */
  readonly events: string | undefined;
  /** `backend/data.js` or `.ts`: the data hooks. */
  readonly data: string | undefined;
  /** `backend/realtime-permissions.js` or `.ts`. */
  readonly realtimePermissions: string | undefined;
  /** `backend/jobs.config`. */
  readonly jobs: string | undefined;
  /** `backend/http-functions.js` or `.ts`. */
  readonly httpFunctions: string | undefined;
  /** `backend/routers.js` or `.ts`. */
  readonly routers: string | undefined;
  /** `backend/permissions.json`: who may call the functions of `.jsw` files. */
  readonly permissions: string | undefined;
  /** Sorted by title. */
  readonly pages: readonly SitePage[];
  readonly masterPage: string | undefined;
}

const CODE_FOLDERS = ['backend', 'public', 'pages'];
const CODE_FILE = /\.(?:ts|jsw?)$/;
const NOT_SITE_CODE = /\.(?:d|test)\.[jt]s$/;

/**
 * Finds the files of a site: in `src/` if it contains one of the three folders, else in the site folder itself.
 *
 * @throws {SiteError} SITE_INVALID if the folder does not exist, if it contains none of backend, public and pages, if
 *   a symbolic link leads out of the site, or if two files have the same path on Wix
 * @see https://dev.wix.com/docs/develop-websites/articles/workspace-tools/developer-tools/git-integration-wix-cli-for-sites/about-git-integration
 */
export function readSiteFolder(options: {
  readonly site: string;
  readonly editor?: string | undefined;
}): SiteFolder {
  const site = findFolder(resolve(options.site));
  if (site === undefined) {
    throw new SiteError('SITE_INVALID', `Failed to open the site: ${options.site} is not a folder`);
  }
  const layout = hasCodeFolder(join(site, 'src')) ? 'src' : 'flat';
  const root = layout === 'src' ? realpathSync(join(site, 'src')) : site;
  if (!hasCodeFolder(root)) {
    const folders = 'backend/, public/ or pages/, there or in src/';
    throw new SiteError('SITE_INVALID', `Failed to open the site: ${site} has no ${folders}`);
  }
  const files = CODE_FOLDERS.flatMap((folder) => listFiles(join(root, folder), root));
  const names = new Map<string, string>();
  for (const file of files) {
    addUnique(names, toWixPath(root, file), file);
  }
  const code = [...names].filter(([, file]) => CODE_FILE.test(file) && !NOT_SITE_CODE.test(file));
  const pages = code
    .filter(([name]) => /^pages\/[^/]+$/.test(name))
    .map(([, file]) => toPage(file));
  return {
    root,
    layout,
    editor: findFolder(resolve(options.editor ?? join(site, 'editor'))),
    webMethodFiles: new Map(
      code.filter(([name, file]) => name.startsWith('backend/') && isWebMethodFile(file)),
    ),
    code: new Map(code),
    events: names.get('backend/events.js'),
    data: names.get('backend/data.js'),
    realtimePermissions: names.get('backend/realtime-permissions.js'),
    jobs: names.get(JOBS_FILE),
    httpFunctions: names.get('backend/http-functions.js'),
    routers: names.get('backend/routers.js'),
    permissions: names.get(PERMISSIONS_FILE),
    pages: pages
      .filter(({ title }) => title !== 'masterPage')
      .sort((a, b) => (a.title < b.title ? -1 : 1)),
    masterPage: pages.find(({ title }) => title === 'masterPage')?.file,
  };
}

/** The file that says which functions run at fixed times. */
export const JOBS_FILE = 'backend/jobs.config';

/** The file that says who may call the functions of `.jsw` files. */
export const PERMISSIONS_FILE = 'backend/permissions.json';

/** Returns whether pages can call functions of a file, by its name: `*.web.ts`, `*.web.js` or the older `*.jsw`. */
export function isWebMethodFile(file: string): boolean {
  return /\.(?:web\.[jt]s|jsw)$/.test(file);
}

/** Returns a file's path relative to the site, with `/` on every operating system: `backend/inbox.web.ts`. */
export function toSitePath(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}

/** Returns a file's path on Wix and in URLs, where all code is JavaScript: `backend/inbox.web.js`. */
export function toWixPath(root: string, file: string): string {
  return toSitePath(root, file).replace(/\.ts$/, '.js');
}

function addUnique(names: Map<string, string>, name: string, file: string): void {
  const other = names.get(name);
  if (other !== undefined) {
    throw new SiteError(
      'SITE_INVALID',
      `Failed to open the site: ${other} and ${file} are both ${name} on Wix; remove one of them`,
    );
  }
  names.set(name, file);
}

function toPage(file: string): SitePage {
  const [title = '', ...rest] = basename(file).replace(CODE_FILE, '').split('.');
  const id = rest.at(-1);
  return id === undefined ? { file, title } : { file, title, id };
}

function hasCodeFolder(folder: string): boolean {
  return CODE_FOLDERS.some((name) => findFolder(join(folder, name)) !== undefined);
}

function findFolder(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? realpathSync(path) : undefined;
}

function listFiles(folder: string, root: string): readonly string[] {
  const files = new Set<string>();
  const seen = new Set<string>();
  const stack = [folder];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const real = findFolder(next);
    if (real === undefined || seen.has(real)) {
      continue;
    }
    seen.add(requireInside(root, real, next));
    for (const entry of readdirSync(real, { withFileTypes: true })) {
      const path = join(real, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') {
        continue;
      }
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
        stack.push(path);
      } else if (entry.isSymbolicLink()) {
        files.add(requireInside(root, realpathSync(path), path));
      } else if (entry.isFile()) {
        files.add(path);
      }
    }
  }
  return [...files].sort();
}

function requireInside(root: string, real: string, path: string): string {
  if (!real.startsWith(root + sep)) {
    throw new SiteError(
      'SITE_INVALID',
      `Failed to open the site: ${toSitePath(root, path)} links to a file outside of the site; remove the link`,
    );
  }
  return real;
}
