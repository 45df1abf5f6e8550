import { toBusinessMessage } from 'backend/inbox/message';
import { openConversation } from 'backend/inbox/open-conversation';
import { readContactCreated } from 'backend/inbox/read-event';
import type { Rooms } from 'backend/inbox/rooms';
import { sendForEvent } from 'backend/inbox/send-for-event';
import { inTime } from 'backend/inbox/time-limit';
import { inLanguage } from 'public/inbox-form';
import type { Participant } from 'public/inbox-shapes';

/**
 * Thanks a new contact, once, when the settings say that its source is to be thanked.
 *
 * The text is the site's alone: whoever types a stranger's address must not be able to write to him.
 *
 * @throws {InboxError} those of `send`, when the thank-you could not be finished.
 */
export async function thankContact(rooms: Rooms, event: unknown): Promise<void> {
  const started = rooms.now();
  const created = readContactCreated(event);
  if (created === 'ignored') return;
  if (created === 'unreadable') {
    rooms.log({ level: 'error', what: 'read the event of a created contact' });
    return;
  }
  const { contactId, sources, locale } = created;
  const { settings } = rooms;
  if (!sources.some((source) => settings.thankContactsFrom.includes(source))) return;

  const text = inLanguage(settings.texts.thankYou, locale ?? settings.language);
  await sendForEvent(rooms, {
    fact: `thanks:${contactId}`,
    message: toBusinessMessage(settings, { basic: { items: [{ text }] } }),
    open: async () => openConversation(rooms, await toParticipant(rooms, contactId)),
    sendAs: 'CALLER',
    notify: settings.notifications.thanks,
    started,
  });
}

/** Inbox wants a contact who is a member addressed as the member. */
async function toParticipant({ wix, settings }: Rooms, contactId: string): Promise<Participant> {
  const work = wix.memberOfContact(contactId);
  const memberId = await inTime('memberOfContact', settings.limits.callMs, work);
  return memberId === undefined ? { contactId } : { memberId };
}
