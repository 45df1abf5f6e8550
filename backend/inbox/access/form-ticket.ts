import { toBase64url } from 'backend/inbox/access/base64url';
import { callerKey, resolveCaller, type IdentifiedCaller } from 'backend/inbox/access/caller';
import { fingerprint } from 'backend/inbox/access/fingerprint';
import { keyIdOf, seal, unseal } from 'backend/inbox/access/seal';
import type { InboxContext } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';
import { invalidInput } from 'backend/inbox/input/readers';
import { webCrypto } from 'backend/inbox/web-crypto';

/** The content of a form ticket. */
export interface FormTicket {
  /** The caller that the ticket was issued to: the owner of the send log that its message is recorded in. */
  readonly subject: IdentifiedCaller;
  /** When it was issued, in ms since 1970. */
  readonly issuedAt: number;
  /** 22 random characters: the idempotency key of its message. */
  readonly id: string;
}

type SealContext = Pick<InboxContext, 'keys' | 'now'>;

/** A form can be sent this long after its ticket was issued, in ms. */
export const TICKET_WAIT_MS = 2_000;
/** A ticket can be used for the first time until this age, in ms. */
const TICKET_VALID_MS = 60 * 60 * 1000;

/**
 * Issues a ticket for one message: encrypted and authenticated with the site's secret, about 210 characters. Returns
 * `undefined` if the site has no secret: a key of this container would not be known in the others.
 */
export async function issueTicket(
  { keys, now }: SealContext,
  subject: IdentifiedCaller,
  form: string,
): Promise<string | undefined> {
  const [key] = await keys.shared();
  if (!key) return undefined;
  const id = toBase64url(webCrypto().getRandomValues(new Uint8Array(16)));
  const content = [subject, fingerprint(form), now(), id];
  return seal(key, 'inbox-ticket-1', JSON.stringify(content));
}

/**
 * Opens a ticket of a form, without a call to Wix but that for the secret. Does not check who sends it, nor whether it
 * is too old for a first use.
 *
 * @throws {InboxError} INVALID_INPUT for `options.ticket`, with one message for any ticket that this site did not issue
 *   for this form; TICKET_TOO_EARLY with the seconds until it can be used.
 */
export async function openTicket(
  { keys, now }: SealContext,
  sealed: string,
  form: string,
): Promise<FormTicket> {
  const key = await keys.find(keyIdOf(sealed));
  const content = key && (await unseal(key, 'inbox-ticket-1', sealed));
  if (!isContent(content) || content[1] !== fingerprint(form)) {
    throw invalidInput('options.ticket', 'Expected a ticket that openForm returned for this form.');
  }
  const [subject, , issuedAt, id] = content;
  const waitMs = issuedAt + TICKET_WAIT_MS - now();
  if (waitMs > 0) {
    throw new InboxError('TICKET_TOO_EARLY', { retryAfter: Math.ceil(waitMs / 1000) });
  }
  return { subject, issuedAt, id };
}

/**
 * Checks that a ticket is not too old for its first use.
 *
 * @throws {InboxError} TICKET_EXPIRED
 */
export function requireFreshTicket(now: number, { issuedAt }: FormTicket): void {
  if (now - issuedAt > TICKET_VALID_MS) throw new InboxError('TICKET_EXPIRED');
}

/**
 * Checks that the running session is the one that a ticket was issued to.
 *
 * @throws {InboxError} IDENTITY_CHANGED; SESSION_EXPIRED, IDENTITY_UNKNOWN; TRY_LATER.
 */
export async function requireTicketSession(
  context: Parameters<typeof resolveCaller>[0],
  { subject }: FormTicket,
): Promise<void> {
  const caller = await resolveCaller(context);
  if (caller.kind === 'refused') throw new InboxError(caller.code);
  const isSame =
    (caller.kind === 'member' || caller.kind === 'visitor') &&
    callerKey(caller) === callerKey(subject);
  if (!isSame) throw new InboxError('IDENTITY_CHANGED');
}

/** The content was sealed by `issueTicket`: only its version needs to be known. */
function isContent(value: unknown): value is [IdentifiedCaller, string, number, string] {
  return Array.isArray(value) && value.length === 4;
}
