import { callerKey, type IdentifiedCaller } from 'backend/inbox/access/caller';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import type { InboxContext } from 'backend/inbox/context';
import type { Key } from 'backend/inbox/access/secret';

/** What Wix is told about a subscriber. */
export interface ChannelPermissions {
  readonly read: boolean;
}

/** The channel of participants: each has a resource of his own, and nobody the channel itself. */
export const PARTICIPANT_CHANNEL = 'inbox';
/** The channel of Admins. */
export const ADMIN_CHANNEL = 'inbox-admin';

/** Characters that Wix takes in a channel's name; the rest can only be a disguise. */
const IN_A_NAME = /^@?[\w-]+$/;
const OURS = /^@?(preview-)*inbox(-admin)?$/;

/** Names the resource on which somebody hears of his conversation; without the secret nobody could. */
export function toChannelResource(key: Key, reader: IdentifiedCaller): Promise<string> {
  return key.sign(callerKey(reader));
}

/**
 * Decides who may listen to a channel: to `inbox` whoever its resource was made for, to `inbox-admin`
 * Admins. Whatever looks like one of the two is refused; the site's other channels are as open as
 * they are without this function.
 *
 * @param channel - `{ name, resourceId? }`.
 * @param subscriber - `{ id, type: 'Admin' | 'Member' | 'Visitor' }`.
 * @see https://dev.wix.com/docs/velo/api-reference/wix-realtime-backend/realtime-check-permission
 */
export async function checkChannelPermission(
  context: InboxContext,
  channel: unknown,
  subscriber: unknown,
): Promise<ChannelPermissions> {
  try {
    const name = readPath(channel, 'name');
    const resourceId = readPath(channel, 'resourceId');
    const type = readPath(subscriber, 'type');
    if (name === ADMIN_CHANNEL) return { read: resourceId === undefined && type === 'Admin' };
    if (name === PARTICIPANT_CHANNEL) return { read: await isOwn(context, resourceId, subscriber) };
    return { read: typeof name === 'string' && !looksLikeOurs(name) };
  } catch {
    return { read: false };
  }
}

async function isOwn(
  { keys }: InboxContext,
  resourceId: unknown,
  subscriber: unknown,
): Promise<boolean> {
  const id = readTextAt(subscriber, 'id');
  const type = readPath(subscriber, 'type');
  if (id === undefined || typeof resourceId !== 'string') return false;
  // Wix calls an owner who is logged in an Admin; here he is the member that he is too.
  const speaker: IdentifiedCaller | undefined =
    type === 'Visitor'
      ? { kind: 'visitor', anonymousVisitorId: id }
      : type === 'Member' || type === 'Admin'
        ? { kind: 'member', memberId: id }
        : undefined;
  if (!speaker) return false;
  const isAmong = async (found: readonly Key[]) =>
    (await Promise.all(found.map((key) => toChannelResource(key, speaker)))).includes(resourceId);
  return (await isAmong(await keys.shared())) || isAmong(await keys.asked());
}

function looksLikeOurs(name: string): boolean {
  const plain = name.normalize('NFKC').toLowerCase();
  return (
    OURS.test(plain) || (!IN_A_NAME.test(name) && plain.replace(/[^a-z]/g, '').includes('inbox'))
  );
}
