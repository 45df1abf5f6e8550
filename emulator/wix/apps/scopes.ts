// Emulates the permission scopes of apps for the Inbox APIs. Not emulated: the scopes of other APIs, which every app has.
import { findApp } from './apps.ts';
import type { DatabaseContext, Identity } from '../core/context.ts';
import type { Operation } from '../core/operation.ts';
import { WixApiError } from '../core/wix-error.ts';

const READ = 'SCOPE.DC-INBOX.READ-MSGS';
const MANAGE = 'SCOPE.DC-INBOX.MANAGE-MSGS';

/**
 * The scopes that contain a permission; an app needs one of them.
 * @see https://dev.wix.com/docs/build-apps/develop-your-app/auth/permissions/about-permissions ("at least one of the listed permission scopes")
 * @see `@permissionId` and `@permissionScopeId` in the packages of Inbox, and the pages of their methods
 */
const SCOPES_OF_PERMISSION: Readonly<Record<string, readonly string[]>> = {
  'INBOX.READ_CONVERSATIONS': [READ, MANAGE],
  'INBOX.READ_MESSAGES': [READ, MANAGE, 'SCOPE.EVENTS.MANAGE-EVENTS', 'SCOPE.STORES.MANAGE-STORES'],
  'INBOX.CREATE_CONVERSATIONS': [MANAGE],
  'INBOX.SEND_MESSAGES': [MANAGE],
};

/**
 * Checks that a registered app has a scope for each permission of an operation. Other callers have no scopes.
 * @throws {WixApiError} 403 PERMISSION_DENIED that names the missing scope
 */
export function checkScopes(
  context: DatabaseContext,
  { name, permissions = [] }: Operation,
  identity: Identity | undefined,
): void {
  if (identity?.kind !== 'app' || identity.instanceId === undefined || permissions.length === 0) {
    return;
  }
  const granted = findApp(context, identity.id)?.scopes ?? [];
  for (const permission of permissions) {
    const scopes = SCOPES_OF_PERMISSION[permission];
    if (scopes && !scopes.some((scope) => granted.includes(scope))) {
      throw new WixApiError(
        403,
        'PERMISSION_DENIED',
        `The app ${identity.id} lacks a scope for ${name}: ${scopes.join(' or ')}`,
        { permission, scopes },
      );
    }
  }
}
