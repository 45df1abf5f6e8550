import { callerKey, type IdentifiedCaller } from 'backend/inbox/access/caller';
import type { Key } from 'backend/inbox/access/secret';
import type { InboxContext } from 'backend/inbox/context';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import { getOwn } from 'public/inbox-input';
import { normalizeToken } from 'public/inbox-normalize';

/** The permissions of a subscriber, as Wix expects them. */
export interface ChannelPermissions {
  readonly read: boolean;
}

/** The channel of participants. Each has their own resource. No one can subscribe to the channel without a resource. */
export const PARTICIPANT_CHANNEL = 'inbox';
/** The channel of Admins. */
export const ADMIN_CHANNEL = 'inbox-admin';

/** The characters that Wix allows in a channel's name. */
const VALID_NAME = /^@?[\w-]+$/;
const INBOX_CHANNEL = /^@?(preview-)*inbox(-admin)?$/;

/** A page that subscribes, as far as it is known. */
interface Subscriber {
  readonly role: 'admin' | 'member' | 'visitor';
  readonly id: string | undefined;
}

/**
 * The published spellings of a subscriber's type: of Velo, of the service plugin, and of the package
 * `@wix/realtime-common`. `USER` is a Wix user: the site owner or a collaborator.
 *
 * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/realtime-check-permission
 * @see https://dev.wix.com/docs/sdk/core-modules/realtime/extensions/realtime-permissions-provider/check-subscriber-permissions
 */
const ROLES: Readonly<Record<string, Subscriber['role']>> = {
  Admin: 'admin',
  ADMIN: 'admin',
  USER: 'admin',
  Member: 'member',
  MEMBER: 'member',
  Visitor: 'visitor',
  VISITOR: 'visitor',
};
const UNKNOWN_TYPE = "Wix's type of the subscriber is unknown";

type ChannelContext = Pick<InboxContext, 'keys' | 'logOnce' | 'subscriberForms'>;

/** Reads a subscriber. Wix may leave the id of a visitor empty. */
function toSubscriber(subscriber: unknown): Subscriber | undefined {
  const role = getOwn(ROLES, readTextAt(subscriber, 'type') ?? '');
  const id = readTextAt(subscriber, 'id');
  return role && { role, id: id === '' ? undefined : id };
}

/** Describes the form of a subscriber for `checkInbox`, without the id: `Visitor with an id`. */
function describeSubscriber(subscriber: unknown, known: Subscriber | undefined): string {
  if (!known) return 'an unknown type';
  const type = readTextAt(subscriber, 'type') ?? '';
  return `${type} ${known.id === undefined ? 'without' : 'with'} an id`;
}

/** Returns the resource id of a participant's channel. Without the secret it cannot be computed. */
export function toChannelResource(key: Key, reader: IdentifiedCaller): Promise<string> {
  return key.sign(callerKey(reader));
}

/** Returns the resource id of the caller's own channel, which identifies them to their page; none without the secret. */
export async function toSession(
  { keys }: Pick<InboxContext, 'keys'>,
  caller: IdentifiedCaller,
): Promise<string | undefined> {
  const [key] = await keys.shared();
  return key && toChannelResource(key, caller);
}

/**
 * Decides whether a subscriber can read a channel: on `inbox` only the participant of the resource, on `inbox-admin`
 * only Admins. Similar names are rejected. All other channels are allowed. In preview, Wix always grants read
 * permission.
 *
 * A page that is refused polls. The first refusal of each kind is logged, as a warning if Wix describes the subscriber in
 * a form that cannot be checked.
 *
 * @param channel - `{ name, resourceId? }`.
 * @param subscriber - `{ id, type }`, with a type of `toSubscriber`.
 * @see https://dev.wix.com/docs/velo/api-reference/wix-realtime-backend/realtime-check-permission
 */
export async function checkChannelPermission(
  context: ChannelContext,
  channel: unknown,
  subscriber: unknown,
): Promise<ChannelPermissions> {
  try {
    const name = readPath(channel, 'name');
    const resourceId = readPath(channel, 'resourceId');
    if (name === ADMIN_CHANNEL || name === PARTICIPANT_CHANNEL) {
      const known = toSubscriber(subscriber);
      context.subscriberForms.add(describeSubscriber(subscriber, known));
      const refusal =
        name === ADMIN_CHANNEL
          ? findAdminRefusal(resourceId, known)
          : await findParticipantRefusal(context, resourceId, known);
      if (refusal !== undefined) {
        const isOrdinary =
          known !== undefined && (name === ADMIN_CHANNEL || known.id !== undefined);
        const what = `Realtime refused a page, which now polls: ${refusal}`;
        context.logOnce(what, undefined, isOrdinary ? 'info' : 'warn');
      }
      return { read: refusal === undefined };
    }
    return { read: typeof name === 'string' && !resemblesInboxChannel(name) };
  } catch {
    return { read: false };
  }
}

/** Returns why a subscriber may not read the channel of Admins. */
function findAdminRefusal(resourceId: unknown, known: Subscriber | undefined): string | undefined {
  if (!known) return UNKNOWN_TYPE;
  return resourceId === undefined && known.role === 'admin'
    ? undefined
    : 'it is no Admin, or asked for a resource of the channel of Admins';
}

/** Returns why a subscriber may not read a participant's resource. */
async function findParticipantRefusal(
  { keys }: ChannelContext,
  resourceId: unknown,
  known: Subscriber | undefined,
): Promise<string | undefined> {
  if (!known) return UNKNOWN_TYPE;
  const { id, role } = known;
  if (id === undefined) return `Wix gives no id of a ${role}`;
  // A site owner who is logged in chats as a member.
  const reader: IdentifiedCaller =
    role === 'visitor'
      ? { kind: 'visitor', anonymousVisitorId: id }
      : { kind: 'member', memberId: id };
  const isSignedBy = async (candidates: readonly Key[]) =>
    (await Promise.all(candidates.map((key) => toChannelResource(key, reader)))).some(
      (resource) => resource === resourceId,
    );
  const isOwn =
    typeof resourceId === 'string' &&
    ((await isSignedBy(await keys.shared())) || (await isSignedBy(await keys.refreshed())));
  return isOwn ? undefined : `the resource is not that of the ${role}`;
}

function resemblesInboxChannel(name: string): boolean {
  const plain = normalizeToken(name).toLowerCase();
  return (
    INBOX_CHANNEL.test(plain) ||
    (!VALID_NAME.test(name) && plain.replace(/[^a-z]/g, '').includes('inbox'))
  );
}
