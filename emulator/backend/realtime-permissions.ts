// Emulates Wix Realtime's permission check: calls `realtime_check_permission()` of a site's
// `realtime-permissions.js`. Not emulated: the time limit, which is undocumented.
import type { ModuleExports } from '../site/web-methods.ts';
import type { Identity } from '../wix/core/context.ts';
import type { Channel } from '../wix/realtime/channels.ts';
import { runInContext, runOutsideContext, type WixRequestHandler } from './request-context.ts';

/** Options of {@link createPermissionCheck}. */
export interface PermissionCheckOptions {
  /** The path of the site's `realtime-permissions.js` or `.ts`; undefined if it has none. */
  permissionsFile(): string | undefined;
  load(file: string): Promise<ModuleExports>;
  /** The token of the app that the backend runs as. */
  elevatedToken(): string;
  readonly handleRequest: WixRequestHandler;
  /** Called with each error of the function or of loading its file. */
  readonly onError?: (error: unknown, where: string) => void;
}

/** Returns whether a visitor, member or user may subscribe to a channel. */
export type CanSubscribe = (channel: Channel, identity: Identity) => Promise<boolean>;

const FUNCTION_NAME = 'realtime_check_permission';

/**
 * Creates the permission check. Allows every subscription in preview, and on sites without the function (assumed).
 * Otherwise allows it if the function returns `{ read: true }`. An error rejects it (assumed).
 * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/realtime-check-permission
 */
export function createPermissionCheck(options: PermissionCheckOptions): CanSubscribe {
  return async (channel, identity) => {
    const file = options.permissionsFile();
    if (identity.kind === 'user' || file === undefined) {
      return true;
    }
    try {
      const exports = await runOutsideContext(() => options.load(file));
      const check = Object.hasOwn(exports, FUNCTION_NAME) ? exports[FUNCTION_NAME] : undefined;
      if (!isFunction(check)) {
        return true;
      }
      const { handleRequest } = options;
      const context = { elevatedToken: options.elevatedToken(), handleRequest };
      const subscriber = { id: identity.id, type: toSubscriberType(identity) };
      const result = await runInContext(context, async () => check({ ...channel }, subscriber));
      return (
        typeof result === 'object' && result !== null && 'read' in result && result.read === true
      );
    } catch (error) {
      options.onError?.(error, FUNCTION_NAME);
      return false;
    }
  };
}

/** Returns Wix's type of a subscriber. A member with the role Admin is an `Admin`, as for web methods (assumed). */
function toSubscriberType(identity: Identity): 'Admin' | 'Member' | 'Visitor' {
  switch (identity.kind) {
    case 'visitor':
      return 'Visitor';
    case 'member':
      return identity.roles.includes('Admin') ? 'Admin' : 'Member';
    case 'user':
    case 'app':
      return 'Admin';
  }
}

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}
