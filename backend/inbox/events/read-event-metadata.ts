import { omitUndefined } from 'backend/inbox/omit-undefined';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';

/** The metadata of an event. */
export interface EventMetadata {
  /** The event's id. The same fact gets another id when Wix reports it with a new event. */
  readonly id?: string;
  readonly entityId?: string;
  /** When it happened, as ISO 8601 with milliseconds, which sorts as text. */
  readonly at?: string;
  /** Wix anonymizes a person's data. No message may follow from it. */
  readonly anonymizes: boolean;
}

/**
 * Reads an event's metadata in both of its forms: Velo's has `id` and the time as text, that of Wix's
 * packages `_id` and a `Date`.
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
