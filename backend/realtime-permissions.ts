import { inbox } from 'backend/inbox/site';

// What Wix asks when a page subscribes. A site with rules of its own calls `inbox.mayListen` first,
// and decides only about what it lets pass.

/**
 * Decides who may listen to a channel: by default nobody to the inbox's, and everybody to others.
 *
 * @see https://dev.wix.com/docs/velo/api-reference/wix-realtime-backend/realtime-check-permission
 */
export function realtime_check_permission(
  channel: unknown,
  subscriber: unknown,
): Promise<{ readonly read: boolean }> {
  return inbox.checkChannelPermission(channel, subscriber);
}
