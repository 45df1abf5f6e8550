import { callerKey, type IdentifiedCaller } from 'backend/inbox/access/caller';
import type { Key } from 'backend/inbox/access/secret';
import type { InboxContext } from 'backend/inbox/context';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
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

/** Returns the resource id of a participant's channel. Without the secret it cannot be computed. */
export function toChannelResource(key: Key, reader: IdentifiedCaller): Promise<string> {
  return key.sign(callerKey(reader));
}

/**
 * Decides whether a subscriber can read a channel: on `inbox` only the participant of the resource, on `inbox-admin`
 * only Admins. Similar names are rejected. All other channels are allowed. In preview, Wix always grants read
 * permission.
 *
 * @param channel - `{ name, resourceId? }`.
 * @param subscriber - `{ id, type: 'Admin' | 'Member' | 'Visitor' }`.
 * @see https://dev.wix.com/docs/velo/api-reference/wix-realtime-backend/realtime-check-permission
 */
export async function checkChannelPermission(
  context: Pick<InboxContext, 'keys'>,
  channel: unknown,
  subscriber: unknown,
): Promise<ChannelPermissions> {
  try {
    const name = readPath(channel, 'name');
    const resourceId = readPath(channel, 'resourceId');
    const type = readPath(subscriber, 'type');
    if (name === ADMIN_CHANNEL) return { read: resourceId === undefined && type === 'Admin' };
    if (name === PARTICIPANT_CHANNEL) {
      return { read: await isOwnResource(context, resourceId, subscriber) };
    }
    return { read: typeof name === 'string' && !resemblesInboxChannel(name) };
  } catch {
    return { read: false };
  }
}

async function isOwnResource(
  { keys }: Pick<InboxContext, 'keys'>,
  resourceId: unknown,
  subscriber: unknown,
): Promise<boolean> {
  const reader = toReader(readTextAt(subscriber, 'id'), readPath(subscriber, 'type'));
  if (!reader || typeof resourceId !== 'string') return false;
  const isSignedBy = async (candidates: readonly Key[]) =>
    (await Promise.all(candidates.map((key) => toChannelResource(key, reader)))).includes(
      resourceId,
    );
  return (await isSignedBy(await keys.shared())) || isSignedBy(await keys.refreshed());
}

/** Wix reports site owners as `Admin`. On participant channels they are treated as members. */
function toReader(id: string | undefined, type: unknown): IdentifiedCaller | undefined {
  if (id === undefined) return undefined;
  if (type === 'Visitor') return { kind: 'visitor', anonymousVisitorId: id };
  return type === 'Member' || type === 'Admin' ? { kind: 'member', memberId: id } : undefined;
}

function resemblesInboxChannel(name: string): boolean {
  const plain = normalizeToken(name).toLowerCase();
  return (
    INBOX_CHANNEL.test(plain) ||
    (!VALID_NAME.test(name) && plain.replace(/[^a-z]/g, '').includes('inbox'))
  );
}
