import { isGuid } from 'backend/inbox/input/guid';
import { logOnce } from 'backend/inbox/log';
import type { InboxContext } from 'backend/inbox/context';
import type { Resolver } from 'backend/inbox/settings';
import type { Participant, ParticipantIds } from 'public/inbox-shapes';

/** Who the running session is, as far as Wix says so. */
export type Caller =
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'visitor'; readonly anonymousVisitorId: string }
  /** A Wix user: the site's owner in the editor's preview. Nothing is sent. */
  | { readonly kind: 'preview' }
  /** No resolver could tell. Only a form with an address can be sent. */
  | { readonly kind: 'unknown' }
  /** Wix says that this session is over, or nobody's. Nothing can be sent. */
  | { readonly kind: 'refused' };

/** Somebody whom Inbox can be asked about by his own id. */
export type IdentifiedCaller = Extract<Caller, { readonly kind: 'member' | 'visitor' }>;

/** Statuses under which a logged-in person is not a member of the site. */
const NOT_MEMBERS: readonly (string | undefined)[] = ['BLOCKED', 'PENDING'];

/**
 * Finds out who is talking, by the settings' resolvers in their order.
 *
 * It is asked on every call, and nothing of it outlives the call. A resolver that fails is logged
 * once by each container and leaves the question to the next: a failure never makes anybody a visitor.
 */
export async function resolveCaller(context: InboxContext): Promise<Caller> {
  for (const resolver of context.settings.resolvers) {
    const speaker = await resolve(context, resolver);
    if (speaker.kind !== 'unknown') return speaker;
  }
  return { kind: 'unknown' };
}

/** Whom Inbox is asked about when it is asked about a speaker. */
export function callerParticipant(speaker: IdentifiedCaller): Participant {
  return speaker.kind === 'member'
    ? { memberId: speaker.memberId }
    : { anonymousVisitorId: speaker.anonymousVisitorId };
}

/** Names a speaker apart from everybody else: `member:<id>` or `visitor:<id>`. */
export function callerKey(speaker: IdentifiedCaller): string {
  return `${speaker.kind}:${Object.values(callerParticipant(speaker)).join()}`;
}

/**
 * Tells who may read a conversation, by what Wix answers: its member, or a visitor who is no contact.
 * A contact who is no member may not: nobody who is logged out can prove to be he.
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

async function resolve(context: InboxContext, resolver: Resolver): Promise<Caller> {
  try {
    return await (resolver === 'token-info' ? byTokenInfo(context) : byCurrentMember(context));
  } catch (error) {
    logOnce(context, `tell who is talking by ${resolver}`, error);
    return { kind: 'unknown' };
  }
}

/**
 * Asks whose token the running call carries: the only source of a visitor's id.
 *
 * @see https://dev.wix.com/docs/sdk/core-modules/essentials/auth
 */
async function byTokenInfo({ wix, now }: InboxContext): Promise<Caller> {
  const { active, exp, subjectType, subjectId: id } = await wix.tokenInfo();
  if (!active || !(exp * 1000 > now()) || subjectType === 'APP') return { kind: 'refused' };
  if (subjectType === 'USER') return { kind: 'preview' };
  if (subjectType === 'MEMBER' && isGuid(id)) return { kind: 'member', memberId: id };
  if (subjectType === 'VISITOR' && isGuid(id)) return { kind: 'visitor', anonymousVisitorId: id };
  return { kind: 'unknown' };
}

/** Asks for the logged-in member. That there is none does not say who the visitor is. */
async function byCurrentMember({ wix }: InboxContext): Promise<Caller> {
  const member = await wix.currentMember();
  if (!member || !isGuid(member.id)) return { kind: 'unknown' };
  return NOT_MEMBERS.includes(member.status)
    ? { kind: 'refused' }
    : { kind: 'member', memberId: member.id };
}
