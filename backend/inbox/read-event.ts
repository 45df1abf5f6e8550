import { defined } from 'backend/inbox/defined';
import { isGuid } from 'backend/inbox/guid';
import { readMetadata } from 'backend/inbox/read-event-metadata';
import { readPath, readTextAt } from 'backend/inbox/read-path';
import type { Rooms } from 'backend/inbox/rooms';
import type { Participant } from 'public/inbox-shapes';

/** A contact that came to be. */
export interface ContactCreated {
  readonly contactId: string;
  /** Where it came from: app ids and source type, as far as the event says so. */
  readonly sources: readonly string[];
  /** The contact's language (`de-AT`), where Wix knows it. */
  readonly locale?: string;
  /** When, as ISO 8601. */
  readonly at?: string;
}

/** A blog post that somebody likes. */
export interface PostLiked {
  readonly postId: string;
  readonly liker: Extract<Participant, { memberId: string } | { anonymousVisitorId: string }>;
  /** When, as ISO 8601. */
  readonly at?: string;
}

/** What happened; or that nobody is to be written to because of it; or that it could not be read. */
export type Told<Fact extends object> = Fact | 'ignored' | 'unreadable';

/** The fact that an event tells, if somebody is to be told of it; what could not be read is logged. */
export function factOf<Fact extends object>(
  { log }: Pick<Rooms, 'log'>,
  name: string,
  told: Told<Fact>,
): Fact | undefined {
  if (told === 'unreadable') log({ level: 'error', what: `read the event of ${name}` });
  return typeof told === 'object' ? told : undefined;
}

/**
 * Reads Velo's event of a created contact, in both of its shapes: the older one has
 * `source: { appId | wixAppId }`, the newer `{ sourceType, appId }`; the rest that is read is alike.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/events/on-contact-created
 */
export function readContactCreated(event: unknown): Told<ContactCreated> {
  const { entityId, at, erases } = readMetadata(event);
  if (erases) return 'ignored';
  const contactId = [entityId, readPath(event, 'entity', '_id')].find(isGuid);
  if (contactId === undefined) return 'unreadable';
  const source = readPath(event, 'entity', 'source');
  const sources = ['appId', 'wixAppId', 'sourceType']
    .map((key) => readTextAt(source, key))
    .filter((found) => found !== undefined);
  const locale = readTextAt(event, 'entity', 'info', 'locale');
  return defined({ contactId, sources, locale, at });
}

/**
 * Reads Velo's event of a liked post: a like carries a member or a visitor.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-blog-backend/events/on-post-liked
 */
export function readPostLiked(event: unknown): Told<PostLiked> {
  const { at, erases } = readMetadata(event);
  if (erases) return 'ignored';
  const postId = readPath(event, 'data', 'postId');
  const memberId = readPath(event, 'data', 'memberId');
  const anonymousVisitorId = readPath(event, 'data', 'anonymousVisitorId');
  if (!isGuid(postId)) return 'unreadable';
  if (isGuid(memberId)) return defined({ postId, liker: { memberId }, at });
  if (isGuid(anonymousVisitorId)) return defined({ postId, liker: { anonymousVisitorId }, at });
  return 'unreadable';
}
