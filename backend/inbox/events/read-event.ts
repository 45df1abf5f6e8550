import { omitUndefined } from 'backend/inbox/omit-undefined';
import { isGuid } from 'backend/inbox/input/guid';
import { readMetadata, type EventMetadata } from 'backend/inbox/events/read-event-metadata';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import type { InboxContext } from 'backend/inbox/context';
import type { Participant } from 'public/inbox-shapes';

/** A created contact. */
export interface ContactCreated {
  readonly contactId: string;
  /** The app ids and the source type that the event names. */
  readonly sources: readonly string[];
  /** The contact's language (`de-AT`), if Wix knows it. */
  readonly locale?: string;
}

/** A liked blog post. */
export interface PostLiked {
  readonly postId: string;
  readonly liker: Extract<Participant, { memberId: string } | { anonymousVisitorId: string }>;
}

/**
 * Reads an event, with the time at which it happened. Returns `undefined` for an event that only
 * anonymizes a person's data, and for an event of another form, which is logged.
 *
 * @param name - the event's name in the log.
 * @param read - converts the event's `data`, or its `entity`, and its metadata. It returns `undefined` for
 *   a form that Wix does not document.
 */
export function readEvent<Data extends object>(
  { log }: Pick<InboxContext, 'log'>,
  event: unknown,
  name: string,
  read: (data: unknown, metadata: EventMetadata) => Data | undefined,
): (Data & { readonly at?: string }) | undefined {
  const metadata = readMetadata(event);
  if (metadata.anonymizes) return undefined;
  const eventData = read(readPath(event, 'data') ?? readPath(event, 'entity'), metadata);
  if (!eventData) log({ level: 'error', what: `Failed to read the event of ${name}` });
  return eventData && { ...eventData, ...omitUndefined({ at: metadata.at }) };
}

/**
 * Reads Velo's event of a created contact in both of its forms: the older one has
 * `source: { appId | wixAppId }`, the newer one `{ sourceType, appId }`.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/events/on-contact-created
 */
export function toContactCreated(
  entity: unknown,
  { entityId }: EventMetadata,
): ContactCreated | undefined {
  const contactId = [entityId, readPath(entity, '_id')].find(isGuid);
  if (contactId === undefined) return undefined;
  const source = readPath(entity, 'source');
  const sources = ['appId', 'wixAppId', 'sourceType']
    .map((key) => readTextAt(source, key))
    .filter((found) => found !== undefined);
  return omitUndefined({ contactId, sources, locale: readTextAt(entity, 'info', 'locale') });
}

/**
 * Reads Velo's event of a liked post. The liker is a member or a visitor.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-blog-backend/events/on-post-liked
 */
export function toPostLiked(data: unknown): PostLiked | undefined {
  const [postId, memberId, anonymousVisitorId] = ['postId', 'memberId', 'anonymousVisitorId'].map(
    (key) => readPath(data, key),
  );
  if (!isGuid(postId)) return undefined;
  if (isGuid(memberId)) return { postId, liker: { memberId } };
  return isGuid(anonymousVisitorId) ? { postId, liker: { anonymousVisitorId } } : undefined;
}
