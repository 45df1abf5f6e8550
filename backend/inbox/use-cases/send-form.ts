import { resolveCaller } from 'backend/inbox/access/caller';
import { fingerprint } from 'backend/inbox/access/fingerprint';
import { InboxError } from 'backend/inbox/error';
import { readSendFormOptions } from 'backend/inbox/input/read-options';
import { invalidInput } from 'backend/inbox/input/readers';
import { buildFormMessage } from 'backend/inbox/messaging/build-message';
import { runHook } from 'backend/inbox/messaging/hooks';
import type { SendResult } from 'backend/inbox/messaging/send';
import {
  sendAsCaller,
  toSent,
  type CallerMessage,
  type SendContext,
} from 'backend/inbox/messaging/send-as-caller';
import { checkForm, type FormContact, type FormDeclaration } from 'public/inbox-form';
import { getOwn, toPrintable } from 'public/inbox-input';
import type { Sent } from 'public/inbox-shapes';

/**
 * Sends a declared form as the caller. The business sees it.
 *
 * A visitor's form is sent first, as the visitor. Then the visitor is connected to the contact with this address, and
 * Wix merges their conversations. If the visitor's id is unavailable, the contact is created first and the form is
 * sent to it. The result does not depend on whether the address is known.
 *
 * @throws {InboxError} UNKNOWN_FORM, INVALID_INPUT (by the form's fields), INVALID_KEY,
 *   IDENTITY_UNKNOWN, and the codes of `send`.
 */
export async function sendForm(
  context: SendContext,
  data: unknown,
  options?: unknown,
): Promise<Sent> {
  const started = context.now();
  const { settings } = context;
  const { form = 'default', language, idempotencyKey } = readSendFormOptions(options);
  const declaration = getOwn(settings.forms, form);
  if (!declaration) {
    const error = `No form "${toPrintable(form)}" is declared.`;
    throw invalidInput('options.form', error, 'UNKNOWN_FORM');
  }
  const { values, contact } = readForm(context, declaration, data, language);

  const caller = await resolveCaller(context);
  if (caller.kind === 'refused') throw new InboxError('IDENTITY_UNKNOWN');
  const addressNotVerified = contact !== undefined && caller.kind !== 'member';
  const message = buildFormMessage(settings, declaration, values, { addressNotVerified });
  if (caller.kind === 'preview') return { preview: true };

  const notify = settings.notifications.form;
  const sending = { message, notify, kind: 'form', idempotencyKey, started } as const;
  const otherwise = caller.kind === 'visitor' && settings.contacts !== 'off' ? contact : undefined;
  const result = await (caller.kind === 'unknown'
    ? sendToContact(context, contact, sending)
    : sendAsCaller(context, caller, sending, otherwise));
  const { conversation } = result;
  if (conversation) {
    const sent = { conversationId: conversation._id };
    await Promise.all([
      runHook(context, 'onForm', (hook) => hook({ name: form, values }, sent)),
      caller.kind === 'visitor' &&
        contact &&
        context.formContacts.submit(contact, conversation, caller.anonymousVisitorId),
    ]);
  }
  return toSent(result);
}

/** Validates the form. Errors use the page's language; labels in the message use the business's language. */
function readForm(
  { settings }: Pick<SendContext, 'settings'>,
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

/**
 * Sends a form of an unidentified caller to the contact with the typed address. The result is the same for a new and
 * a known contact. The session is not connected to the contact.
 */
async function sendToContact(
  { settings, send }: Pick<SendContext, 'settings' | 'send'>,
  contact: FormContact | undefined,
  message: CallerMessage,
): Promise<SendResult> {
  if (!contact || settings.contacts === 'off') throw new InboxError('IDENTITY_UNKNOWN');
  return send({
    ...message,
    recipient: { formContact: contact },
    sendAs: 'PARTICIPANT',
    // The caller is unknown, so the content identifies the sender: the outcome of a key is returned only to a caller
    // who sends the same content again.
    sender: { kind: 'unknown', message: fingerprint(JSON.stringify(message.message)) },
  });
}
