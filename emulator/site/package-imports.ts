// Which packages a site's pages import, so that they are prepared before the first page loads. Leaves out computed imports.
import { readFileSync } from 'node:fs';
import type { SiteFolder } from './site-folder.ts';
import { isWebMethodFile, resolveSiteImport, listImports } from './site-imports.ts';

/**
 * Lists the packages that the site's pages reach, through files of `public/` too, sorted. Web
 * methods are not followed: a browser gets proxies of them. A file that does not parse or imports
 * what it may not is passed over here; the page that loads it tells what is wrong.
 */
export function findPagePackages(folder: SiteFolder): readonly string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const waiting = folder.pages.map(({ file }) => file);
  if (folder.masterPage !== undefined) {
    waiting.push(folder.masterPage);
  }
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || isWebMethodFile(file)) {
      continue;
    }
    seen.add(file);
    for (const specifier of listImports(file, readFileSync(file, 'utf8'))) {
      const found = tryResolve(folder.root, file, specifier);
      if (found?.kind === 'file') {
        waiting.push(found.file);
      } else if (found?.kind === 'package') {
        packages.add(found.name);
      }
    }
  }
  return [...packages].sort();
}

function tryResolve(
  root: string,
  file: string,
  specifier: string,
): ReturnType<typeof resolveSiteImport> | undefined {
  try {
    return resolveSiteImport(root, file, specifier);
  } catch {
    return undefined;
  }
}
