import type { InboxContext } from 'backend/inbox/context';
import { readEventTrigger, toEventSending } from 'backend/inbox/events/event-message';
import { sendForEvent } from 'backend/inbox/events/send-for-event';

/** Number of events that one run finishes. */
const MAX_EVENTS = 5;

/**
 * Finishes events whose message is neither sent nor given up: their handler failed, or its container ended. Wix does
 * not document whether it repeats an event whose handler failed.
 *
 * It runs after other events, at most once a minute per container, and by the hourly job `redoInboxEvents`. A message
 * is sent once, however often this runs. It never rejects: what fails stays for a later run.
 *
 * @param options - `now: true` skips the minute.
 */
export async function redoEvents(
  context: Pick<
    InboxContext,
    'wix' | 'settings' | 'send' | 'openEvents' | 'now' | 'log' | 'logOnce'
  >,
  options: { readonly now?: boolean } = {},
): Promise<void> {
  const { settings, openEvents, now, logOnce } = context;
  try {
    for (const entry of await openEvents.list(MAX_EVENTS, options)) {
      const trigger = readEventTrigger(entry.event ?? '');
      if (!trigger) continue;
      try {
        await sendForEvent(context, { ...toEventSending(settings, trigger), started: now() });
        await openEvents.finish(entry);
      } catch (error) {
        logOnce('Failed to finish an event; it is tried again later', error);
      }
    }
  } catch (error) {
    logOnce('Failed to list unfinished events', error);
  }
}
