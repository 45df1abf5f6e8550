import { inbox } from 'backend/inbox/site';

// Wix calls this function when a page subscribes to a channel. If your site has its own rules, call
// `inbox.checkChannelPermission` first, and apply your rules to the channels that it allows.

/**
 * Restricts the channels `inbox` and `inbox-admin`. All other channels stay readable. In preview, Wix always
 * grants read permission and does not use the result.
 *
 * @see https://dev.wix.com/docs/velo/api-reference/wix-realtime-backend/realtime-check-permission
 */
export function realtime_check_permission(
  channel: unknown,
  subscriber: unknown,
): Promise<{ readonly read: boolean }> {
  return inbox.checkChannelPermission(channel, subscriber);
}
