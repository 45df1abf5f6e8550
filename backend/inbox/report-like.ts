import { toActivityMessage } from 'backend/inbox/message';
import { openConversation } from 'backend/inbox/open-conversation';
import { readPostLiked } from 'backend/inbox/read-event';
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
  const liked = readPostLiked(event);
  if (liked === 'ignored') return;
  if (liked === 'unreadable') {
    rooms.log({ level: 'error', what: 'read the event of a liked post' });
    return;
  }
  const { postId, liker } = liked;
  const { settings } = rooms;
  const text = inLanguage(settings.texts.postLiked, settings.language).replace('{postId}', postId);
  await sendForEvent(rooms, {
    fact: `like:${postId}:${Object.values(liker).join()}`,
    message: toActivityMessage(settings, { text }),
    open: () => openConversation(rooms, liker),
    sendAs: 'PARTICIPANT',
    notify: settings.notifications.like,
    started,
  });
}
