import { toBusinessMessage } from 'backend/inbox/messaging/build-message';
import { openConversationWith } from 'backend/inbox/messaging/open-conversation';
import { readEvent, toContactCreated } from 'backend/inbox/events/read-event';
import { recordRecentEvent } from 'backend/inbox/events/recent-events';
import type { InboxContext } from 'backend/inbox/context';
import { sendForEvent } from 'backend/inbox/events/send-for-event';
import { inLanguage } from 'public/inbox-form';

/**
 * Thanks a new contact, once, when the settings say that its source is to be thanked.
 *
 * The text is the site's alone: whoever types a stranger's address must not be able to write to him.
 *
 * @throws {InboxError} those of `send`, when the thank-you could not be finished.
 */
export async function sendThankYou(context: InboxContext, event: unknown): Promise<void> {
  const started = context.now();
  const created = readEvent(context, event, 'a created contact', toContactCreated);
  if (!created) return;
  const { contactId, sources, locale, at } = created;
  const { settings } = context;
  if (!sources.some((source) => settings.thankContactsFrom.includes(source))) return;

  const text = inLanguage(settings.texts.thankYou, locale ?? settings.language);
  const conversationId = await sendForEvent(context, {
    dedupeKey: `thanks:${contactId}`,
    message: toBusinessMessage(settings, { basic: { items: [{ text }] } }),
    open: () => openConversationWith(context, { contactId }),
    sendAs: 'CALLER',
    notify: settings.notifications.thanks,
    started,
  });
  await recordRecentEvent(context, { kind: 'contact', dedupeKey: contactId, at, conversationId });
}
