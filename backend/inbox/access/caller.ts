import { isGuid } from 'backend/inbox/input/guid';
import type { InboxContext } from 'backend/inbox/context';
import { isCode, type InboxError } from 'backend/inbox/error';
import type { Resolver } from 'backend/inbox/settings';
import type { Participant, ParticipantIds } from 'public/inbox-shapes';

/** The identity of the running session, as Wix reports it. */
export type Caller =
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'visitor'; readonly anonymousVisitorId: string }
  /** A Wix user: the site owner in the editor's preview. Nothing is sent. */
  | { readonly kind: 'preview' }
  /** No resolver could identify the caller. Only a form with an address can be sent. */
  | { readonly kind: 'unknown' }
  /** Wix reports that the session has ended or belongs to no one. Nothing can be sent. */
  | { readonly kind: 'refused'; readonly code: 'SESSION_EXPIRED' | 'IDENTITY_UNKNOWN' };

/** A caller whose own id Inbox accepts as a participant. */
export type IdentifiedCaller = Extract<Caller, { readonly kind: 'member' | 'visitor' }>;

type CallerContext = Pick<InboxContext, 'wix' | 'settings' | 'now' | 'logOnce'>;

/** Statuses of logged-in people who are not members of the site. */
const NOT_MEMBERS: readonly (string | undefined)[] = ['BLOCKED', 'PENDING'];

/**
 * Identifies the caller with the resolvers of the settings, in their order.
 *
 * It runs on every call, and its result never outlives the call. A resolver that fails is logged once
 * per container and the next one is tried: a failure never turns a caller into a visitor. A caller is
 * unknown only if the runtime has no way to identify them. After a temporary failure a retry may identify
 * them, and must find the idempotency key in the same scope.
 *
 * @throws {InboxError} TRY_LATER if no resolver identifies the caller and one failed temporarily.
 */
export async function resolveCaller(context: CallerContext): Promise<Caller> {
  let temporary: InboxError | undefined;
  for (const resolver of context.settings.resolvers) {
    try {
      const caller = await resolve(context, resolver);
      if (caller.kind !== 'unknown') return caller;
    } catch (error) {
      context.logOnce(`Failed to identify the caller by ${resolver}`, error);
      if (isTemporary(error)) temporary = error;
    }
  }
  if (temporary) throw temporary;
  return { kind: 'unknown' };
}

/** Returns the participant that Inbox knows a caller as. */
export function callerParticipant(caller: IdentifiedCaller): Participant {
  return caller.kind === 'member'
    ? { memberId: caller.memberId }
    : { anonymousVisitorId: caller.anonymousVisitorId };
}

/** Returns a key that is unique to a caller: `member:<id>` or `visitor:<id>`. */
export function callerKey(caller: IdentifiedCaller): string {
  return `${caller.kind}:${Object.values(callerParticipant(caller)).join()}`;
}

/**
 * Returns who may read a conversation, by the participant that Wix returned for it: its member, or a
 * visitor who is not a contact. A contact who is not a member may not read: a logged-out visitor cannot
 * prove they own a contact.
 */
export function toReader({
  memberId,
  contactId,
  anonymousVisitorId,
}: ParticipantIds): IdentifiedCaller | undefined {
  if (memberId !== undefined) return { kind: 'member', memberId };
  return anonymousVisitorId === undefined || contactId !== undefined
    ? undefined
    : { kind: 'visitor', anonymousVisitorId };
}

function resolve(context: CallerContext, resolver: Resolver): Promise<Caller> {
  return resolver === 'token-info' ? resolveByTokenInfo(context) : resolveByCurrentMember(context);
}

/** Returns whether Wix may answer the same call later: 429, 5xx, a time limit or a network error. */
function isTemporary(error: unknown): error is InboxError {
  return isCode(error, 'TRY_LATER') && error.wixFailure?.cause !== 'NO_ANSWER';
}

/**
 * Identifies the caller by the token of the running call: the only source of a visitor's id.
 *
 * @see https://dev.wix.com/docs/sdk/core-modules/essentials/auth
 */
async function resolveByTokenInfo({ wix, now }: CallerContext): Promise<Caller> {
  const { active, exp, subjectType, subjectId: id } = await wix.tokenInfo();
  if (!active || !(exp * 1000 > now())) return { kind: 'refused', code: 'SESSION_EXPIRED' };
  if (subjectType === 'APP') return { kind: 'refused', code: 'IDENTITY_UNKNOWN' };
  if (subjectType === 'USER') return { kind: 'preview' };
  if (subjectType === 'MEMBER' && isGuid(id)) return { kind: 'member', memberId: id };
  if (subjectType === 'VISITOR' && isGuid(id)) return { kind: 'visitor', anonymousVisitorId: id };
  return { kind: 'unknown' };
}

/** Identifies the caller by the logged-in member. Without one the caller stays unknown: no visitor id is known. */
async function resolveByCurrentMember({ wix }: CallerContext): Promise<Caller> {
  const member = await wix.currentMember();
  if (!member || !isGuid(member.id)) return { kind: 'unknown' };
  return NOT_MEMBERS.includes(member.status)
    ? { kind: 'refused', code: 'IDENTITY_UNKNOWN' }
    : { kind: 'member', memberId: member.id };
}
