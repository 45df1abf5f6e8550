// Emulates Wix Realtime's permission check: calls `realtime_check_permission()` of a site's
// `realtime-permissions.js`. Not emulated: the time limit, which is undocumented.
import type { ModuleExports } from '../site/web-methods.ts';
import type { Assumptions } from '../wix/core/assumptions.ts';
import type { Identity } from '../wix/core/context.ts';
import type { Channel } from '../wix/realtime/channels.ts';
import { runInContext, runOutsideContext, type WixRequestHandler } from './request-context.ts';

/** The assumptions about Realtime's subscribers. */
type SubscriberAssumptions = Pick<
  Assumptions,
  'subscriberType' | 'visitorSubscriberId' | 'permissionsFile' | 'webCrypto'
>;

/** Options of {@link createPermissionCheck}. */
export interface PermissionCheckOptions {
  /** The path of the site's `realtime-permissions.js` or `.ts`; undefined if it has none. */
  permissionsFile(): string | undefined;
  load(file: string): Promise<ModuleExports>;
  /** The token of the app that the backend runs as. */
  elevatedToken(): string;
  readonly handleRequest: WixRequestHandler;
  readonly assumptions: Readonly<SubscriberAssumptions>;
  /** Called with each error of the function or of loading its file. */
  readonly onError?: (error: unknown, where: string) => void;
}

/** Returns whether a visitor, member or user may subscribe to a channel. */
export type CanSubscribe = (channel: Channel, identity: Identity) => Promise<boolean>;

const FUNCTION_NAME = 'realtime_check_permission';

/**
 * Creates the permission check. Allows every subscription in preview, and on sites without the function. Without the
 * file, the assumption `permissionsFile` decides. Otherwise allows it if the function returns `{ read: true }`. An error rejects it (assumed).
 * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/realtime-check-permission
 */
export function createPermissionCheck(options: PermissionCheckOptions): CanSubscribe {
  return async (channel, identity) => {
    const file = options.permissionsFile();
    if (identity.kind === 'user') {
      return true;
    }
    if (file === undefined) {
      return options.assumptions.permissionsFile === 'optional';
    }
    try {
      const exports = await runOutsideContext(options.handleRequest, () => options.load(file));
      const check = Object.hasOwn(exports, FUNCTION_NAME) ? exports[FUNCTION_NAME] : undefined;
      if (!isFunction(check)) {
        return true;
      }
      const { handleRequest } = options;
      const context = {
        elevatedToken: options.elevatedToken(),
        handleRequest,
        hidesWebCrypto: options.assumptions.webCrypto === 'module',
      };
      const subscriber = toSubscriber(identity, options.assumptions);
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

const TYPES = {
  Admin: { admin: 'Admin', member: 'Member', visitor: 'Visitor' },
  ADMIN: { admin: 'ADMIN', member: 'MEMBER', visitor: 'VISITOR' },
  USER: { admin: 'USER', member: 'MEMBER', visitor: 'VISITOR' },
} as const;

/** Returns a subscriber as Wix describes it. A member with the role Admin is an Admin, as for web methods (assumed). */
function toSubscriber(
  identity: Identity,
  { subscriberType, visitorSubscriberId }: SubscriberAssumptions,
): { readonly id: string; readonly type: string } {
  const types = TYPES[subscriberType];
  const { id } = identity;
  switch (identity.kind) {
    case 'visitor':
      return { id: visitorSubscriberId === 'empty' ? '' : id, type: types.visitor };
    case 'member':
      return { id, type: identity.roles.includes('Admin') ? types.admin : types.member };
    case 'user':
    case 'app':
      return { id, type: types.admin };
  }
}

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}
