import { resolveCaller } from 'backend/inbox/access/caller';
import { issueTicket, TICKET_WAIT_MS } from 'backend/inbox/access/form-ticket';
import type { InboxContext } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';
import { readForm } from 'backend/inbox/input/read-options';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { toSession } from 'backend/inbox/realtime/channel';
import type { OpenedForm } from 'public/inbox-shapes';

type OpenContext = Pick<InboxContext, 'wix' | 'settings' | 'now' | 'logOnce' | 'keys'>;

/**
 * Issues the ticket of one message with a declared form. Makes no call to Wix but those for the identity and the
 * secret. There is no ticket if the settings turn tickets off, without the site's secret, and for callers who cannot
 * be identified.
 *
 * @throws {InboxError} INVALID_INPUT, UNKNOWN_FORM, SESSION_EXPIRED, IDENTITY_UNKNOWN, TRY_LATER.
 */
export async function openForm(context: OpenContext, form?: unknown): Promise<OpenedForm> {
  const { settings } = context;
  const { name } = readForm(settings, form ?? undefined, 'form');
  if (settings.formTicket === 'off') return {};
  const caller = await resolveCaller(context);
  if (caller.kind === 'refused') throw new InboxError(caller.code);
  if (caller.kind === 'preview') return { preview: true };
  if (caller.kind === 'unknown') return {};
  const ticket = await issueTicket(context, caller, name);
  const session = await toSession(context, caller);
  if (ticket !== undefined) {
    return { ticket, notBeforeMs: TICKET_WAIT_MS, ...omitUndefined({ session }) };
  }
  if (settings.formTicket === 'required') {
    const what =
      'Forms of visitors are closed: formTicket is required and the site has no secret InboxKeys';
    context.logOnce(`${what}: call setUpInbox`, new InboxError('TICKET_REQUIRED'));
  }
  return {};
}
