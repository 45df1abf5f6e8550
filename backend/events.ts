import { runEventHandler, inbox } from 'backend/inbox/site';

// Wix calls these event handlers by name. If your site has its own events.js, add them to it.

/**
 * Sends a thank-you message to a new contact whose source is in `settings.thankContactsFrom`.
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
 * Handles merged conversations: notifies open pages and records the event for `listRecent`.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-conversation-conversations-merged
 */
export function wixCrmInbox_onConversationConversationsMerged(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.onConversationsMerged(event));
}

/**
 * Handles a message to the business: notifies open pages, records the event and calls the `onMessage` hook.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-business
 */
export function wixCrmInbox_onMessageSentToBusiness(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.onMessageSent(event, 'PARTICIPANT_TO_BUSINESS'));
}

/**
 * Handles a message to a participant: notifies open pages, records the event and calls the `onMessage` hook.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-participant
 */
export function wixCrmInbox_onMessageSentToParticipant(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.onMessageSent(event, 'BUSINESS_TO_PARTICIPANT'));
}

/**
 * Calls the handler of a clicked template button.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-button-interacted
 */
export function wixCrmInbox_onMessageButtonInteracted(event: unknown): Promise<void> {
  return runEventHandler(() => inbox.handleButtonClick(event));
}

/**
 * Finishes events whose message was not sent, because their handler failed or its container ended. Wix does not call it
 * by itself: schedule it hourly in `backend/jobs.config`. Without the job, later events finish them.
 *
 * @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/backend-code/automate-tasks-with-scheduled-jobs
 */
export function redoInboxEvents(): Promise<void> {
  return runEventHandler(() => inbox.redoEvents({ now: true }));
}
