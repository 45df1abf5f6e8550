// Emulates Query Posts: filters, sorts, and pages by offset or cursor. Not emulated: filters by metrics and media, which
// the posts of the seed do not have.
import * as v from 'valibot';
import type * as meta from '@wix/auto_sdk_blog_posts/meta';
import type { OperationContext } from '../core/context.ts';
import type { FromWire, RestRequest } from '../core/operation.ts';
import { QueryError } from '../core/query/operators.ts';
import { type Queryable, runQuery } from '../core/query/run-query.ts';
import { WixApiError } from '../core/wix-error.ts';
import { loadRules } from '../rules/rules.ts';

type Post = NonNullable<
  FromWire<ReturnType<typeof meta.getPost>['__originalResponseType']>['post']
>;
/** A post as it is stored and returned; dates are ISO strings. */
export type StoredPost = Post & {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly firstPublishedDate: string;
};
type PostQuery = NonNullable<RestRequest<typeof meta.queryPosts>['query']>;

const declared = Object.entries(loadRules('blog-posts').queries['Post']?.fields ?? {});
const POSTS: Queryable = {
  fields: Object.fromEntries(declared.filter(([field]) => !/^(metrics|media)\./.test(field))),
  caseInsensitive: new Set(),
  defaultLimit: 50,
  maxLimit: 100,
};

/** What a cursor holds: the query of the first page, and how many posts the earlier pages had. */
const Cursor = v.strictObject({
  filter: v.optional(v.record(v.string(), v.unknown())),
  sort: v.optional(
    v.array(
      v.object({ fieldName: v.exactOptional(v.string()), order: v.exactOptional(v.string()) }),
    ),
  ),
  limit: v.optional(v.number()),
  offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
type Cursor = v.InferOutput<typeof Cursor>;

/**
 * Runs Query Posts over the posts, which are in the order of the feed.
 * @throws {WixApiError} 400 INVALID_ARGUMENT for an unsupported field, operator, limit or cursor
 */
export function queryPosts(
  context: OperationContext,
  posts: readonly StoredPost[],
  { filter, sort, paging, cursorPaging }: PostQuery,
) {
  const limit = cursorPaging?.limit ?? paging?.limit ?? undefined;
  const { offset, ...query }: Cursor = cursorPaging?.cursor
    ? { ...readCursor(cursorPaging.cursor), ...(limit === undefined ? {} : { limit }) }
    : {
        ...(filter ? { filter } : {}),
        ...(sort ? { sort: [...sort] } : {}),
        ...(limit === undefined ? {} : { limit }),
        offset: paging?.offset ?? 0,
      };
  try {
    const { items, metadata } = runQuery(
      posts,
      { filter: query.filter, sort: query.sort, paging: { offset, limit: query.limit ?? null } },
      { ...POSTS, isCaseSensitive: context.assumptions.startsWith === 'exact-case' },
    );
    const after = offset + items.length;
    const next = after < metadata.total ? writeCursor({ ...query, offset: after }) : undefined;
    return {
      posts: items,
      pagingMetadata: paging
        ? metadata
        : { count: items.length, total: metadata.total, cursors: next ? { next } : {} },
    };
  } catch (error) {
    throw error instanceof QueryError
      ? new WixApiError(400, 'INVALID_ARGUMENT', error.message)
      : error;
  }
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws {WixApiError} 400 INVALID_ARGUMENT */
function readCursor(text: string): Cursor {
  try {
    return v.parse(Cursor, JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw new WixApiError(400, 'INVALID_ARGUMENT', 'cursorPaging.cursor: is not a cursor of posts');
  }
}
