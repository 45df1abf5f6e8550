/** The part of `authentication` of `@wix/site-members` that a page needs. */
export interface IdentityPort {
  onLogin(handler: () => void): unknown;
  onLogout(handler: () => void): unknown;
}
