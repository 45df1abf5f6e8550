// Reports the dynamic pages of a site without running it: their URLs, or what is missing.
import { findDynamicPages } from './pages/dynamic-pages.ts';
import type { PageCollection } from './pages/dynamic-page-name.ts';
import { toSitePath, type SiteFolder } from './site/site-folder.ts';
import type { SiteProblem } from './site/site-report.ts';

/** A dynamic page that is served. */
export interface ReportedDynamicPage {
  /** Path from the root of the site. */
  readonly file: string;
  /** The pattern of its URLs: `/projects/{title}`. */
  readonly url: string;
  readonly collection: string;
  /** Where the URL is from: an attribute of the layout, or the name of the page. */
  readonly source: 'layout' | 'name';
  /** Whether the collection is known: from the seed, or of the running emulator. Without it, no item has a page. */
  readonly hasCollection: boolean;
}

/** Finds the dynamic pages of a site, and those that have no URL. Ignores pages that are not in the folder's code. */
export function reportDynamicPages(
  folder: SiteFolder,
  collections: readonly PageCollection[],
): { readonly pages: readonly ReportedDynamicPage[]; readonly problems: readonly SiteProblem[] } {
  const code = new Set(folder.code.values());
  const own = folder.pages.filter(({ file }) => code.has(file));
  const { pages, problems } = findDynamicPages({ ...folder, pages: own }, collections, true);
  return {
    pages: pages.map(({ file, url, collection, source, isKnown }) => ({
      file: toSitePath(folder.root, file),
      url: url.pattern,
      collection,
      source,
      hasCollection: isKnown,
    })),
    problems: problems.map(({ file, isLayout, line, problem }) => ({
      kind: 'missing',
      file: isLayout ? `editor/${file}` : toSitePath(folder.root, file),
      line,
      what: 'dynamic page',
      problem,
      // Until it has a URL, the page is at its own address, like others.
      loads: true,
    })),
  };
}

/** Formats dynamic pages as lines, all of them by default. `command` is the command that lists all. */
export function formatDynamicPages(
  pages: readonly ReportedDynamicPage[],
  {
    limit = pages.length,
    command = '',
  }: { readonly limit?: number; readonly command?: string } = {},
): readonly string[] {
  const lines = pages.map(({ file, url, collection, source, hasCollection }) => {
    const notes = [
      ...(source === 'name' ? ['URL inferred from its name'] : []),
      ...(hasCollection
        ? []
        : ['the seed does not have this collection, so that no item has a page']),
    ];
    const end = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
    return `${file}: dynamic page at ${url}, collection ${collection}${end}`;
  });
  return lines.length <= limit
    ? lines
    : [
        ...lines.slice(0, limit),
        `... and ${String(lines.length - limit)} more dynamic pages: ${command} --check lists all`,
      ];
}
