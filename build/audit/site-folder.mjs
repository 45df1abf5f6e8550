import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Returns whether a file of a site has code. @param {string} file */
export function isCode(file) {
  return /\.(?:[cm]?[jt]s|jsw)$/.test(file);
}

/**
 * Reads the code of `backend/` and `public/` of a site, in the flat layout or below `src/`.
 *
 * @param {string} folder
 * @returns {ReadonlyMap<string, string>} Texts by path: `backend/orders.web.js`.
 * @throws {Error} if it is no folder of a site
 */
export function readSiteFolder(folder) {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Error(`${folder} is not a folder`);
  }
  const root = [join(folder, 'src'), folder].find((it) => existsSync(join(it, 'backend')));
  if (root === undefined) {
    throw new Error(
      `${folder} has no backend/ and no src/backend/: it is not the folder of a site`,
    );
  }
  const files = ['backend', 'public']
    .map((it) => join(root, it))
    .filter((it) => existsSync(it))
    .flatMap(listFiles);
  return new Map(
    files.map((it) => [relative(root, it).split(sep).join('/'), readFileSync(it, 'utf8')]),
  );
}

/** @param {string} folder @returns {readonly string[]} */
function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((it) => {
    const path = join(folder, it.name);
    if (it.isDirectory()) return it.name === 'node_modules' ? [] : listFiles(path);
    const isRead = isCode(it.name) || it.name === 'permissions.json';
    return it.isFile() && isRead && !it.name.endsWith('.d.ts') ? [path] : [];
  });
}
