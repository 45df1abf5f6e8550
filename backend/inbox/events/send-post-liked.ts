import { toActivityMessage } from 'backend/inbox/messaging/build-message';
import { openConversation } from 'backend/inbox/messaging/open-conversation';
import { readEvent, toPostLiked } from 'backend/inbox/events/read-event';
import { recordRecentEvent } from 'backend/inbox/events/recent-events';
import type { InboxContext } from 'backend/inbox/context';
import { sendForEvent } from 'backend/inbox/events/send-for-event';
import { inLanguage } from 'public/inbox-form';

/**
 * Tells the business that somebody likes a blog post: once for each post and person, without a sound.
 *
 * @throws {InboxError} those of `send`, when it could not be finished.
 */
export async function sendPostLiked(context: InboxContext, event: unknown): Promise<void> {
  const started = context.now();
  const liked = readEvent(context, event, 'a liked post', toPostLiked);
  if (!liked) return;
  const { postId, liker, at } = liked;
  const { settings } = context;
  const text = inLanguage(settings.texts.postLiked, settings.language).replace('{postId}', postId);
  const fact = `${postId}:${Object.values(liker).join()}`;
  const conversationId = await sendForEvent(context, {
    dedupeKey: `like:${fact}`,
    message: toActivityMessage(settings, { text }),
    open: () => openConversation(context, liker),
    sendAs: 'PARTICIPANT',
    notify: settings.notifications.like,
    started,
  });
  const direction = 'PARTICIPANT_TO_BUSINESS';
  await recordRecentEvent(context, {
    kind: 'like',
    dedupeKey: fact,
    at,
    conversationId,
    direction,
  });
}
