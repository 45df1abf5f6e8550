import type { InboxContext } from 'backend/inbox/context';
import { readEvent, toPostLiked } from 'backend/inbox/events/read-event';
import { recordRecent } from 'backend/inbox/events/record-recent';
import { sendForEvent } from 'backend/inbox/events/send-for-event';
import { buildActivityMessage } from 'backend/inbox/messaging/build-message';
import { inLanguage } from 'public/inbox-form';

/**
 * Handles Wix's event of a liked blog post: sends the business one silent message per post and liker.
 *
 * @throws {InboxError} the codes of `send`, if the message could not be sent.
 */
export async function sendPostLiked(
  context: Pick<InboxContext, 'wix' | 'settings' | 'send' | 'now' | 'log' | 'logOnce'>,
  event: unknown,
): Promise<void> {
  const started = context.now();
  const liked = readEvent(context, event, 'a liked post', toPostLiked);
  if (!liked) return;
  const { postId, liker, at } = liked;
  const { settings } = context;
  const text = inLanguage(settings.texts.postLiked, settings.language).replace('{postId}', postId);
  const dedupeKey = `${postId}:${Object.values(liker).join()}`;
  const conversationId = await sendForEvent(context, {
    dedupeKey: `like:${dedupeKey}`,
    budget: 'likes',
    message: buildActivityMessage(settings, { text }),
    recipient: { addressee: liker },
    sendAs: 'PARTICIPANT',
    notify: settings.notifications.like,
    started,
  });
  const direction = 'PARTICIPANT_TO_BUSINESS';
  await recordRecent(context, { kind: 'like', dedupeKey, at, conversationId, direction });
}
