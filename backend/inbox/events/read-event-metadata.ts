import { omitUndefined } from 'backend/inbox/omit-undefined';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';

/** The metadata of an event. */
export interface EventMetadata {
  /** The event's id. Not an id of the change: Wix may report the same change in two events. */
  readonly id?: string;
  readonly entityId?: string;
  /** When it happened, as ISO 8601 with milliseconds, which sorts as text. */
  readonly at?: string;
  /** The event was caused by a privacy request that anonymizes a person's data. Do not send messages for it. */
  readonly anonymizes: boolean;
}

/**
 * Parses event metadata: Velo events have `id` and the time as a string, SDK events `_id` and a `Date`.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-business
 * @see https://dev.wix.com/docs/sdk/backend-modules/inbox/messages/on-message-sent-to-business
 */
export function readMetadata(event: unknown): EventMetadata {
  const time = readPath(event, 'metadata', 'eventTime');
  const date = new Date(typeof time === 'string' || time instanceof Date ? time : Number.NaN);
  return omitUndefined({
    id: readTextAt(event, 'metadata', 'id') ?? readTextAt(event, 'metadata', '_id'),
    entityId: readTextAt(event, 'metadata', 'entityId'),
    at: Number.isNaN(date.getTime()) ? undefined : date.toISOString(),
    anonymizes: readPath(event, 'metadata', 'triggeredByAnonymizeRequest') === true,
  });
}
