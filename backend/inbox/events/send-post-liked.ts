import type { InboxContext } from 'backend/inbox/context';
import { toEventSending } from 'backend/inbox/events/event-message';
import { readEvent, toPostLiked } from 'backend/inbox/events/read-event';
import { recordRecent } from 'backend/inbox/events/record-recent';
import { redoEvents } from 'backend/inbox/events/redo-events';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { sendForEvent } from 'backend/inbox/events/send-for-event';

/**
 * Handles Wix's event of a liked blog post: sends the business one silent message per post and liker.
 *
 * @throws {InboxError} the codes of `send`, if the message could not be sent.
 */
export async function sendPostLiked(
  context: Pick<
    InboxContext,
    'wix' | 'settings' | 'send' | 'openEvents' | 'postTitles' | 'now' | 'log' | 'logOnce'
  >,
  event: unknown,
): Promise<void> {
  const started = context.now();
  const liked = readEvent(context, event, 'a liked post', toPostLiked);
  if (!liked) return;
  const { postId, liker, at } = liked;
  const { settings, postTitles } = context;
  const title = await postTitles.find(postId);
  const trigger = omitUndefined({ kind: 'like' as const, postId, liker, title });
  const sending = toEventSending(settings, trigger);
  const conversationId = await sendForEvent(context, { ...sending, started });
  const dedupeKey = `${postId}:${Object.values(liker).join()}`;
  const direction = 'PARTICIPANT_TO_BUSINESS';
  await recordRecent(context, { kind: 'like', dedupeKey, at, conversationId, direction });
  await redoEvents(context);
}
