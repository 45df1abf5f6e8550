import { runEventHandler, inbox } from 'backend/inbox/site';

// The event handlers that Wix calls by these names. A site with its own events.js adds these lines to it.

/**
 * Thanks a new contact if the settings list its source in `thankContactsFrom`.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/events/on-contact-created
 */
export function wixCrm_onContactCreated(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.sendThankYou(event));
}

/**
 * Sends the business a message about a liked blog post.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-blog-backend/events/on-post-liked
 */
export function wixBlog_onPostLiked(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.sendPostLiked(event));
}

/**
 * Notifies the pages of merged conversations, and records it for `listRecent`.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-conversation-conversations-merged
 */
export function wixCrmInbox_onConversationConversationsMerged(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.onConversationsMerged(event));
}

/**
 * Notifies the pages of a message to the business, records it for `listRecent` and runs the site's hook.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-business
 */
export function wixCrmInbox_onMessageSentToBusiness(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.onMessageSent(event, 'PARTICIPANT_TO_BUSINESS'));
}

/**
 * Notifies the pages of a message to a participant, records it for `listRecent` and runs the site's hook.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-participant
 */
export function wixCrmInbox_onMessageSentToParticipant(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.onMessageSent(event, 'BUSINESS_TO_PARTICIPANT'));
}

/**
 * Runs the settings' handler of a clicked template button.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-button-interacted
 */
export function wixCrmInbox_onMessageButtonInteracted(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.handleButtonClick(event));
}
