// Who acts on the emulated site: hands out tokens as Wix's log-in would. Leaves out passwords and social log-ins.
import * as v from 'valibot';
import { associateVisitor } from '../wix/contacts/contacts.ts';
import { VELO_APP_ID, type OperationContext, type Identity } from '../wix/core/context.ts';
import {
  insertMember,
  findMemberByEmail,
  findMemberById,
  getMemberRoles,
} from '../wix/members/members.ts';
import { issueToken, readToken } from '../wix/oauth/tokens.ts';
import type { Wix } from '../wix/server.ts';

const Guid = v.pipe(v.string(), v.uuid());

/** How far sessions and the clock may reach, in seconds. */
export const A_HUNDRED_YEARS_SECONDS = 3_155_760_000;

/** Input of `POST /_emulator/sessions`. */
export const SessionInput = v.strictObject({
  as: v.picklist(['visitor', 'member', 'user', 'app']),
  id: v.optional(Guid),
  /** A member's log-in address; the member is made if it is new. */
  email: v.optional(v.pipe(v.string(), v.email(), v.maxLength(320))),
  name: v.optional(v.pipe(v.string(), v.maxLength(100))),
  /** `Admin` makes a live site owner. */
  roles: v.optional(v.array(v.picklist(['Admin']))),
  /** The token to log in or out of. */
  from: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Seconds until the token expires; 0 or less makes an expired one. */
  expiresIn: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(-A_HUNDRED_YEARS_SECONDS),
      v.maxValue(A_HUNDRED_YEARS_SECONDS),
    ),
  ),
});
/** Input of `POST /_emulator/sessions`. */
export type SessionInput = v.InferOutput<typeof SessionInput>;

/** A session: the token for `Authorization`, and whom it names. */
export interface Session {
  readonly token: string;
  readonly id: string;
  readonly contactId?: string;
  readonly identity: Identity;
}

/** A mistake in what was asked of the control routes; answered with status 400. */
export class ControlError extends Error {}

/** Opens a session as somebody. Logging in out of a visitor's session makes that visitor the member's (conversations merge). */
export function openSession(wix: Wix, input: SessionInput): Promise<Session> {
  return wix.runAs(undefined, (call) => {
    const before = input.from === undefined ? undefined : readToken(call, input.from)?.identity;
    if (input.from !== undefined && !before) {
      throw new ControlError('from: the token is not known');
    }
    const identity = identityFor(call, input, before);
    const { token } = issueToken(call, identity, input.expiresIn);
    return {
      token,
      id: identity.id,
      ...(identity.kind === 'member' ? { contactId: identity.contactId } : {}),
      identity,
    };
  });
}

function identityFor(
  call: OperationContext,
  input: SessionInput,
  before: Identity | undefined,
): Identity {
  switch (input.as) {
    case 'visitor':
      return { kind: 'visitor', id: input.id ?? visitorAfter(call, before) };
    case 'user':
      return { kind: 'user', id: input.id ?? call.id(), preview: true };
    case 'app':
      return { kind: 'app', id: input.id ?? VELO_APP_ID };
    case 'member':
      return memberFor(call, input, before);
  }
}

function visitorAfter(call: OperationContext, before: Identity | undefined): string {
  const same = before?.kind === 'member' && call.assumptions.visitorAfterLogout === 'same';
  return (same ? before.visitorId : undefined) ?? call.id();
}

function memberFor(
  call: OperationContext,
  input: SessionInput,
  before: Identity | undefined,
): Identity {
  const { email, id, name, roles } = input;
  if (email === undefined && id === undefined) {
    throw new ControlError('email: a member needs an e-mail or the id of an existing member');
  }
  const [firstName, ...rest] = (name ?? '').split(' ').filter(Boolean);
  const byId = id === undefined ? undefined : findMemberById(call, id);
  const known = email === undefined ? byId : findMemberByEmail(call, email);
  if (!known && email === undefined) {
    throw new ControlError('id: there is no such member');
  }
  if (id !== undefined && known?.id !== byId?.id) {
    throw new ControlError('id: it is not the id of the member with this e-mail');
  }
  const member =
    known ??
    insertMember(call, {
      email: email ?? '',
      ...(id === undefined ? {} : { id }),
      ...(firstName === undefined ? {} : { firstName }),
      ...(rest.length === 0 ? {} : { lastName: rest.join(' ') }),
    });
  const visitorId = before?.kind === 'visitor' ? before.id : undefined;
  if (visitorId !== undefined) {
    associateVisitor(call, visitorId, member.contactId);
  }
  return {
    kind: 'member',
    id: member.id,
    contactId: member.contactId,
    roles: roles ?? getMemberRoles(call, member.id),
    ...(visitorId === undefined ? {} : { visitorId }),
  };
}
