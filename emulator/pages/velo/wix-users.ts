// Emulates Wix's deprecated module `wix-users`: the current user. Not emulated: passwords, registration, plans, consent.
import { currentPage } from '../velo-page.ts';
import { triggeredEmails } from './wix-crm.ts';
import { authentication, currentMember } from './wix-members.ts';
import { olderModule } from './older-module.ts';

/** A function that is called with the user after a login. */
type LoginHandler = (user: typeof currentUser) => unknown;

/** The visitor or member of the page's session. @see https://www.wix.com/velo/reference/wix-users/currentuser */
export const currentUser = olderModule('wix-users.currentUser', {
  /** The id of the member or visitor. */
  get id(): string {
    return currentPage().identity().id ?? '';
  },
  get loggedIn(): boolean {
    return currentPage().identity().kind !== 'visitor';
  },
  /** `Admin` for the site owner, `Member`, or `Visitor`. */
  get role(): string {
    const { kind, roles = [] } = currentPage().identity();
    if (kind === 'user' || roles.includes('Admin')) return 'Admin';
    return kind === 'member' ? 'Member' : 'Visitor';
  },
  /** Returns the login address of the member. Rejects for a visitor. */
  async getEmail(): Promise<string> {
    const member = await currentMember.getMember({ fieldsets: ['FULL'] });
    if (typeof member !== 'object' || member === null || !('loginEmail' in member)) {
      throw new Error('The current user is not logged in.');
    }
    return String(member.loginEmail);
  },
  /** Returns the roles: Admin, or Member without a role (assumed). Rejects for a visitor. */
  async getRoles(): Promise<readonly { readonly name: string }[]> {
    const { role } = currentUser;
    if (role === 'Visitor') throw new Error('The current user is not logged in.');
    return [{ name: role }];
  },
});

/** Calls a function when the user logs in. */
export function onLogin(handler: LoginHandler): void {
  authentication.onLogin(() => handler(currentUser));
}

/** Shows a dialog that asks for the member's address, and resolves with the user. Rejects if it is closed. */
export async function promptLogin(options?: unknown): Promise<typeof currentUser> {
  await authentication.promptLogin(options);
  return currentUser;
}

/** Logs out and loads the page again. */
export function logout(): void {
  void authentication.logout();
}

/** Sends a triggered email to the page's own member. */
export const { emailMember: emailUser } = triggeredEmails;

const wixUsers = olderModule('wix-users', { currentUser, onLogin, promptLogin, logout, emailUser });

export const {
  applySessionToken,
  getCurrentConsentPolicy,
  login,
  onConsentPolicyChanged,
  promptForgotPassword,
  register,
  resetConsentPolicy,
  setConsentPolicy,
} = wixUsers;
export default wixUsers;
