// The files of a Velo site, found by Wix's names for them. Leaves out styles, the editor's own files and Velo packages.
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { SiteError } from './site-error.ts';

/** The code file of one page. */
interface SitePage {
  /** Absolute path. */
  readonly file: string;
  /** What the editor calls the page: the file's name up to the first full stop. */
  readonly title: string;
  /** Wix's id of the page (`c1dmp` of `Home.c1dmp.js`); absent where the name has none. */
  readonly id?: string;
}

/** A site folder as it was when it was read. All paths are absolute and free of symbolic links. */
export interface SiteFolder {
  /** The folder that holds `backend/`, `public/` and `pages/`. */
  readonly root: string;
  /** `flat`: the three folders lie in the site folder; `src`: below `src/`, as Git integration has them. */
  readonly layout: 'flat' | 'src';
  /** Layouts of the pages; undefined if there is no such folder. */
  readonly editor: string | undefined;
  /** The web-method files: name on the wire (`backend/inbox.web.js`) to file. */
  readonly webMethodFiles: ReadonlyMap<string, string>;
  /** `backend/events.js`, or `.ts`. */
  readonly events: string | undefined;
  /** `backend/realtime-permissions.js`, or `.ts`. */
  readonly realtimePermissions: string | undefined;
  /** Sorted by title. */
  readonly pages: readonly SitePage[];
  readonly masterPage: string | undefined;
  /** Files that Wix would run and this emulator does not, relative to the root. */
  readonly notEmulated: readonly string[];
}

const CODE_FOLDERS = ['backend', 'public', 'pages'];
const CODE_FILE = /\.(?:ts|js)$/;
const NOT_SITE_CODE = /\.(?:d|test)\.[jt]s$/;
const WEB_METHOD_FILE = /\.web\.(?:ts|js)$/;
const NOT_EMULATED = /^backend\/(?:.*\.jsw|(?:data|routers|http-functions)\.[jt]s|jobs\.config)$/;

/**
 * Reads which files of a site Wix would use: `src/` if it holds one of the three folders, else the
 * site folder itself.
 *
 * @throws {SiteError} SITE_INVALID if there is no such folder, if it holds none of backend, public
 *   and pages, if a link in them leads out of the site, or if two files would have one name on Wix
 * @see https://dev.wix.com/docs/develop-websites/articles/workspace-tools/developer-tools/git-integration-wix-cli-for-sites/about-git-integration
 */
export function readSiteFolder(options: {
  readonly site: string;
  readonly editor?: string | undefined;
}): SiteFolder {
  const site = findFolder(resolve(options.site));
  if (site === undefined) {
    throw new SiteError('SITE_INVALID', `Failed to open the site: ${options.site} is no folder`);
  }
  const layout = hasCodeFolder(join(site, 'src')) ? 'src' : 'flat';
  const root = layout === 'src' ? realpathSync(join(site, 'src')) : site;
  if (!hasCodeFolder(root)) {
    const rooms = 'backend/, public/ or pages/, there or in src/';
    throw new SiteError('SITE_INVALID', `Failed to open the site: ${site} has no ${rooms}`);
  }
  const files = CODE_FOLDERS.flatMap((room) => listFiles(join(root, room), root));
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
      code.filter(([name, file]) => name.startsWith('backend/') && WEB_METHOD_FILE.test(file)),
    ),
    events: names.get('backend/events.js'),
    realtimePermissions: names.get('backend/realtime-permissions.js'),
    pages: pages
      .filter(({ title }) => title !== 'masterPage')
      .sort((a, b) => (a.title < b.title ? -1 : 1)),
    masterPage: pages.find(({ title }) => title === 'masterPage')?.file,
    notEmulated: files
      .map((file) => toSitePath(root, file))
      .filter((name) => NOT_EMULATED.test(name))
      .sort(),
  };
}

/** Tells a file's name inside the site, with `/` on every machine: `backend/inbox.web.ts`. */
export function toSitePath(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}

/** Tells a file's name on Wix and on the wire, where all code is JavaScript: `backend/inbox.web.js`. */
export function toWixPath(root: string, file: string): string {
  return toSitePath(root, file).replace(/\.ts$/, '.js');
}

function addUnique(names: Map<string, string>, name: string, file: string): void {
  const other = names.get(name);
  if (other !== undefined) {
    throw new SiteError(
      'SITE_INVALID',
      `Failed to open the site: ${other} and ${file} would both be ${name} on Wix; keep one`,
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
  return CODE_FOLDERS.some((room) => findFolder(join(folder, room)) !== undefined);
}

function findFolder(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? realpathSync(path) : undefined;
}

function listFiles(folder: string, root: string): readonly string[] {
  const files = new Set<string>();
  const seen = new Set<string>();
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
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
        waiting.push(path);
      } else if (entry.isSymbolicLink()) {
        files.add(requireInside(root, realpathSync(path), path));
      } else if (entry.isFile()) {
        files.add(path);
      }
    }
  }
  return [...files].sort();
}

function requireInside(root: string, real: string, asked: string): string {
  if (!real.startsWith(root + sep)) {
    throw new SiteError(
      'SITE_INVALID',
      `Failed to open the site: ${toSitePath(root, asked)} links to a place outside of it`,
    );
  }
  return real;
}
