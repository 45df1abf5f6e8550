// Emulates Wix's module `wix-members`, now `wix-members-frontend`. Not emulated: passwords, registration,
// profile privacy.
import { currentPage } from '../velo-page.ts';
import { olderModule } from './older-module.ts';

type Handler = (...args: readonly unknown[]) => unknown;

/** Logging in and out. @see https://dev.wix.com/docs/velo/apis/wix-members-frontend/authentication/introduction */
export const authentication = olderModule('wix-members.authentication', {
  loggedIn: (): boolean => currentPage().identity().kind === 'member',
  /** Logs the member out. Only in the browser. */
  logout: async (): Promise<void> => {
    await currentPage().invoke('members', 'authentication.logout', []);
  },
  onLogin: (handler: Handler): void =>
    void currentPage().invoke('members', 'authentication.onLogin', [handler]),
  onLogout: (handler: Handler): void =>
    void currentPage().invoke('members', 'authentication.onLogout', [handler]),
  /** Shows a dialog that asks for the member's address. Rejects if it is closed. */
  promptLogin: async (options?: unknown): Promise<void> => {
    await currentPage().invoke('members', 'authentication.promptLogin', [options]);
  },
});

/** The member of the page's session. @see https://dev.wix.com/docs/velo/apis/wix-members-frontend/current-member/introduction */
export const currentMember = olderModule('wix-members.currentMember', {
  getMember: async (options?: unknown): Promise<unknown> =>
    currentPage().invoke('members', 'currentMember.getMember', [options]),
  /** Returns the roles of the member, `[{ title }]`. Rejects for a visitor. */
  async getRoles(): Promise<readonly { readonly title: string }[]> {
    const { kind, roles = [] } = currentPage().identity();
    if (kind === 'visitor') throw new Error('No member is logged in.');
    return roles.map((title) => ({ title }));
  },
});

const wixMembers = { authentication, currentMember };

export default olderModule('wix-members', wixMembers);
