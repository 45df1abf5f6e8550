import { isRecord, own } from 'public/inbox-input';
import type { Conversation, DisplayData, Json, Message, ParticipantIds } from 'public/inbox-shapes';

type Raw = Readonly<Record<string, unknown>>;

/** A conversation as Wix answers it, by the properties that are used; `undefined` if it is none. */
export function toConversation(raw: unknown): Conversation | undefined {
  if (!isRecord(raw)) return undefined;
  const id = textIn(raw, '_id');
  if (id === undefined) return undefined;
  const participantDisplayData = toDisplayData(own(raw, 'participantDisplayData'));
  const businessDisplayData = toDisplayData(own(raw, 'businessDisplayData'));
  return {
    _id: id,
    participant: toIds(own(raw, 'participant')),
    ...(participantDisplayData && { participantDisplayData }),
    ...(businessDisplayData && { businessDisplayData }),
  };
}

/** A message as Wix answers it, as plain JSON; `undefined` if it is none. */
export function toMessage(raw: unknown): Message | undefined {
  if (!isRecord(raw)) return undefined;
  const id = textIn(raw, '_id');
  if (id === undefined) return undefined;
  const { wixUserId, appId } = toSender(own(raw, 'sender'));
  const direction = textIn(raw, 'direction');
  const visibility = textIn(raw, 'visibility');
  const badges = toJson(own(raw, 'badges'));
  return {
    _id: id,
    sequence: textIn(raw, 'sequence') ?? id,
    _createdDate: String(toJson(own(raw, '_createdDate')) ?? ''),
    direction:
      direction === 'PARTICIPANT_TO_BUSINESS' || direction === 'BUSINESS_TO_PARTICIPANT'
        ? direction
        : 'UNKNOWN',
    visibility:
      visibility === 'BUSINESS_AND_PARTICIPANT' || visibility === 'BUSINESS'
        ? visibility
        : 'UNKNOWN',
    sender: {
      ...toIds(own(raw, 'sender')),
      ...(wixUserId !== undefined && { wixUserId }),
      ...(appId !== undefined && { appId }),
    },
    content: toContent(own(raw, 'content')),
    ...(Array.isArray(badges) && { badges }),
    ...(own(raw, 'silent') === true && { silent: true }),
  };
}

/** Copies a value as JSON would: dates as ISO 8601, nothing that is `undefined` or a function. */
function toJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => toJson(item) ?? null);
  return isRecord(value) ? toContent(value) : undefined;
}

function toContent(value: unknown): { readonly [key: string]: Json } {
  if (!isRecord(value)) return {};
  const entries: [string, Json][] = [];
  for (const [key, item] of Object.entries(value)) {
    const json = toJson(item);
    if (json !== undefined) entries.push([key, json]);
  }
  return Object.fromEntries(entries);
}

function toIds(value: unknown): ParticipantIds {
  if (!isRecord(value)) return {};
  const memberId = textIn(value, 'memberId');
  const anonymousVisitorId = textIn(value, 'anonymousVisitorId');
  const contactId = textIn(value, 'contactId');
  return {
    ...(memberId !== undefined && { memberId }),
    ...(anonymousVisitorId !== undefined && { anonymousVisitorId }),
    ...(contactId !== undefined && { contactId }),
  };
}

function toSender(value: unknown): { readonly wixUserId?: string; readonly appId?: string } {
  if (!isRecord(value)) return {};
  const wixUserId = textIn(value, 'wixUserId');
  const appId = textIn(value, 'appId');
  return {
    ...(wixUserId !== undefined && { wixUserId }),
    ...(appId !== undefined && { appId }),
  };
}

function toDisplayData(value: unknown): DisplayData | undefined {
  if (!isRecord(value)) return undefined;
  const name = textIn(value, 'name');
  const imageUrl = textIn(value, 'imageUrl');
  return { ...(name !== undefined && { name }), ...(imageUrl !== undefined && { imageUrl }) };
}

function textIn(raw: Raw, key: string): string | undefined {
  const value = own(raw, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
