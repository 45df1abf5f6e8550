// Emulates Wix's deprecated module `wix-users-backend`: the current user, members and triggered emails. Not emulated:
// passwords, sessions, registration, changes of roles, badges, plans.
import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import { createTriggeredEmails } from '../../velo/triggered-emails.ts';
import { readCaller } from './call-as.ts';
import { olderModule } from './older-module.ts';
import { authentication, currentMember } from './wix-members-backend.ts';

/** The visitor or member who made the call. @see https://www.wix.com/velo/reference/wix-users-backend/currentuser */
export const currentUser = olderModule('wix-users-backend.currentUser', {
  /** The id of the member or visitor; empty in event handlers and jobs. */
  get id(): string {
    return readCaller()?.id ?? '';
  },
  get loggedIn(): boolean {
    return readCaller()?.kind === 'member';
  },
  /** `Admin`, `Member` or `Visitor`. */
  get role(): string {
    const caller = readCaller();
    if (caller?.kind !== 'member') return 'Visitor';
    return caller.roles.includes('Admin') ? 'Admin' : 'Member';
  },
  /** Returns the login address. Rejects for a visitor. */
  async getEmail(): Promise<string> {
    const member = await currentMember.getMember({ fieldsets: ['FULL'] });
    if (!member || !('loginEmail' in member)) throw new Error('The current user is not logged in.');
    return String(member.loginEmail);
  },
  /** Returns the roles: Admin, or Member without a role (assumed). Rejects for a visitor. */
  async getRoles(): Promise<readonly { readonly name: string }[]> {
    const { role } = currentUser;
    if (role === 'Visitor') throw new Error('The current user is not logged in.');
    return [{ name: role }];
  },
});

/** Sends a triggered email to a member. */
export const { emailMember: emailUser } = createTriggeredEmails('site');

/** Approves the member with an address. */
export const { approveByEmail, blockByEmail } = authentication;

/** Returns a member, with the permissions of the site (assumed). */
export async function getUser(userId: string): Promise<object> {
  const member = await auth.elevate(members.getMember)(userId, { fieldsets: ['FULL'] });
  const { contact, profile } = member;
  return {
    id: member._id,
    loginEmail: member.loginEmail,
    status: member.status,
    firstName: contact?.firstName ?? undefined,
    lastName: contact?.lastName ?? undefined,
    emails: contact?.emails ?? [],
    phones: contact?.phones ?? [],
    nickname: profile?.nickname ?? undefined,
    slug: profile?.slug ?? undefined,
    creationDate: member._createdDate,
    lastUpdateDate: member._updatedDate,
    lastLoginDate: member.lastLoginDate,
  };
}

/** Deletes a member, with the permissions of the site (assumed). */
export async function deleteUser(userId: string): Promise<void> {
  await auth.elevate(members.deleteMember)(userId);
}

/** Roles of members: not emulated. */
export const roles = olderModule('wix-users-backend.roles', {});
/** Badges: not emulated. */
export const badges = olderModule('wix-users-backend.badges', {});

const wixUsersBackend = olderModule('wix-users-backend', {
  currentUser,
  emailUser,
  approveByEmail,
  blockByEmail,
  getUser,
  deleteUser,
  roles,
  badges,
});

export const { approveByToken, generateSessionToken, login, register, updateUserFields } =
  wixUsersBackend;
export default wixUsersBackend;
