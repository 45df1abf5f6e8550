import { fingerprint } from 'backend/inbox/access/fingerprint';
import { runHook } from 'backend/inbox/messaging/hooks';
import { InboxError } from 'backend/inbox/error';
import { toFormMessage } from 'backend/inbox/messaging/build-message';
import { openConversation } from 'backend/inbox/messaging/open-conversation';
import { resolveCaller, type IdentifiedCaller } from 'backend/inbox/access/caller';
import { invalidInput } from 'backend/inbox/input/readers';
import { readSendFormOptions } from 'backend/inbox/input/read-options';
import type { InboxContext } from 'backend/inbox/context';
import { send, type Sending, type SendResult } from 'backend/inbox/messaging/send';
import { isLost, sendAs, toSent } from 'backend/inbox/use-cases/send-as-participant';
import { submitFormContact, resolveContactId } from 'backend/inbox/messaging/form-contact';
import { checkForm, type FormContact, type FormDeclaration } from 'public/inbox-form';
import { getOwn, toPrintable } from 'public/inbox-input';
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
export async function sendForm(
  context: InboxContext,
  data: unknown,
  options: unknown,
): Promise<Sent> {
  const started = context.now();
  const { settings } = context;
  const { form = 'default', language, idempotencyKey } = readSendFormOptions(options);
  const declaration = getOwn(settings.forms, form);
  if (!declaration) {
    const says = `No form "${toPrintable(form)}" is declared.`;
    throw invalidInput('options.form', says, 'UNKNOWN_FORM');
  }
  const { values, contact } = readForm(context, declaration, data, language);

  const speaker = await resolveCaller(context);
  if (speaker.kind === 'refused') throw new InboxError('IDENTITY_UNKNOWN');
  const addressNotVerified = contact !== undefined && speaker.kind !== 'member';
  const message = toFormMessage(settings, declaration, values, { addressNotVerified });
  if (speaker.kind === 'preview') return { preview: true };

  const sending = { message, notify: settings.notifications.form, idempotencyKey, started };
  const result = await (speaker.kind === 'unknown'
    ? sendAsContact(context, contact, sending)
    : sendAsSpeaker(context, speaker, contact, sending));
  const { conversation } = result;
  if (conversation) {
    const sent = { conversationId: conversation._id };
    await Promise.all([
      runHook(context, 'onForm', (hook) => hook({ name: form, values }, sent)),
      speaker.kind === 'visitor' &&
        contact &&
        submitFormContact(context, contact, conversation, speaker.anonymousVisitorId),
    ]);
  }
  return toSent(result);
}

/** Faults are told in the page's language; the business reads the labels in its own. */
function readForm(
  { settings }: InboxContext,
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
  context: InboxContext,
  speaker: IdentifiedCaller,
  contact: FormContact | undefined,
  sending: FormSending,
): Promise<SendResult> {
  try {
    return await sendAs(context, speaker, sending);
  } catch (error) {
    if (!isLost(speaker, error)) throw error;
    return sendAsContact(context, contact, sending);
  }
}

/**
 * Sends a form of somebody whom Inbox cannot be asked about by an id of his own, to the contact whose
 * address he typed: new or known, the same answer. The session is tied to nobody.
 */
async function sendAsContact(
  context: InboxContext,
  contact: FormContact | undefined,
  sending: FormSending,
): Promise<SendResult> {
  if (!contact || context.settings.contacts === 'off') throw new InboxError('IDENTITY_UNKNOWN');
  return send(context, {
    ...sending,
    async open() {
      return openConversation(context, { contactId: await resolveContactId(context, contact) });
    },
    sendAs: 'PARTICIPANT',
    // Nobody's id is known, so what a key stands for is only told to whoever sends the same again.
    scope: `unknown:${fingerprint(JSON.stringify(sending.message))}`,
  });
}
