import { inbox } from 'backend/inbox/site';

// Wix calls this function when a page subscribes to a channel. A site with its own rules calls
// `inbox.checkChannelPermission` first, and applies its rules to the channels that it allows.

/**
 * Decides whether a subscriber may read a channel. The inbox's channels are closed by default; the site's
 * other channels are open.
 *
 * @see https://dev.wix.com/docs/velo/api-reference/wix-realtime-backend/realtime-check-permission
 */
export function realtime_check_permission(
  channel: unknown,
  subscriber: unknown,
): Promise<{ readonly read: boolean }> {
  return inbox.checkChannelPermission(channel, subscriber);
}
