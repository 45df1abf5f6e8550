import type { InboxContext } from 'backend/inbox/context';
import { toEventSending } from 'backend/inbox/events/event-message';
import { readEvent, toContactCreated } from 'backend/inbox/events/read-event';
import { recordRecent } from 'backend/inbox/events/record-recent';
import { redoEvents } from 'backend/inbox/events/redo-events';
import { sendForEvent } from 'backend/inbox/events/send-for-event';
import { omitUndefined } from 'backend/inbox/omit-undefined';

/** An app id or a source type. Nothing else of an event is logged. */
const SOURCE = /^(?:[\da-f-]{36}|[A-Z_]{1,40})$/i;

/**
 * Handles Wix's event of a created contact: sends one thank-you message if the contact's source is in the
 * settings.
 *
 * The text comes from the settings only. Otherwise visitors could send texts to other people's addresses.
 *
 * @throws {InboxError} the codes of `send`, if the thank-you could not be sent.
 */
export async function sendThankYou(
  context: Pick<
    InboxContext,
    'wix' | 'settings' | 'send' | 'openEvents' | 'now' | 'log' | 'logOnce'
  >,
  event: unknown,
): Promise<void> {
  const started = context.now();
  const created = readEvent(context, event, 'a created contact', toContactCreated);
  if (!created) return;
  const { contactId, sources, locale, at } = created;
  const { settings } = context;
  if (!sources.some((source) => settings.thankContactsFrom.includes(source))) {
    // An empty list is the site's choice.
    if (settings.thankContactsFrom.length === 0) return;
    const from = sources.filter((source) => SOURCE.test(source)).join(', ') || 'unknown';
    const what = 'A new contact got no thank-you message';
    const reason = `thankContactsFrom does not contain its source (${from})`;
    context.logOnce(`${what}: ${reason}`, undefined, 'info');
    return;
  }

  const trigger = omitUndefined({ kind: 'thanks' as const, contactId, language: locale });
  const sending = toEventSending(settings, trigger);
  const conversationId = await sendForEvent(context, { ...sending, started });
  await recordRecent(context, { kind: 'contact', dedupeKey: contactId, at, conversationId });
  await redoEvents(context);
}
