import { posts } from '@wix/blog';
import type { WixCalls } from 'backend/inbox/wix/calls';
import type { Wix } from 'backend/inbox/wix/port';
import { callWixForOne } from 'backend/inbox/wix/error';

/**
 * Reads Wix Blog through Wix's SDK, elevated. The package can be imported on a site without Wix Blog; its calls fail
 * there.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/blog/posts/get-post
 */
export const createWixBlog = ({ elevate }: WixCalls) =>
  ({
    async postTitle(postId) {
      const get = elevate(posts.getPost);
      const found = await callWixForOne('postTitle', () => get(postId));
      return found?.post?.title ?? undefined;
    },
  }) satisfies Pick<Wix, 'postTitle'>;
