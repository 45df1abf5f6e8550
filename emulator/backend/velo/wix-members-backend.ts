// Emulates Wix's module `wix-members-backend`: the current member and the members. Not emulated: passwords, sessions,
// registration, changes of roles, badges.
import { auth } from '@wix/essentials';
import { members as packageMembers } from '@wix/members';
import { callAs, readCaller, type AuthOptions } from './call-as.ts';
import { createOlderQuery } from './older-query.ts';
import { olderModule } from './older-module.ts';

interface FieldsetOptions extends AuthOptions {
  readonly fieldsets?: packageMembers.SetWithLiterals[];
}

/** A role of a member. */
interface Role {
  readonly title: string;
}

/** The member who made the call. @see https://dev.wix.com/docs/velo/apis/wix-members-backend/current-member/introduction */
export const currentMember = olderModule('wix-members-backend.currentMember', {
  /** Returns the member; undefined for a visitor. */
  async getMember({ fieldsets }: FieldsetOptions = {}): Promise<object | undefined> {
    if (readCaller()?.kind !== 'member') return undefined;
    const { member } = await packageMembers.getCurrentMember(fieldsets ? { fieldsets } : {});
    return member;
  },
  /** Returns the roles of the member. The emulator has one: Admin. */
  getRoles: async (): Promise<readonly Role[]> =>
    (readCaller()?.roles ?? []).map((title) => ({ title })),
  async updateSlug(slug: string): Promise<object | undefined> {
    return (await packageMembers.updateCurrentMemberSlug(slug)).member;
  },
});

/** The members of the site. @see https://dev.wix.com/docs/velo/apis/wix-members-backend/members/introduction */
export const members = olderModule('wix-members-backend.members', {
  async getMember(id: string, { fieldsets, ...options }: FieldsetOptions = {}): Promise<object> {
    return callAs(packageMembers.getMember, options)(id, fieldsets ? { fieldsets } : {});
  },
  queryMembers: (options?: packageMembers.QueryMembersOptions) =>
    createOlderQuery((it) => callAs(packageMembers.queryMembers, it)(options)),
  async updateMember(
    id: string,
    member: packageMembers.UpdateMember,
    options?: AuthOptions,
  ): Promise<object> {
    return callAs(packageMembers.updateMember, options)(id, member);
  },
  async deleteMember(id: string, options?: AuthOptions): Promise<void> {
    await callAs(packageMembers.deleteMember, options)(id);
  },
  async deleteMemberPhones(id: string, options?: AuthOptions): Promise<object | undefined> {
    return (await callAs(packageMembers.deleteMemberPhones, options)(id)).member;
  },
  async deleteMemberEmails(id: string, options?: AuthOptions): Promise<object | undefined> {
    return (await callAs(packageMembers.deleteMemberEmails, options)(id)).member;
  },
  async deleteMemberAddresses(id: string, options?: AuthOptions): Promise<object | undefined> {
    return (await callAs(packageMembers.deleteMemberAddresses, options)(id)).member;
  },
});

/** Approving and blocking members, with the permissions of the site (assumed). */
export const authentication = olderModule('wix-members-backend.authentication', {
  async approveByEmail(email: string): Promise<void> {
    await auth.elevate(packageMembers.approveMember)(await findMemberId(email));
  },
  async blockByEmail(email: string): Promise<void> {
    await auth.elevate(packageMembers.blockMember)(await findMemberId(email));
  },
});

/** Changing the roles of members: not emulated. */
export const authorization = olderModule('wix-members-backend.authorization', {});
/** Badges: not emulated. */
export const badges = olderModule('wix-members-backend.badges', {});

/** @throws Error if no member has the address */
async function findMemberId(email: string): Promise<string> {
  const { items } = await auth
    .elevate(packageMembers.queryMembers)()
    .eq('loginEmail', email.toLowerCase())
    .find();
  const [member] = items;
  if (member?._id === undefined) throw new Error(`There is no member with the address ${email}`);
  return member._id ?? '';
}

export default olderModule('wix-members-backend', {
  authentication,
  authorization,
  badges,
  currentMember,
  members,
});
