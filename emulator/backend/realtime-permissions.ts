// How Wix asks a site who may listen to a channel: `realtime_check_permission` of `realtime-permissions.js`. Leaves out its time limit, which is not documented.
import type { ModuleExports } from '../site/entry-points.ts';
import type { Identity } from '../wix/core/context.ts';
import type { Channel } from '../wix/realtime/channels.ts';
import { callAs, outsideCalls, type Answer } from './call-as.ts';

/** What the question needs of the emulator. */
export interface PermissionsOptions {
  /** The site's `realtime-permissions.js` or `.ts`; undefined if it has none. */
  permissionsFile(): string | undefined;
  load(file: string): Promise<ModuleExports>;
  /** The token of the app under which the backend runs. */
  elevatedToken(): string;
  readonly answer: Answer;
  /** Told what the function threw, or why the file did not load. */
  readonly failed?: (error: unknown, where: string) => void;
}

/** Asks whether somebody may listen to a channel. */
export type MayListen = (channel: Channel, identity: Identity) => Promise<boolean>;

const FUNCTION = 'realtime_check_permission';

/**
 * Makes the question. In the editor's preview everybody may listen; without the file, or without its function (assumed),
 * too. What the function throws, or answers but `{ read: true }`, is a no (assumed).
 * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/realtime-check-permission
 */
export function createPermissionCheck(options: PermissionsOptions): MayListen {
  return async (channel, identity) => {
    const file = options.permissionsFile();
    if (identity.kind === 'user' || file === undefined) {
      return true;
    }
    try {
      const exports = await outsideCalls(() => options.load(file));
      const check = Object.hasOwn(exports, FUNCTION) ? exports[FUNCTION] : undefined;
      if (!isFunction(check)) {
        return true;
      }
      const session = { elevatedToken: options.elevatedToken(), answer: options.answer };
      const subscriber = { id: identity.id, type: typeOf(identity) };
      const answered = await callAs(session, async () => check({ ...channel }, subscriber));
      return (
        typeof answered === 'object' &&
        answered !== null &&
        'read' in answered &&
        answered.read === true
      );
    } catch (error) {
      options.failed?.(error, FUNCTION);
      return false;
    }
  };
}

/** What Wix calls a subscriber. A member with the role Admin is one, as for web methods (assumed). */
function typeOf(identity: Identity): 'Admin' | 'Member' | 'Visitor' {
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
