// Emulates Wix Blog's Get Post for the posts of the seed. Not emulated: other fields than id and title, queries, drafts.
import * as v from 'valibot';
import type { DatabaseContext } from '../core/context.ts';
import type { Operation } from '../core/operation.ts';
import { defineSchemaOperation } from '../core/schema-operation.ts';
import { WixApiError } from '../core/wix-error.ts';

/** Stores a post. */
export function writePost(
  { database }: DatabaseContext,
  { id, title }: { readonly id: string; readonly title: string },
): void {
  database.run('insert or replace into posts (id, title) values (?, ?)', id, title);
}

/** The emulated operations of Blog Posts. By hand: the rules of its package take 25 ms to load, for one method. */
export const POST_OPERATIONS: readonly Operation[] = [
  defineSchemaOperation({
    api: 'blog',
    name: 'PostService.GetPost',
    httpMethod: 'GET',
    paths: ['/v3/posts/:postId', '/_api/communities-blog-node-api/v3/posts/:postId'],
    callers: ['app', 'user'],
    grade: 'typed',
    source: '@wix/auto_sdk_blog_posts',
    notes: 'Returns the id and the title of a post of the seed. Assumed: 404 POST_NOT_FOUND.',
    schema: v.object({ postId: v.pipe(v.string(), v.maxLength(38)) }),
    run({ database }, { postId }) {
      const row = database.get<{ readonly id: string; readonly title: string }>(
        'select id, title from posts where id = ?',
        postId,
      );
      if (!row) {
        throw new WixApiError(404, 'POST_NOT_FOUND', 'Post not found');
      }
      return { post: row };
    },
  }),
];
