// Builds what a webhook sends: the event in the format of Wix's REST API, in strings of JSON that contain each other.
import { SITE_ID, type Identity } from '../core/context.ts';
import type { WixEvent } from '../core/events.ts';

/** Returns Wix's type of an event, such as `wix.contacts.v4.contact_created`. */
export function toEventType({ fqdn, slug }: Pick<WixEvent, 'fqdn' | 'slug'>): string {
  return `${fqdn}_${slug}`;
}

/**
 * Returns the claim `data` of a webhook's token, as the SDK's `webhooks.parseJWT` reads it. `identity` is absent if Wix
 * caused the event.
 *
 * @param sequence the number of the event: an event of an entity has a higher number than its earlier events
 * @see https://dev.wix.com/docs/rest/articles/getting-started/webhook-structure
 */
export function toEnvelope(event: WixEvent, instanceId: string, sequence: number): string {
  return JSON.stringify({
    eventType: toEventType(event),
    instanceId,
    accountInfo: { siteId: SITE_ID },
    ...(event.identity ? { identity: JSON.stringify(toIdentity(event.identity)) } : {}),
    data: JSON.stringify(toDomainEvent(event, sequence)),
  });
}

/** Returns an identity with Wix's names. */
function toIdentity({ kind, id }: Identity): object {
  switch (kind) {
    case 'visitor':
      return { identityType: 'ANONYMOUS_VISITOR', anonymousVisitorId: id };
    case 'member':
      return { identityType: 'MEMBER', memberId: id };
    case 'user':
      return { identityType: 'WIX_USER', wixUserId: id };
    case 'app':
      return { identityType: 'APP', appId: id };
  }
}

/**
 * Returns an event as Wix's `DomainEvent`. Not included: `modifiedFields` of updates and `deletedEntity`.
 * @see the packages' `index.typings.d.mts`, `DomainEvent`
 */
function toDomainEvent(event: WixEvent, sequence: number): object {
  const { id, fqdn, slug, entityId, eventTime, triggeredByAnonymizeRequest, originatedFrom } =
    event;
  return {
    id,
    entityFqdn: fqdn,
    slug,
    entityId,
    ...toBody(event.body),
    eventTime,
    triggeredByAnonymizeRequest,
    ...(originatedFrom === undefined ? {} : { originatedFrom }),
    entityEventSequence: String(sequence),
  };
}

function toBody(body: WixEvent['body']): object {
  switch (body.kind) {
    case 'created':
      return { createdEvent: { entity: body.entity } };
    case 'updated':
      return { updatedEvent: { currentEntity: body.entity } };
    case 'deleted':
      return { deletedEvent: {} };
    case 'action':
      return { actionEvent: { body: body.data } };
  }
}
