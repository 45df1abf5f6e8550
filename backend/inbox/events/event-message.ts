import { omitUndefined } from 'backend/inbox/omit-undefined';
import { isGuid } from 'backend/inbox/input/guid';
import { parseJson } from 'backend/inbox/input/parse-json';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import type { EventSending } from 'backend/inbox/events/send-for-event';
import { buildActivityMessage, buildBusinessMessage } from 'backend/inbox/messaging/build-message';
import type { InboxSettings } from 'backend/inbox/settings';
import { inLanguage } from 'public/inbox-form';

/**
 * What happened, as far as a message is sent for it. The send log stores it, so that the message can be sent later
 * without the event. It holds ids, a language and the title of a
 * post, no text of a person.
 */
export type EventTrigger =
  /** A contact was created. */
  | { readonly kind: 'thanks'; readonly contactId: string; readonly language?: string }
  /** A member or visitor liked a blog post. */
  | {
      readonly kind: 'like';
      readonly postId: string;
      readonly liker: { readonly memberId: string } | { readonly anonymousVisitorId: string };
      /** The post's title when it was liked: a later attempt sends the same text. */
      readonly title?: string;
    };

/** Returns the message of a trigger and how it is sent. */
export function toEventSending(
  settings: InboxSettings,
  trigger: EventTrigger,
): Omit<EventSending, 'started'> {
  const { texts, notifications } = settings;
  if (trigger.kind === 'thanks') {
    const { contactId, language } = trigger;
    const text = inLanguage(texts.thankYou, language ?? settings.language);
    return {
      dedupeKey: `thanks:${contactId}`,
      budget: 'thanks',
      message: buildBusinessMessage(settings, { basic: { items: [{ text }] } }),
      recipient: { ids: { contactId } },
      sendAs: 'CALLER',
      notify: notifications.thanks,
      trigger: JSON.stringify(trigger),
    };
  }
  const { postId, liker, title } = trigger;
  const template = inLanguage(texts.postLiked, settings.language);
  const text =
    title === undefined && template.includes('{title}')
      ? inLanguage(texts.postLikedUntitled, settings.language)
      : template.replace('{postId}', postId).replace('{title}', () => title ?? '');
  return {
    dedupeKey: `like:${postId}:${Object.values(liker).join()}`,
    budget: 'likes',
    message: buildActivityMessage(settings, { text }),
    recipient: { addressee: liker },
    sendAs: 'PARTICIPANT',
    notify: notifications.like,
    trigger: JSON.stringify(trigger),
  };
}

/** Reads a stored trigger. Returns `undefined` if it is invalid. */
export function readEventTrigger(json: string): EventTrigger | undefined {
  const value = parseJson(json);
  const kind = readTextAt(value, 'kind');
  const contactId = readPath(value, 'contactId');
  if (kind === 'thanks' && isGuid(contactId)) {
    return omitUndefined({ kind, contactId, language: readTextAt(value, 'language') });
  }
  const postId = readPath(value, 'postId');
  const memberId = readPath(value, 'liker', 'memberId');
  const anonymousVisitorId = readPath(value, 'liker', 'anonymousVisitorId');
  if (kind !== 'like' || !isGuid(postId)) return undefined;
  const post = { kind, postId, ...omitUndefined({ title: readTextAt(value, 'title') }) } as const;
  if (isGuid(memberId)) return { ...post, liker: { memberId } };
  return isGuid(anonymousVisitorId) ? { ...post, liker: { anonymousVisitorId } } : undefined;
}
