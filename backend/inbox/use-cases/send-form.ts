import { resolveCaller } from 'backend/inbox/access/caller';
import {
  openTicket,
  requireFreshTicket,
  requireTicketSession,
} from 'backend/inbox/access/form-ticket';
import { fingerprint } from 'backend/inbox/access/fingerprint';
import type { InboxContext } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';
import { readForm, readSendFormOptions } from 'backend/inbox/input/read-options';
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
import type { Sent } from 'public/inbox-shapes';

type FormContext = SendContext & Pick<InboxContext, 'keys'>;

/**
 * Sends a declared form as the caller. The business sees it.
 *
 * A visitor's form is sent first, as the visitor. Then the visitor is connected to the contact with this address, and
 * Wix merges their conversations. If the visitor's id is unavailable, the contact is created first and the form is
 * sent to it. The result does not depend on whether the address is known.
 *
 * With a form ticket, the message belongs to the send log of the caller that the ticket was issued to, also after they
 * have become a contact or logged in. The identity of the session is checked while the message is recorded.
 *
 * @throws {InboxError} UNKNOWN_FORM, INVALID_INPUT (by the form's fields), INVALID_KEY, TICKET_TOO_EARLY,
 *   TICKET_REQUIRED, SESSION_EXPIRED, IDENTITY_UNKNOWN, and the codes of `send`.
 */
export async function sendForm(
  context: FormContext,
  data: unknown,
  options?: unknown,
): Promise<Sent> {
  const started = context.now();
  const { settings } = context;
  const { language, ...read } = readSendFormOptions(options);
  const { name, declaration } = readForm(settings, read.form, 'options.form');
  const { values, contact } = readData(context, declaration, data, language);

  const ticket =
    read.ticket === undefined ? undefined : await openTicket(context, read.ticket, name);
  const caller = ticket?.subject ?? (await resolveCaller(context));
  if (caller.kind === 'refused') throw new InboxError(caller.code);
  const addressNotVerified = contact !== undefined && caller.kind !== 'member';
  const message = buildFormMessage(settings, declaration, values, { addressNotVerified });
  if (caller.kind === 'preview') return { preview: true };
  if (settings.formTicket === 'required' && !ticket && caller.kind !== 'member') {
    throw new InboxError('TICKET_REQUIRED');
  }

  const notify = settings.notifications.form;
  const idempotencyKey = ticket?.id ?? read.idempotencyKey;
  const checks = ticket && {
    requireFresh: () => requireFreshTicket(context.now(), ticket),
    requireSession: () => requireTicketSession(context, ticket),
  };
  const sending = {
    message,
    notify,
    kind: 'form',
    idempotencyKey,
    ticket: checks,
    captchaToken: read.captchaToken,
    started,
  } as const;
  const otherwise = caller.kind === 'visitor' && settings.contacts !== 'off' ? contact : undefined;
  const result = await (caller.kind === 'unknown'
    ? sendToContact(context, contact, sending)
    : sendAsCaller(context, caller, sending, otherwise));
  const { conversation } = result;
  if (conversation) {
    const sent = { conversationId: conversation._id };
    await Promise.all([
      runHook(context, 'onForm', (hook) => hook({ name, values }, sent)),
      caller.kind === 'visitor' &&
        contact &&
        context.formContacts.submit(contact, conversation, caller.anonymousVisitorId),
    ]);
  }
  return toSent(result);
}

/** Validates the form. Errors use the page's language; labels in the message use the business's language. */
function readData(
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
