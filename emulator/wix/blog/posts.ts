// Emulates the posts of Wix Blog that the seed has: get, list and query. Not emulated: drafts, contents, categories,
// tags, metrics, translations, moderation.
import * as meta from '@wix/auto_sdk_blog_posts/meta';
import { readDocument } from '../../database/documents.ts';
import type { DatabaseContext, OperationContext } from '../core/context.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
import { notEmulated, WixApiError } from '../core/wix-error.ts';
import { loadRules } from '../rules/rules.ts';
import { queryPosts, type StoredPost } from './query-posts.ts';

const DOCS = 'https://dev.wix.com/docs/api-reference/business-solutions/blog/posts';
const rules = loadRules('blog-posts');
/** What the operations share. */
const READ = { rules, callers: ['app', 'user'], grade: 'typed' } as const;
const FIELDS = 'Returns the base fields of the posts of the seed. Field sets are refused.';

/** A post of the seed; dates are ISO strings. Absent fields get a default. */
export interface SeedPost {
  readonly id: string;
  readonly title: string;
  /** Default: the title in lower case with hyphens. */
  readonly slug?: string | undefined;
  readonly excerpt?: string | undefined;
  /** Default: now. */
  readonly firstPublishedDate?: string | undefined;
  readonly featured?: boolean | undefined;
  readonly pinned?: boolean | undefined;
  readonly memberId?: string | undefined;
}

/** Stores a post, published and without categories or tags. Call it inside a transaction. */
export function writePost(context: OperationContext, given: SeedPost): void {
  const { id, title, excerpt = '', featured = false, pinned = false, memberId } = given;
  const date = given.firstPublishedDate ?? context.now().toISOString();
  const slug = given.slug ?? title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  const post: StoredPost = {
    id,
    title,
    excerpt,
    firstPublishedDate: date,
    lastPublishedDate: date,
    slug: slug.slice(0, 100),
    featured,
    pinned,
    categoryIds: [],
    hashtags: [],
    tagIds: [],
    ...(memberId === undefined ? {} : { memberId }),
  };
  context.database.run(
    'insert or replace into posts (id, document) values (?, ?)',
    id,
    JSON.stringify(post),
  );
}

/** Reads every post, in the order of the feed: pinned first, then the newest. */
function listPosts({ database }: DatabaseContext): readonly StoredPost[] {
  const rank = ({ pinned, firstPublishedDate }: StoredPost): string =>
    `${pinned ? '1' : '0'} ${firstPublishedDate}`;
  return database
    .all<{ readonly document: string }>('select document from posts order by rowid')
    .map(({ document }) => readDocument<StoredPost>(document))
    .toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) < rank(b) ? 1 : -1));
}

/** Finds a post by one of its fields. @throws {WixApiError} 404 POST_NOT_FOUND */
function requirePost(context: DatabaseContext, field: 'id' | 'slug', value: string): StoredPost {
  const post = listPosts(context).find((candidate) => candidate[field] === value);
  if (!post) {
    throw new WixApiError(404, 'POST_NOT_FOUND', 'Post not found');
  }
  return post;
}

/** @throws {WixApiError} 501 NOT_EMULATED if fields beyond the base fields are requested */
function checkFieldsets(fieldsets: readonly string[] = []): void {
  const [refused] = fieldsets.filter((name) => name !== 'UNKNOWN');
  if (refused !== undefined) {
    throw notEmulated(`The field set ${refused} of posts`, 'Leave out fieldsets.');
  }
}

/** How List Posts compares posts, by its sort. `FEED` is the order in which they are read. */
const COMPARISONS: Readonly<Record<string, (a: StoredPost, b: StoredPost) => number>> = {
  FEED: () => 0,
  PUBLISHED_DATE_ASC: (a, b) => a.firstPublishedDate.localeCompare(b.firstPublishedDate),
  PUBLISHED_DATE_DESC: (a, b) => b.firstPublishedDate.localeCompare(a.firstPublishedDate),
  TITLE_ASC: (a, b) => a.title.localeCompare(b.title),
  TITLE_DESC: (a, b) => b.title.localeCompare(a.title),
};

/** The emulated operations of Blog Posts. */
export const POST_OPERATIONS: readonly Operation[] = [
  defineOperation({
    ...READ,
    method: 'getPost',
    meta: meta.getPost,
    source: `${DOCS}/get-post`,
    notes: `${FIELDS} Assumed: 404 POST_NOT_FOUND.`,
    run(context, { postId, fieldsets }) {
      checkFieldsets(fieldsets);
      return { post: requirePost(context, 'id', postId) };
    },
  }),
  defineOperation({
    ...READ,
    method: 'getPostBySlug',
    meta: meta.getPostBySlug,
    source: `${DOCS}/get-post-by-slug`,
    notes: `${FIELDS} Assumed: 404 POST_NOT_FOUND.`,
    run(context, { slug, fieldsets }) {
      checkFieldsets(fieldsets);
      return { post: requirePost(context, 'slug', slug) };
    },
  }),
  defineOperation({
    ...READ,
    method: 'listPosts',
    meta: meta.listPosts,
    source: `${DOCS}/list-posts`,
    notes: `${FIELDS} Sorting by views or likes, cursors and filters by language are refused. Assumed: 50 posts without a limit.`,
    run(context, request) {
      const { sort = 'FEED', paging, featured, memberId, fieldsets, language } = request;
      const { categoryIds = [], tagIds = [], hashtags = [] } = request;
      checkFieldsets(fieldsets);
      const compare = COMPARISONS[sort];
      if (!compare || language || paging?.cursor) {
        throw notEmulated(
          'Listing posts by views, likes, language or cursor',
          'Use FEED, a date or a title, and an offset.',
        );
      }
      const matching = listPosts(context).filter(
        (post) =>
          (!featured || post.featured) &&
          (!memberId || post.memberId === memberId) &&
          // No post of the seed has categories, tags or hashtags.
          [categoryIds, tagIds, hashtags].every((wanted) => wanted.length === 0),
      );
      const { offset = 0, limit = 50 } = paging ?? {};
      const posts = matching.toSorted(compare).slice(offset, offset + limit);
      return { posts, metaData: { count: posts.length, offset, total: matching.length } };
    },
  }),
  defineOperation({
    ...READ,
    method: 'queryPosts',
    meta: meta.queryPosts,
    source: `${DOCS}/query-posts`,
    notes: `${FIELDS} Assumed: an unsupported query is refused with 400 INVALID_ARGUMENT, 50 posts without a limit, and the order of the feed without a sort.`,
    run(context, { query = {}, fieldsets }) {
      checkFieldsets(fieldsets);
      return queryPosts(context, listPosts(context), query);
    },
  }),
];
