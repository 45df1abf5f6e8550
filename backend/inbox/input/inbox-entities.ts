import { omitUndefined } from 'backend/inbox/omit-undefined';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import { isRecord } from 'public/inbox-input';
import { normalizeLineEnds, normalizeName } from 'public/inbox-normalize';
import type {
  Channel,
  Conversation,
  DisplayData,
  Json,
  Message,
  ParticipantIds,
} from 'public/inbox-shapes';

const CHANNELS: readonly Channel[] = ['CHAT', 'EMAIL', 'SMS'];

/** Converts a Wix conversation to the properties that are used. Returns `undefined` if it is invalid. */
export function toConversation(raw: unknown): Conversation | undefined {
  const id = readTextAt(raw, '_id');
  if (id === undefined) return undefined;
  return omitUndefined({
    _id: id,
    participant: toIds(readPath(raw, 'participant')),
    participantDisplayData: toDisplayData(readPath(raw, 'participantDisplayData')),
    businessDisplayData: toDisplayData(readPath(raw, 'businessDisplayData')),
    channels: toChannels(readPath(raw, 'channels')),
  });
}

/** Converts a Wix message to plain JSON. Returns `undefined` if it is invalid. */
export function toMessage(raw: unknown): Message | undefined {
  const id = readTextAt(raw, '_id');
  if (id === undefined) return undefined;
  const sender = readPath(raw, 'sender');
  const direction = readPath(raw, 'direction');
  const visibility = readPath(raw, 'visibility');
  const badges = toJson(readPath(raw, 'badges'));
  const content = toJson(readPath(raw, 'content'));
  return omitUndefined({
    _id: id,
    sequence: readTextAt(raw, 'sequence') ?? id,
    _createdDate: toDate(readPath(raw, '_createdDate')),
    direction:
      direction === 'PARTICIPANT_TO_BUSINESS' || direction === 'BUSINESS_TO_PARTICIPANT'
        ? direction
        : 'UNKNOWN',
    visibility:
      visibility === 'BUSINESS_AND_PARTICIPANT' || visibility === 'BUSINESS'
        ? visibility
        : 'UNKNOWN',
    sender: {
      ...toIds(sender),
      ...omitUndefined({
        wixUserId: readTextAt(sender, 'wixUserId'),
        appId: readTextAt(sender, 'appId'),
      }),
    },
    content: isRecord(content) ? content : {},
    badges: isList(badges) ? badges : undefined,
    silent: readPath(raw, 'silent') === true ? true : undefined,
  });
}

/**
 * Copies a value as JSON does: dates become ISO 8601; `undefined` and functions are dropped. Line ends become `\n`;
 * otherwise a text stays as it was written, as other clients of Inbox show it.
 */
function toJson(value: unknown): Json | undefined {
  if (typeof value === 'string') return normalizeLineEnds(value);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => toJson(item) ?? null);
  if (!isRecord(value)) return undefined;
  const entries: [string, Json][] = [];
  for (const [key, item] of Object.entries(value)) {
    const json = toJson(item);
    if (json !== undefined) entries.push([key, json]);
  }
  return Object.fromEntries(entries);
}

/** Converts a date to ISO 8601. The SDK returns a `Date`, `wix-inbox.v2` a string. */
function toDate(value: unknown): string {
  const json = toJson(value);
  return typeof json === 'string' ? json : '';
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

/** Reads the ids by which Wix identifies a participant. */
export function toIds(value: unknown): ParticipantIds {
  return omitUndefined({
    memberId: readTextAt(value, 'memberId'),
    anonymousVisitorId: readTextAt(value, 'anonymousVisitorId'),
    contactId: readTextAt(value, 'contactId'),
  });
}

/** Keeps the supported channels. */
function toChannels(value: unknown): readonly Channel[] | undefined {
  return Array.isArray(value) ? CHANNELS.filter((channel) => value.includes(channel)) : undefined;
}

function toDisplayData(value: unknown): DisplayData | undefined {
  if (value === undefined || value === null) return undefined;
  const name = readTextAt(value, 'name');
  return omitUndefined({
    name: name && (normalizeName(name) || undefined),
    imageUrl: readTextAt(value, 'imageUrl'),
  });
}
