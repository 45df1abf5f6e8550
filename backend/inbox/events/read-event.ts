import { omitUndefined } from 'backend/inbox/omit-undefined';
import { isGuid } from 'backend/inbox/input/guid';
import { readMetadata, type EventMetadata } from 'backend/inbox/events/read-event-metadata';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import type { InboxContext } from 'backend/inbox/context';
import type { Participant } from 'public/inbox-shapes';

/** A contact that came to be. */
export interface ContactCreated {
  readonly contactId: string;
  /** Where it came from: app ids and source type, as far as the event says so. */
  readonly sources: readonly string[];
  /** The contact's language (`de-AT`), where Wix knows it. */
  readonly locale?: string;
}

/** A blog post that somebody likes. */
export interface PostLiked {
  readonly postId: string;
  readonly liker: Extract<Participant, { memberId: string } | { anonymousVisitorId: string }>;
}

/**
 * Reads the fact that an event tells, with when it happened, if somebody is to be told of it: of an
 * event that only erases somebody's data there is none. What could not be read is logged.
 *
 * @param name - what the event is of, for the log.
 * @param read - gets what the event says under `data`, or of the entity that came to be under
 *   `entity`, and its metadata; answers nothing for what is not as Wix documents it.
 */
export function readEvent<Fact extends object>(
  { log }: Pick<InboxContext, 'log'>,
  event: unknown,
  name: string,
  read: (says: unknown, metadata: EventMetadata) => Fact | undefined,
): (Fact & { readonly at?: string }) | undefined {
  const metadata = readMetadata(event);
  if (metadata.erases) return undefined;
  const fact = read(readPath(event, 'data') ?? readPath(event, 'entity'), metadata);
  if (!fact) log({ level: 'error', what: `read the event of ${name}` });
  return fact && { ...fact, ...omitUndefined({ at: metadata.at }) };
}

/**
 * Reads Velo's event of a created contact, in both of its shapes: the older one has
 * `source: { appId | wixAppId }`, the newer `{ sourceType, appId }`; the rest that is read is alike.
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
 * Reads Velo's event of a liked post: a like carries a member or a visitor.
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
