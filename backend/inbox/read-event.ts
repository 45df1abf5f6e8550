import * as v from 'valibot';
import { isGuid } from 'backend/inbox/guid';
import { Guid } from 'backend/inbox/read-input';
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

/** Either what happened; or that it is not to be answered; or that it could not be read. */
export type Read<Fact> = Fact | 'ignored' | 'unreadable';

/** Wix erases somebody's data: nobody writes to anybody because of that. */
const Anonymized = v.object({
  metadata: v.object({ triggeredByAnonymizeRequest: v.literal(true) }),
});

/**
 * Contacts come in two shapes: `source` is `{ appId }` or `{ wixAppId }` in the older one,
 * `{ sourceType, appId }` in the newer; nothing else of the two differs in what is read here.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/events/on-contact-created
 */
const ContactCreatedEvent = v.object({
  metadata: v.object({ entityId: v.optional(v.unknown()) }),
  entity: v.optional(
    v.object({
      _id: v.optional(v.unknown()),
      source: v.nullish(
        v.object({
          appId: v.nullish(v.string()),
          wixAppId: v.nullish(v.string()),
          sourceType: v.nullish(v.string()),
        }),
      ),
      info: v.nullish(v.object({ locale: v.optional(v.unknown()) })),
    }),
  ),
});

/** @see https://dev.wix.com/docs/velo/apis/wix-blog-backend/events/on-post-liked */
const PostLikedEvent = v.object({
  data: v.object({
    postId: Guid,
    memberId: v.nullish(Guid),
    anonymousVisitorId: v.nullish(Guid),
  }),
});

/** Reads Velo's event of a created contact. */
export function readContactCreated(event: unknown): Read<ContactCreated> {
  if (v.is(Anonymized, event)) return 'ignored';
  const { success, output } = v.safeParse(ContactCreatedEvent, event);
  if (!success) return 'unreadable';
  const { metadata, entity } = output;
  const contactId = isGuid(metadata.entityId) ? metadata.entityId : entity?._id;
  if (!isGuid(contactId)) return 'unreadable';
  const { appId, wixAppId, sourceType } = entity?.source ?? {};
  const sources = [appId, wixAppId, sourceType].filter((source) => typeof source === 'string');
  const locale = entity?.info?.locale;
  return { contactId, sources, ...(typeof locale === 'string' && { locale }) };
}

/** Reads Velo's event of a liked post: a like carries a member or a visitor. */
export function readPostLiked(event: unknown): Read<PostLiked> {
  if (v.is(Anonymized, event)) return 'ignored';
  const { success, output } = v.safeParse(PostLikedEvent, event);
  if (!success) return 'unreadable';
  const { postId, memberId, anonymousVisitorId } = output.data;
  if (typeof memberId === 'string') return { postId, liker: { memberId } };
  if (typeof anonymousVisitorId === 'string') return { postId, liker: { anonymousVisitorId } };
  return 'unreadable';
}
