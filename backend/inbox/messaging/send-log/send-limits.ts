import { InboxError } from 'backend/inbox/error';
import { VIEW_ENTRIES, type View } from 'backend/inbox/messaging/send-log/log-views';
import type { SenderKind } from 'backend/inbox/messaging/send-log/sender';
import type { SendKind } from 'backend/inbox/send-log-entry';
import type { InboxSettings, MessageLimit } from 'backend/inbox/settings';

const MINUTE_MS = 60 * 1000;

/** Returns the limits of a sender's messages of one kind. Only visitors and members have limits of their own. */
export function limitsOf(
  { limits: { messages } }: InboxSettings,
  sender: SenderKind,
  kind: SendKind,
): readonly MessageLimit[] {
  if (sender === 'member') return messages.member;
  if (sender !== 'visitor') return [];
  return kind === 'form' ? messages.visitorForm : messages.visitorChat;
}

/**
 * Checks that a sender has sent fewer messages than their limits allow. The view is complete if an append to it
 * succeeds, so the limits are exact in any number of containers.
 *
 * A message counts once, however often it was tried, unless it was certainly not sent.
 *
 * @param kind - the kind that counts; a member's messages of all kinds count together.
 * @throws {InboxError} TOO_MANY_MESSAGES with the seconds until the oldest message no longer counts.
 */
export function checkMessageLimits(
  view: View,
  limits: readonly MessageLimit[],
  kind: SendKind | 'all',
  now: number,
): void {
  const isFull = view.length >= VIEW_ENTRIES;
  for (const { messages, minutes } of limits) {
    const windowMs = minutes * MINUTE_MS;
    const times = firstTimes(view, kind).filter((time) => now - time < windowMs);
    const [oldest] = view;
    // A full view that does not reach back to the start of the window cannot be counted.
    const isUncounted = isFull && oldest !== undefined && now - oldest.createdAt < windowMs;
    if (times.length < messages && !isUncounted) continue;
    const next = times.length < messages ? oldest?.createdAt : times[times.length - messages];
    const waitMs = (next ?? now) + windowMs - now;
    throw new InboxError('TOO_MANY_MESSAGES', {
      retryAfter: Math.max(1, Math.ceil(waitMs / 1000)),
    });
  }
}

/** Returns when each counted message was first tried, oldest first. */
function firstTimes(view: View, kind: SendKind | 'all'): readonly number[] {
  const times = new Map<string, number>();
  for (const entry of view) {
    const isCounted = entry.state !== 'none' && (kind === 'all' || entry.kind === kind);
    if (isCounted && !times.has(entry.key)) times.set(entry.key, entry.createdAt);
  }
  return [...times.values()];
}
