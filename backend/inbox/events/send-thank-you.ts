import type { InboxContext } from 'backend/inbox/context';
import { readEvent, toContactCreated } from 'backend/inbox/events/read-event';
import { recordRecent } from 'backend/inbox/events/record-recent';
import { sendForEvent } from 'backend/inbox/events/send-for-event';
import { buildBusinessMessage } from 'backend/inbox/messaging/build-message';
import { inLanguage } from 'public/inbox-form';

/**
 * Handles Wix's event of a created contact: sends one thank-you message if the contact's source is in the
 * settings.
 *
 * The text comes from the settings only. Otherwise visitors could send texts to other people's addresses.
 *
 * @throws {InboxError} the codes of `send`, if the thank-you could not be sent.
 */
export async function sendThankYou(
  context: Pick<InboxContext, 'wix' | 'settings' | 'send' | 'now' | 'log' | 'logOnce'>,
  event: unknown,
): Promise<void> {
  const started = context.now();
  const created = readEvent(context, event, 'a created contact', toContactCreated);
  if (!created) return;
  const { contactId, sources, locale, at } = created;
  const { settings } = context;
  if (!sources.some((source) => settings.thankContactsFrom.includes(source))) return;

  const text = inLanguage(settings.texts.thankYou, locale ?? settings.language);
  const conversationId = await sendForEvent(context, {
    dedupeKey: `thanks:${contactId}`,
    budget: 'thanks',
    message: buildBusinessMessage(settings, { basic: { items: [{ text }] } }),
    recipient: { ids: { contactId } },
    sendAs: 'CALLER',
    notify: settings.notifications.thanks,
    started,
  });
  await recordRecent(context, { kind: 'contact', dedupeKey: contactId, at, conversationId });
}
