// Infers the URL and the collection of a dynamic page from its name: `Projects (Title)`. Ignores names that
// were changed in the editor.

/** A collection of Wix Data, as far as the URLs of pages depend on it. */
export interface PageCollection {
  readonly id: string;
  /** The keys of its fields, and of the fields of its items. */
  readonly fields: readonly string[];
}

/** What the name of a page says about its collection and its URL. */
export interface InferredPage {
  readonly pattern: string;
  readonly collection: string;
  /** Whether the collection is one of those that are known. */
  readonly isKnown: boolean;
  /** Whether only dynamic pages have such a name: `(All)`, `(Title)`, or a known collection. */
  readonly isCertain: boolean;
  /** What the name says that is not there; absent if nothing is wrong. */
  readonly problem?: string;
}

const NAME = /^(.+?)\s*\(([^()]+)\)$/u;
const PRIMARY_FIELD = 'title';
/** What people write in brackets after the name of a page that is not dynamic (assumed). */
const NO_FIELD = /^(?:backup|copy|desktop|draft|mobile|new|old|test|v\d+)$/iu;

/**
 * Infers the page from its name; undefined for a name that no dynamic page has.
 * @see https://support.wix.com/en/article/about-calculated-fields (`Projects (List)` at `/projects`, `Projects (Item)` at
 *   `/projects/{primary field}`, `Projects (Manage Item)` below `/projects/edit/`)
 * @see https://support.wix.com/en/article/cms-about-read-only-url-paths-in-your-collection (the older `Recipes (Recipe)`).
 *   Assumed: `Projects (All)` at `/projects`; the prefix is the name in lower case with `-`; the primary field is `title`, or
 *   else the first field; `Last Name` is the field `lastName`
 */
export function inferDynamicPage(
  title: string,
  collections: readonly PageCollection[],
): InferredPage | undefined {
  const [, name = '', part = ''] = NAME.exec(title.trim()) ?? [];
  if (name === '' || !/^[\p{L}_]/u.test(part) || NO_FIELD.test(part)) return undefined;
  const found = findCollection(name, collections);
  const prefix = `/${toSlug(name)}`;
  const kind = normalize(part);
  const base = {
    collection: found?.id ?? toCollectionId(name),
    isKnown: found !== undefined,
    isCertain: found !== undefined || KINDS.includes(kind),
  };
  if (kind === 'all' || kind === 'list') return { ...base, pattern: prefix };
  if (kind === 'item' || kind === 'manageitem') {
    const field = readPrimaryField(found);
    return { ...base, pattern: `${prefix}${kind === 'item' ? '' : '/edit'}/{${field}}` };
  }
  const field = found?.fields.find((key) => normalize(key) === kind);
  const pattern = `${prefix}/{${field ?? toFieldKey(part)}}`;
  if (field !== undefined || !found || found.fields.length === 0) return { ...base, pattern };
  const problem = `the collection ${found.id} has no field for "(${part})"; it has ${found.fields.slice(0, 10).join(', ')}`;
  return { ...base, pattern, problem };
}

/** What is in brackets in the names that the editor gives to dynamic pages, without a field other than the default one. */
const KINDS = ['all', 'list', 'item', 'manageitem', 'title'];

/** Finds the collection of a page's name: `Copy of Projects 1` is a page of `Projects`, too. */
export function findCollection<Collection extends PageCollection>(
  name: string,
  collections: readonly Collection[],
): Collection | undefined {
  const names = [name, toCollectionName(name)].map(normalize);
  return names
    .map((wanted) => collections.find(({ id }) => normalize(id) === wanted))
    .find((it) => it !== undefined);
}

function readPrimaryField(collection: PageCollection | undefined): string {
  const fields = collection?.fields.filter((key) => !key.startsWith('_')) ?? [];
  return fields.includes(PRIMARY_FIELD) ? PRIMARY_FIELD : (fields[0] ?? PRIMARY_FIELD);
}

function toCollectionName(name: string): string {
  return name.replace(/^copy of\s+/iu, '').replace(/\s+\d+$/u, '');
}

/** The id that Wix makes of a collection's name: without spaces (assumed). */
function toCollectionId(name: string): string {
  return toCollectionName(name).replaceAll(/\s/gu, '');
}

function toFieldKey(part: string): string {
  if (part.startsWith('_')) return part;
  const [first = '', ...others] = part.toLowerCase().split(/[^\p{L}\p{N}_]+/u);
  return [first, ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
}

function toSlug(name: string): string {
  return name.trim().toLowerCase().replaceAll(/\s+/gu, '-');
}

function normalize(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
