import { defined } from 'backend/inbox/defined';
import { isGuid } from 'backend/inbox/guid';
import { readPath, readTextAt } from 'backend/inbox/read-path';
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

/** What happened; or that nobody is to be written to because of it; or that it could not be read. */
export type Told<Fact> = Fact | 'ignored' | 'unreadable';

/**
 * Reads Velo's event of a created contact, in both of its shapes: the older one has
 * `source: { appId | wixAppId }`, the newer `{ sourceType, appId }`; the rest that is read is alike.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/events/on-contact-created
 */
export function readContactCreated(event: unknown): Told<ContactCreated> {
  if (isErasure(event)) return 'ignored';
  const ids = [readPath(event, 'metadata', 'entityId'), readPath(event, 'entity', '_id')];
  const contactId = ids.find(isGuid);
  if (contactId === undefined) return 'unreadable';
  const source = readPath(event, 'entity', 'source');
  const sources = ['appId', 'wixAppId', 'sourceType']
    .map((key) => readTextAt(source, key))
    .filter((found) => found !== undefined);
  return defined({ contactId, sources, locale: readTextAt(event, 'entity', 'info', 'locale') });
}

/**
 * Reads Velo's event of a liked post: a like carries a member or a visitor.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-blog-backend/events/on-post-liked
 */
export function readPostLiked(event: unknown): Told<PostLiked> {
  if (isErasure(event)) return 'ignored';
  const postId = readPath(event, 'data', 'postId');
  const memberId = readPath(event, 'data', 'memberId');
  const anonymousVisitorId = readPath(event, 'data', 'anonymousVisitorId');
  if (!isGuid(postId)) return 'unreadable';
  if (isGuid(memberId)) return { postId, liker: { memberId } };
  if (isGuid(anonymousVisitorId)) return { postId, liker: { anonymousVisitorId } };
  return 'unreadable';
}

/** Wix erases somebody's data: nobody writes to anybody because of that. */
function isErasure(event: unknown): boolean {
  return readPath(event, 'metadata', 'triggeredByAnonymizeRequest') === true;
}
