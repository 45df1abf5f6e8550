// The form in which a site's `events.js` gets Wix's events. Leaves out Inbox's own events, labels, forms and every other API.
import type { WixEvent } from '../wix/events.ts';

/** The functions of `events.js` that are called, by event. Inbox's own events are raised, and shown by the control routes, but not delivered yet. */
const HANDLERS = new Map<WixEvent['name'], string>([
  ['contact-created', 'wixCrm_onContactCreated'],
  ['contact-updated', 'wixCrm_onContactUpdated'],
  ['contact-deleted', 'wixCrm_onContactDeleted'],
  ['contact-merged', 'wixCrm_onContactMerged'],
  ['post-liked', 'wixBlog_onPostLiked'],
  ['post-unliked', 'wixBlog_onPostUnliked'],
]);

/** What comes with every event of a site. */
interface VeloEventMetadata {
  readonly id: string;
  readonly entityId: string;
  /** ISO 8601. */
  readonly eventTime: string;
  readonly triggeredByAnonymizeRequest: boolean;
  /** `merge` if a merge of contacts caused it. */
  readonly originatedFrom?: string;
}

/** An event as a function of `events.js` gets it: with the entity, with data, or with neither. */
export interface VeloEvent {
  readonly metadata: VeloEventMetadata;
  readonly entity?: unknown;
  readonly data?: unknown;
}

/** Tells which export of `events.js` Wix calls for an event; undefined if the emulator delivers it to none. */
export function handlerNameOf(event: Pick<WixEvent, 'name'>): string | undefined {
  return HANDLERS.get(event.name);
}

/**
 * Writes an event as Velo's `events.js` gets it, a fresh object each time. Unlike the packages'
 * events its metadata has `id` and a time as text. That dates inside an entity are text too is
 * assumed: Wix's samples print them so, its types say Date.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/crm/events/on-contact-created
 * @see https://dev.wix.com/docs/velo/apis/wix-blog-backend/events/on-post-liked
 */
export function toVeloEvent(event: WixEvent): VeloEvent {
  const metadata: VeloEventMetadata = {
    id: event.id,
    entityId: event.entityId,
    eventTime: event.eventTime.toISOString(),
    triggeredByAnonymizeRequest: event.triggeredByAnonymizeRequest,
    ...(event.originatedFrom === undefined ? {} : { originatedFrom: event.originatedFrom }),
  };
  const { body } = event;
  switch (body.kind) {
    case 'deleted':
      return { metadata };
    case 'action':
      return {
        metadata,
        data: event.name === 'contact-merged' ? withVeloKeys(body.data) : copied(body.data),
      };
    case 'created':
    case 'updated':
      return { metadata, entity: toVeloContact(body.entity) };
  }
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

function copied(value: unknown): unknown {
  const copy: unknown = structuredClone(value);
  return copy;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
