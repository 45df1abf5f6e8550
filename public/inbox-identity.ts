/** The part of `authentication` of `@wix/site-members` that a page needs. */
export interface IdentityPort {
  onLogin(handler: () => void): unknown;
  onLogout(handler: () => void): unknown;
}

/**
 * Calls the handlers when the user logs in or out. Never throws: Wix deprecates `authentication` on 2026-09-30, and it
 * may be absent, or its methods may be absent or reject. The page then works without these handlers.
 *
 * @returns whether Wix accepted both handlers
 */
export async function watchIdentity(
  identity: IdentityPort | undefined,
  handlers: { readonly onLogin: () => void; readonly onLogout: () => void },
): Promise<boolean> {
  if (!identity) return false;
  try {
    await Promise.all([identity.onLogin(handlers.onLogin), identity.onLogout(handlers.onLogout)]);
    return true;
  } catch {
    return false;
  }
}
