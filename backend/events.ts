import { runEventHandler, inbox } from 'backend/inbox/site';

// What Wix calls, under Wix's names. Below a site's own events.js, paste the lines.

/**
 * Thanks a new contact, if the settings say so for its source.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/events/on-contact-created
 */
export function wixCrm_onContactCreated(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.sendThankYou(event));
}

/**
 * Tells the business that somebody likes a blog post.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-blog-backend/events/on-post-liked
 */
export function wixBlog_onPostLiked(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.sendPostLiked(event));
}

/**
 * Tells the pages, and the owner's list, that conversations became one.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-conversation-conversations-merged
 */
export function wixCrmInbox_onConversationConversationsMerged(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.onConversationsMerged(event));
}

/**
 * Tells the pages, the owner's list and the site's hook of a message to the business.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-business
 */
export function wixCrmInbox_onMessageSentToBusiness(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.onMessageSent(event, 'PARTICIPANT_TO_BUSINESS'));
}

/**
 * Tells the pages, the owner's list and the site's hook of a message to a participant.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-participant
 */
export function wixCrmInbox_onMessageSentToParticipant(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.onMessageSent(event, 'BUSINESS_TO_PARTICIPANT'));
}

/**
 * Does what the settings say that a template's button does.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-button-interacted
 */
export function wixCrmInbox_onMessageButtonInteracted(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.handleButtonClick(event));
}
