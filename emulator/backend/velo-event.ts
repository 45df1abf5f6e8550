// Emulates the arguments that Wix passes to the handlers in a site's `events.js`. Not emulated: events of APIs
// other than contacts, members, blog and Inbox.
import type { WixEvent } from '../wix/core/events.ts';
import type { EventName } from '../wix/core/event-types.ts';
import type { Assumptions } from '../wix/core/assumptions.ts';

/** The name of the function in `events.js` that Wix calls, by event. */
const HANDLER_NAMES: Readonly<Record<EventName, string>> = {
  'contact-created': 'wixCrm_onContactCreated',
  'contact-updated': 'wixCrm_onContactUpdated',
  'contact-deleted': 'wixCrm_onContactDeleted',
  'contact-merged': 'wixCrm_onContactMerged',
  'member-created': 'wixMembers_onMemberCreated',
  'member-updated': 'wixMembers_onMemberUpdated',
  'member-deleted': 'wixMembers_onMemberDeleted',
  'post-liked': 'wixBlog_onPostLiked',
  'post-unliked': 'wixBlog_onPostUnliked',
  'conversations-merged': 'wixCrmInbox_onConversationConversationsMerged',
  'message-sent-to-business': 'wixCrmInbox_onMessageSentToBusiness',
  'message-sent-to-participant': 'wixCrmInbox_onMessageSentToParticipant',
  'message-button-interacted': 'wixCrmInbox_onMessageButtonInteracted',
};

/** The names of the functions of `events.js` that the emulator calls. */
export const HANDLERS: readonly string[] = Object.values(HANDLER_NAMES);

/** Metadata of every event. */
interface CommonMetadata {
  readonly entityId: string;
  readonly triggeredByAnonymizeRequest: boolean;
  /** `merge` if a merge of contacts caused the event. */
  readonly originatedFrom?: string;
}

/** Metadata in the form of Velo's documentation. */
interface VeloEventMetadata extends CommonMetadata {
  readonly id: string;
  /** ISO 8601. */
  readonly eventTime: string;
}

/** Metadata in the form of the `@wix/*` packages. Without the identity that caused the event and the Wix account. */
interface SdkEventMetadata extends CommonMetadata {
  readonly _id: string;
  readonly entityFqdn: string;
  readonly slug: string;
  readonly eventTime: Date;
}

/** The argument of a handler: `entity`, `data` or neither, and metadata. */
export interface VeloEvent {
  readonly metadata: VeloEventMetadata | SdkEventMetadata;
  readonly entity?: unknown;
  readonly data?: unknown;
}

/** Returns the name of the export of `events.js` that Wix calls for an event. */
export function getHandlerName(event: Pick<WixEvent, 'name'>): string {
  return HANDLER_NAMES[event.name];
}

/**
 * Converts an event to the form of Velo's `events.js`; returns a new object each time. With the form `velo` (the
 * default) the metadata has `id` and an ISO time; with `sdk` it is that of the packages. Dates inside an entity or
 * message are text too (assumed: Wix's samples print text, its types say Date).
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/crm/events/on-contact-created
 * @see https://dev.wix.com/docs/velo/apis/wix-members-v2/members/on-member-created
 * @see https://dev.wix.com/docs/velo/apis/wix-blog-backend/events/on-post-liked
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-business
 */
export function toVeloEvent(
  event: WixEvent,
  form: Assumptions['eventMetadata'] = 'velo',
): VeloEvent {
  const metadata = form === 'velo' ? toVeloMetadata(event) : toSdkMetadata(event);
  const { body } = event;
  switch (body.kind) {
    case 'deleted':
      return { metadata };
    case 'action':
      return { metadata, data: withVeloKeys(body.data) };
    case 'created':
    case 'updated':
      return { metadata, entity: toVeloEntity(body.entity) };
  }
}

function toVeloMetadata(event: WixEvent): VeloEventMetadata {
  return { id: event.id, eventTime: event.eventTime.toISOString(), ...toCommonMetadata(event) };
}

function toSdkMetadata(event: WixEvent): SdkEventMetadata {
  const { id, fqdn, slug, eventTime } = event;
  return {
    _id: id,
    entityFqdn: fqdn,
    slug,
    eventTime: new Date(eventTime),
    ...toCommonMetadata(event),
  };
}

function toCommonMetadata(event: WixEvent): CommonMetadata {
  const { entityId, triggeredByAnonymizeRequest, originatedFrom } = event;
  return {
    entityId,
    triggeredByAnonymizeRequest,
    ...(originatedFrom === undefined ? {} : { originatedFrom }),
  };
}

/**
 * Converts a contact or member of the REST API to the form of Velo: the lists in a contact's `info` are plain arrays,
 * and `_id`, `_createdDate` and `_updatedDate` have an underscore at every depth.
 */
function toVeloEntity(entity: unknown): unknown {
  const velo = withVeloKeys(entity);
  if (!isRecord(velo) || !isRecord(velo['info'])) {
    return velo;
  }
  const { info, ...rest } = velo;
  const flatInfo: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(info)) {
    flatInfo[key] = isRecord(value) && 'items' in value ? value['items'] : value;
  }
  return { ...rest, info: flatInfo };
}

const UNDERSCORED_KEYS = new Set(['id', 'createdDate', 'updatedDate']);

function withVeloKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withVeloKeys);
  }
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      UNDERSCORED_KEYS.has(key) ? `_${key}` : key,
      withVeloKeys(inner),
    ]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
