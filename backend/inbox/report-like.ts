import { toActivityMessage } from 'backend/inbox/message';
import { openConversation } from 'backend/inbox/open-conversation';
import { readEvent, toPostLiked } from 'backend/inbox/read-event';
import { noteRecent } from 'backend/inbox/recent-log';
import type { Rooms } from 'backend/inbox/rooms';
import { sendForEvent } from 'backend/inbox/send-for-event';
import { inLanguage } from 'public/inbox-form';

/**
 * Tells the business that somebody likes a blog post: once for each post and person, without a sound.
 *
 * @throws {InboxError} those of `send`, when it could not be finished.
 */
export async function reportLike(rooms: Rooms, event: unknown): Promise<void> {
  const started = rooms.now();
  const liked = readEvent(rooms, event, 'a liked post', toPostLiked);
  if (!liked) return;
  const { postId, liker, at } = liked;
  const { settings } = rooms;
  const text = inLanguage(settings.texts.postLiked, settings.language).replace('{postId}', postId);
  const fact = `${postId}:${Object.values(liker).join()}`;
  const conversationId = await sendForEvent(rooms, {
    fact: `like:${fact}`,
    message: toActivityMessage(settings, { text }),
    open: () => openConversation(rooms, liker),
    sendAs: 'PARTICIPANT',
    notify: settings.notifications.like,
    started,
  });
  const direction = 'PARTICIPANT_TO_BUSINESS';
  await noteRecent(rooms, { kind: 'like', fact, at, conversationId, direction });
}
