// Finds the packages that a site's pages import, so that they are bundled before the first page loads. Ignores
// computed imports.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { listImports } from './parse-module.ts';
import { isWebMethodFile, type SiteFolder } from './site-folder.ts';
import { resolveSiteImport, type ImportRules } from './site-imports.ts';

/**
 * Returns what a site's pages import, directly or through files of `public/`, sorted: the names of packages, and the
 * absolute paths of the emulator's older modules. Web-method files are not followed, because a browser gets proxies of
 * them. A file with a syntax error or a forbidden import is skipped; loading it in a page reports the error.
 */
export function findPagePackages(folder: SiteFolder, rules: ImportRules): readonly string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  /** Each import with the folder of its file: in one folder, it leads to the same place from every file. */
  const followed = new Set<string>();
  const queue = folder.pages.map(({ file }) => file);
  if (folder.masterPage !== undefined) {
    queue.push(folder.masterPage);
  }
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file) || isWebMethodFile(file)) {
      continue;
    }
    seen.add(file);
    for (const specifier of listImports(file, readFileSync(file, 'utf8'))) {
      const key = `${dirname(file)} ${specifier}`;
      if (followed.has(key)) continue;
      followed.add(key);
      const found = tryResolve({ ...rules, root: folder.root }, file, specifier);
      if (found?.kind === 'file') {
        queue.push(found.file);
      } else if (found?.kind === 'package') {
        packages.add(found.name);
      } else if (found?.kind === 'velo' || found?.kind === 'stub') {
        packages.add(found.file);
      }
    }
  }
  return [...packages].sort();
}

function tryResolve(
  options: Parameters<typeof resolveSiteImport>[0],
  file: string,
  specifier: string,
): ReturnType<typeof resolveSiteImport> | undefined {
  try {
    return resolveSiteImport(options, file, specifier, 'page');
  } catch {
    return undefined;
  }
}
