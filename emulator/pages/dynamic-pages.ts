// Finds the dynamic pages of a site: from an attribute of their layout, or else from their names. Wix's editor stores the
// URLs, and a site in Git does not have them. Ignores pages of Wix's apps, such as `Product Page`.
import { readFileSync } from 'node:fs';
import {
  findCollection,
  inferDynamicPage,
  type InferredPage,
  type PageCollection,
} from './dynamic-page-name.ts';
import { readLayout } from './layout.ts';
import { readAttribute } from './layout-elements.ts';
import { matchesShape, parsePageUrl, shapeOf, type PageUrl } from './page-url.ts';

/** A page with its collection and the pattern of its URLs. */
export interface DynamicPage {
  readonly file: string;
  readonly title: string;
  readonly url: PageUrl;
  readonly collection: string;
  /** Where the URL is from: an attribute of the layout, or the name of the page. */
  readonly source: 'layout' | 'name';
  /** Whether the seed, or the emulated Wix, has the collection. */
  readonly isKnown: boolean;
}

/** Why a page that could be a dynamic page has no URL. */
export interface DynamicPageProblem {
  /** The code of the page, or its layout below the editor folder: `Projects.html`. */
  readonly file: string;
  readonly isLayout: boolean;
  /** 1 for the first; 0 for the whole file. */
  readonly line: number;
  readonly problem: string;
}

/** The parts of a site that its dynamic pages depend on. */
export interface DynamicPageSite {
  readonly editor: string | undefined;
  readonly pages: readonly { readonly file: string; readonly title: string }[];
}

/** The attribute of `<body>` or `<html>` that has the pattern. `data-collection` names the collection. */
const ATTRIBUTE = 'data-dynamic-page';
const ROOT_TAG = new RegExp(`<(?:body|html)\\b([^>]*\\s${ATTRIBUTE}\\b[^>]*)>`, 'iu');
/** Selects the dataset that the editor puts on each dynamic page. */
const DYNAMIC_DATASET = /['"`]#?dynamicDataset\d*['"`]|\bdynamicDataset\d*_/u;
const DECLARE = `name its URL in its layout: <body ${ATTRIBUTE}="/prefix/{field}" data-collection="Collection">`;

/**
 * Finds the dynamic pages of a site, and what is wrong with those that have no URL.
 * @param readsAllCode finds pages, too, of which only the code says that they are dynamic; false by default
 */
export function findDynamicPages(
  { editor, pages }: DynamicPageSite,
  collections: readonly PageCollection[],
  readsAllCode = false,
): { readonly pages: readonly DynamicPage[]; readonly problems: readonly DynamicPageProblem[] } {
  const found: DynamicPage[] = [];
  const problems: DynamicPageProblem[] = [];
  for (const page of pages) {
    const declared = readDeclaration(editor, page.title);
    const inferred = declared ? undefined : inferDynamicPage(page.title, collections);
    const read = declared
      ? readDeclared(page, declared, collections)
      : inferred
        ? readInferred(page, inferred)
        : readsAllCode
          ? readCode(page)
          : undefined;
    if (read === undefined) continue;
    if ('problem' in read) {
      problems.push(read);
      continue;
    }
    const other = found.find(({ url }) => shapeOf(url) === shapeOf(read.url));
    if (other) {
      const problem = `it has the URL ${read.url.pattern}, and so has ${other.title}; each dynamic page must have its own`;
      problems.push({ file: page.file, isLayout: false, line: 0, problem });
    } else {
      found.push(read);
    }
  }
  return { pages: found, problems };
}

/** Finds the dynamic page of an address. Text of a pattern counts more than a field: `/a/new` before `/a/{title}`. */
export function findPageOfPath(
  pages: readonly DynamicPage[],
  path: readonly string[],
): DynamicPage | undefined {
  return pages
    .filter(({ url }) => matchesShape(url, path))
    .sort((a, b) => a.url.fields.length - b.url.fields.length)[0];
}

interface Declaration {
  readonly pattern: string;
  readonly collection: string | undefined;
  readonly line: number;
}

function readDeclaration(editor: string | undefined, title: string): Declaration | undefined {
  const layout = readLayout(editor, title);
  const match = layout === undefined ? null : ROOT_TAG.exec(layout);
  if (layout === undefined || !match) return undefined;
  const attributes = match[1] ?? '';
  return {
    pattern: readAttribute(attributes, ATTRIBUTE) ?? '',
    collection: readAttribute(attributes, 'data-collection'),
    line: layout.slice(0, match.index).split('\n').length,
  };
}

type Page = DynamicPageSite['pages'][number];

function readDeclared(
  { file, title }: Page,
  { pattern, collection: declared, line }: Declaration,
  collections: readonly PageCollection[],
): DynamicPage | DynamicPageProblem {
  const fail = (problem: string): DynamicPageProblem => ({
    file: `${title}.html`,
    isLayout: true,
    line,
    problem,
  });
  const url = parsePageUrl(pattern);
  if (typeof url === 'string') return fail(`${ATTRIBUTE}="${pattern.slice(0, 60)}": ${url}`);
  const name = title.replace(/\s*\([^()]*\)$/u, '');
  const collection =
    declared ?? (findCollection(name, collections) ?? findCollection(url.prefix, collections))?.id;
  if (collection === undefined) {
    return fail(`no collection is known for ${url.pattern}; add data-collection="..."`);
  }
  const known = collections.find(({ id }) => id === collection);
  const missing = known && findMissingField(url, known);
  if (missing !== undefined) return fail(missing);
  return { file, title, url, collection, source: 'layout', isKnown: known !== undefined };
}

/** Says which field of the pattern the collection does not have. A collection without fields and items may get any. */
function findMissingField({ fields }: PageUrl, known: PageCollection): string | undefined {
  const missing = fields.find((it) => !known.fields.includes(it) && !it.startsWith('_'));
  if (missing === undefined || known.fields.length === 0) return undefined;
  return `the collection ${known.id} has no field ${missing}; it has ${known.fields.slice(0, 10).join(', ')}`;
}

function readInferred(
  { file, title }: Page,
  inferred: InferredPage,
): DynamicPage | DynamicPageProblem {
  const { pattern, collection, isKnown, isCertain, problem } = inferred;
  const line = isCertain ? 0 : findDynamicDataset(file);
  const fail = (text: string): DynamicPageProblem => ({
    file,
    isLayout: false,
    line,
    problem: `${text}; ${DECLARE}`,
  });
  if (!isCertain && line === 0) {
    return fail(`perhaps a dynamic page at ${pattern}: no collection ${collection} is known`);
  }
  if (problem !== undefined) return fail(problem);
  const url = parsePageUrl(pattern);
  if (typeof url === 'string') return fail('no URL can be inferred from its name');
  return { file, title, url, collection, source: 'name', isKnown };
}

/** Returns the problem of a page whose code selects the dynamic dataset. */
function readCode({ file }: Page): DynamicPageProblem | undefined {
  const line = findDynamicDataset(file);
  const problem = `the code of a dynamic page, whose URL is not known; ${DECLARE}`;
  return line === 0 ? undefined : { file, isLayout: false, line, problem };
}

/** Returns the line where the code selects the dynamic dataset; 0 if it does not. */
function findDynamicDataset(file: string): number {
  return (
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((it) => DYNAMIC_DATASET.test(it)) + 1
  );
}
