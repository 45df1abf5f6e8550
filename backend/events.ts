import { finish, inbox } from 'backend/inbox/site';

// What Wix calls, under Wix's names. Below a site's own events.js, paste the lines.

/**
 * Thanks a new contact, if the settings say so for its source.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/events/on-contact-created
 */
export function wixCrm_onContactCreated(event: unknown): Promise<void> {
  return finish(() => inbox.thankContact(event));
}

/**
 * Tells the business that somebody likes a blog post.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-blog-backend/events/on-post-liked
 */
export function wixBlog_onPostLiked(event: unknown): Promise<void> {
  return finish(() => inbox.reportLike(event));
}
