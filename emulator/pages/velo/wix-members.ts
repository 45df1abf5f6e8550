// Emulates Wix's module `wix-members`, now `wix-members-frontend`. Not emulated: passwords, dialogs, registration.
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
});

/** The member of the page's session. @see https://dev.wix.com/docs/velo/apis/wix-members-frontend/current-member/introduction */
export const currentMember = olderModule('wix-members.currentMember', {
  getMember: async (options?: unknown): Promise<unknown> =>
    currentPage().invoke('members', 'currentMember.getMember', [options]),
  /** Returns the roles of the member. The emulator has one: Admin. */
  getRoles: async (): Promise<readonly { readonly title: string }[]> =>
    (currentPage().identity().roles ?? []).map((title) => ({ title })),
});

const wixMembers = { authentication, currentMember };

export default olderModule('wix-members', wixMembers);
