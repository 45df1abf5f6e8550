// The form in which a site's `events.js` gets Wix's events. Leaves out labels, forms and every other API.
import type { WixEvent } from '../wix/core/events.ts';
import type { EventName } from '../wix/core/event-types.ts';
import type { Assumptions } from '../wix/core/assumptions.ts';

/** The functions of `events.js` that are called, by event. */
const HANDLERS: Readonly<Record<EventName, string>> = {
  'contact-created': 'wixCrm_onContactCreated',
  'contact-updated': 'wixCrm_onContactUpdated',
  'contact-deleted': 'wixCrm_onContactDeleted',
  'contact-merged': 'wixCrm_onContactMerged',
  'post-liked': 'wixBlog_onPostLiked',
  'post-unliked': 'wixBlog_onPostUnliked',
  'conversations-merged': 'wixCrmInbox_onConversationConversationsMerged',
  'message-sent-to-business': 'wixCrmInbox_onMessageSentToBusiness',
  'message-sent-to-participant': 'wixCrmInbox_onMessageSentToParticipant',
  'message-button-interacted': 'wixCrmInbox_onMessageButtonInteracted',
};

/** What comes with every event of a site. */
interface CommonMetadata {
  readonly entityId: string;
  readonly triggeredByAnonymizeRequest: boolean;
  /** `merge` if a merge of contacts caused it. */
  readonly originatedFrom?: string;
}

/** Metadata as Velo's pages show it. */
interface VeloEventMetadata extends CommonMetadata {
  readonly id: string;
  /** ISO 8601. */
  readonly eventTime: string;
}

/** Metadata as the packages' handlers get it; who caused it and Wix's account are left out. */
interface SdkEventMetadata extends CommonMetadata {
  readonly _id: string;
  readonly entityFqdn: string;
  readonly slug: string;
  readonly eventTime: Date;
}

/** An event as a function of `events.js` gets it: with the entity, with data, or with neither. */
export interface VeloEvent {
  readonly metadata: VeloEventMetadata | SdkEventMetadata;
  readonly entity?: unknown;
  readonly data?: unknown;
}

/** Tells which export of `events.js` Wix calls for an event. */
export function handlerNameOf(event: Pick<WixEvent, 'name'>): string {
  return HANDLERS[event.name];
}

/**
 * Writes an event as Velo's `events.js` gets it, a fresh object each time. Unlike the packages'
 * events its metadata has `id` and a time as text, unless the reading says otherwise. That dates
 * inside an entity or message are text too is assumed: Wix's samples print them so, its types say Date.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/crm/events/on-contact-created
 * @see https://dev.wix.com/docs/velo/apis/wix-blog-backend/events/on-post-liked
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-business
 */
export function toVeloEvent(
  event: WixEvent,
  reading: Assumptions['eventMetadata'] = 'velo',
): VeloEvent {
  const metadata = reading === 'velo' ? toVeloMetadata(event) : toSdkMetadata(event);
  const { body } = event;
  switch (body.kind) {
    case 'deleted':
      return { metadata };
    case 'action':
      return { metadata, data: withVeloKeys(body.data) };
    case 'created':
    case 'updated':
      return { metadata, entity: toVeloContact(body.entity) };
  }
}

function toVeloMetadata(event: WixEvent): VeloEventMetadata {
  return { id: event.id, eventTime: event.eventTime.toISOString(), ...commonOf(event) };
}

function toSdkMetadata(event: WixEvent): SdkEventMetadata {
  const { id, fqdn, slug, eventTime } = event;
  return {
    _id: id,
    entityFqdn: fqdn,
    slug,
    eventTime: new Date(eventTime),
    ...commonOf(event),
  };
}

function commonOf(event: WixEvent): CommonMetadata {
  const { entityId, triggeredByAnonymizeRequest, originatedFrom } = event;
  return {
    entityId,
    triggeredByAnonymizeRequest,
    ...(originatedFrom === undefined ? {} : { originatedFrom }),
  };
}

/**
 * Writes a contact of the REST API as `wix-crm-backend` has it: the lists of `info` are plain
 * arrays, and `_id`, `_createdDate` and `_updatedDate` have their underscore at every depth.
 */
function toVeloContact(contact: unknown): unknown {
  const velo = withVeloKeys(contact);
  if (!isRecord(velo) || !isRecord(velo['info'])) {
    return velo;
  }
  const { info, ...rest } = velo;
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(info)) {
    plain[key] = isRecord(value) && 'items' in value ? value['items'] : value;
  }
  return { ...rest, info: plain };
}

const UNDERSCORED = new Set(['id', 'createdDate', 'updatedDate']);

function withVeloKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withVeloKeys);
  }
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      UNDERSCORED.has(key) ? `_${key}` : key,
      withVeloKeys(inner),
    ]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
