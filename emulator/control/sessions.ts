// Emulates Wix's login: issues a token for a visitor, member, Wix user or app. Not emulated: passwords, social
// logins.
import * as v from 'valibot';
import { findApp } from '../wix/apps/apps.ts';
import { associateVisitor } from '../wix/contacts/contacts.ts';
import { VELO_APP_ID, type OperationContext, type Identity } from '../wix/core/context.ts';
import {
  insertMember,
  findMemberByEmail,
  findMemberById,
  getMemberRoles,
} from '../wix/members/members.ts';
import { toIdentity } from '../wix/oauth/grants.ts';
import { issueToken, readToken } from '../wix/oauth/tokens.ts';
import type { Wix } from '../wix/server.ts';
import { ControlError, Guid } from './input.ts';

/** The longest validity of a session and the furthest clock advance, in seconds. */
export const HUNDRED_YEARS_SECONDS = 3_155_760_000;

/** The schema of the body of `POST /_emulator/sessions`. */
export const SessionInput = v.strictObject({
  as: v.picklist(['visitor', 'member', 'user', 'app']),
  id: v.optional(Guid),
  /** A member's login email; creates the member if no member has it. */
  email: v.optional(v.pipe(v.string(), v.email(), v.maxLength(320))),
  name: v.optional(v.pipe(v.string(), v.maxLength(100))),
  /** `Admin` makes the member a site owner on the live site. */
  roles: v.optional(v.array(v.picklist(['Admin']))),
  /** The registered app that the token is issued to, as for an app's own page. */
  clientId: v.optional(Guid),
  /** The token of the previous session, for a login or logout. */
  from: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Seconds until the token expires; 0 or less issues an expired token. */
  expiresIn: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(-HUNDRED_YEARS_SECONDS),
      v.maxValue(HUNDRED_YEARS_SECONDS),
    ),
  ),
});
/** The body of `POST /_emulator/sessions`. */
export type SessionInput = v.InferOutput<typeof SessionInput>;

/** A session: the token for the `Authorization` header, and the identity it was issued for. */
export interface Session {
  readonly token: string;
  readonly id: string;
  readonly contactId?: string;
  readonly identity: Identity;
}

/**
 * Opens a session. A login from a visitor's session (`from`) links the visitor to the member, which merges their
 * conversations.
 *
 * @throws {ControlError} if `from` is unknown or no member matches
 */
export function openSession(wix: Wix, input: SessionInput): Promise<Session> {
  return wix.runAs(undefined, (context) => {
    const previous =
      input.from === undefined ? undefined : readToken(context, input.from)?.identity;
    if (input.from !== undefined && !previous) {
      throw new ControlError('from: the token is unknown');
    }
    if (input.clientId !== undefined && !findApp(context, input.clientId)) {
      throw new ControlError(`clientId: no app with the id ${input.clientId} is registered`);
    }
    const identity = createIdentity(context, input, previous);
    const { token } = issueToken(context, identity, input.expiresIn, input.clientId);
    return {
      token,
      id: identity.id,
      ...(identity.kind === 'member' ? { contactId: identity.contactId } : {}),
      identity,
    };
  });
}

function createIdentity(
  context: OperationContext,
  input: SessionInput,
  previous: Identity | undefined,
): Identity {
  switch (input.as) {
    case 'visitor':
      return { kind: 'visitor', id: input.id ?? visitorIdAfter(context, previous) };
    case 'user':
      return { kind: 'user', id: input.id ?? context.id(), preview: true };
    case 'app': {
      const id = input.id ?? VELO_APP_ID;
      const app = findApp(context, id);
      return app ? toIdentity(app) : { kind: 'app', id };
    }
    case 'member':
      return createMemberIdentity(context, input, previous);
  }
}

function visitorIdAfter(context: OperationContext, previous: Identity | undefined): string {
  const isSame = previous?.kind === 'member' && context.assumptions.visitorAfterLogout === 'same';
  return (isSame ? previous.visitorId : undefined) ?? context.id();
}

/**
 * Logs a member in, and links the visitor of the previous session to them. An unknown address creates a member.
 * @throws {ControlError} if no member matches
 */
export function createMemberIdentity(
  context: OperationContext,
  input: Omit<SessionInput, 'as'>,
  previous: Identity | undefined,
): Identity {
  const { email, id, name, roles } = input;
  if (email === undefined && id === undefined) {
    throw new ControlError('email: required for a member without `id`');
  }
  const [firstName, ...rest] = (name ?? '').split(' ').filter(Boolean);
  const memberWithId = id === undefined ? undefined : findMemberById(context, id);
  const existing = email === undefined ? memberWithId : findMemberByEmail(context, email);
  if (!existing && email === undefined) {
    throw new ControlError('id: member not found');
  }
  if (id !== undefined && existing?.id !== memberWithId?.id) {
    throw new ControlError('id: does not belong to the member with this email');
  }
  if (existing && existing.status !== 'APPROVED') {
    throw new ControlError(
      `${email === undefined ? 'id' : 'email'}: the member is ${existing.status ?? 'UNKNOWN'}; only an APPROVED member can log in`,
    );
  }
  const member =
    existing ??
    insertMember(context, {
      email: email ?? '',
      ...(id === undefined ? {} : { id }),
      ...(firstName === undefined ? {} : { firstName }),
      ...(rest.length === 0 ? {} : { lastName: rest.join(' ') }),
    });
  const visitorId = previous?.kind === 'visitor' ? previous.id : undefined;
  if (visitorId !== undefined) {
    associateVisitor(context, visitorId, member.contactId);
  }
  return {
    kind: 'member',
    id: member.id,
    contactId: member.contactId,
    roles: roles ?? getMemberRoles(context, member.id),
    ...(visitorId === undefined ? {} : { visitorId }),
  };
}
