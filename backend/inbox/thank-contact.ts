import { toBusinessMessage } from 'backend/inbox/message';
import { openConversationOf } from 'backend/inbox/open-conversation';
import { readEvent, toContactCreated } from 'backend/inbox/read-event';
import { noteRecent } from 'backend/inbox/recent-log';
import type { Rooms } from 'backend/inbox/rooms';
import { sendForEvent } from 'backend/inbox/send-for-event';
import { inLanguage } from 'public/inbox-form';

/**
 * Thanks a new contact, once, when the settings say that its source is to be thanked.
 *
 * The text is the site's alone: whoever types a stranger's address must not be able to write to him.
 *
 * @throws {InboxError} those of `send`, when the thank-you could not be finished.
 */
export async function thankContact(rooms: Rooms, event: unknown): Promise<void> {
  const started = rooms.now();
  const created = readEvent(rooms, event, 'a created contact', toContactCreated);
  if (!created) return;
  const { contactId, sources, locale, at } = created;
  const { settings } = rooms;
  if (!sources.some((source) => settings.thankContactsFrom.includes(source))) return;

  const text = inLanguage(settings.texts.thankYou, locale ?? settings.language);
  const conversationId = await sendForEvent(rooms, {
    fact: `thanks:${contactId}`,
    message: toBusinessMessage(settings, { basic: { items: [{ text }] } }),
    open: () => openConversationOf(rooms, { contactId }),
    sendAs: 'CALLER',
    notify: settings.notifications.thanks,
    started,
  });
  await noteRecent(rooms, { kind: 'contact', fact: contactId, at, conversationId });
}
