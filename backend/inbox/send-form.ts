import { fingerprint } from 'backend/inbox/fingerprint';
import { tellHook } from 'backend/inbox/hooks';
import { InboxError } from 'backend/inbox/inbox-error';
import { toFormMessage } from 'backend/inbox/message';
import { openConversation } from 'backend/inbox/open-conversation';
import { whoIsTalking, type KnownSpeaker } from 'backend/inbox/participant';
import { refuse } from 'backend/inbox/read-input';
import { readSendFormOptions } from 'backend/inbox/read-options';
import type { Rooms } from 'backend/inbox/rooms';
import { send, type Sending, type SendResult } from 'backend/inbox/send';
import { isLost, sendAs, toSent } from 'backend/inbox/send-as-participant';
import { shareContact, toContactId } from 'backend/inbox/share-contact';
import { checkForm, type FormContact, type FormDeclaration } from 'public/inbox-form';
import { own, toPrintable } from 'public/inbox-input';
import type { Sent } from 'public/inbox-shapes';

type FormSending = Pick<Sending, 'message' | 'notify' | 'idempotencyKey' | 'started'>;

/**
 * Sends a declared form as the session's participant; the business sees it.
 *
 * A visitor's form is sent first, as the visitor; then his address becomes a contact, which lets Wix
 * merge the conversations. Where the visitor's id cannot be had, the contact comes first and the form
 * goes to it. What is answered is the same for known, unknown and members' addresses.
 *
 * @throws {InboxError} UNKNOWN_FORM, INVALID_INPUT (by the form's fields), INVALID_KEY,
 *   IDENTITY_UNKNOWN, and those of `send`.
 */
export async function sendForm(rooms: Rooms, data: unknown, options: unknown): Promise<Sent> {
  const started = rooms.now();
  const { settings } = rooms;
  const { form = 'default', language, idempotencyKey } = readSendFormOptions(options);
  const declaration = own(settings.forms, form);
  if (!declaration) {
    const says = `No form "${toPrintable(form)}" is declared.`;
    throw refuse('options.form', says, 'UNKNOWN_FORM');
  }
  const { values, contact } = readForm(rooms, declaration, data, language);

  const speaker = await whoIsTalking(rooms);
  if (speaker.kind === 'refused') throw new InboxError('IDENTITY_UNKNOWN');
  const addressNotVerified = contact !== undefined && speaker.kind !== 'member';
  const message = toFormMessage(settings, declaration, values, { addressNotVerified });
  if (speaker.kind === 'preview') return { preview: true };

  const sending = { message, notify: settings.notifications.form, idempotencyKey, started };
  const result = await (speaker.kind === 'unknown'
    ? sendAsContact(rooms, contact, sending)
    : sendAsSpeaker(rooms, speaker, contact, sending));
  const { conversation } = result;
  if (conversation) {
    const sent = { conversationId: conversation._id };
    await Promise.all([
      tellHook(rooms, 'onForm', (hook) => hook({ name: form, values }, sent)),
      speaker.kind === 'visitor' &&
        contact &&
        shareContact(rooms, contact, conversation, speaker.anonymousVisitorId),
    ]);
  }
  return toSent(result);
}

/** Faults are told in the page's language; the business reads the labels in its own. */
function readForm(
  { settings }: Rooms,
  declaration: FormDeclaration,
  data: unknown,
  language: string = settings.language,
) {
  const check = checkForm(declaration, data, language);
  if (!check.ok) throw new InboxError('INVALID_INPUT', { fields: check.fields });
  const forBusiness =
    language === settings.language ? check : checkForm(declaration, data, settings.language);
  return forBusiness.ok ? forBusiness : check;
}

async function sendAsSpeaker(
  rooms: Rooms,
  speaker: KnownSpeaker,
  contact: FormContact | undefined,
  sending: FormSending,
): Promise<SendResult> {
  try {
    return await sendAs(rooms, speaker, sending);
  } catch (error) {
    if (!isLost(speaker, error)) throw error;
    return sendAsContact(rooms, contact, sending);
  }
}

/**
 * Sends a form of somebody whom Inbox cannot be asked about by an id of his own, to the contact whose
 * address he typed: new or known, the same answer. The session is tied to nobody.
 */
async function sendAsContact(
  rooms: Rooms,
  contact: FormContact | undefined,
  sending: FormSending,
): Promise<SendResult> {
  if (!contact || rooms.settings.contacts === 'off') throw new InboxError('IDENTITY_UNKNOWN');
  return send(rooms, {
    ...sending,
    async open() {
      return openConversation(rooms, { contactId: await toContactId(rooms, contact) });
    },
    sendAs: 'PARTICIPANT',
    // Nobody's id is known, so what a key stands for is only told to whoever sends the same again.
    home: `unknown:${fingerprint(JSON.stringify(sending.message))}`,
  });
}
