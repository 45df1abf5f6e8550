import type { DashboardTexts } from 'public/inbox-dashboard-texts';
import { isRecord } from 'public/inbox-input';
import {
  createMessageRows,
  formatDate,
  toButtonContent,
  toFileContent,
  toTextContent,
} from 'public/inbox-message-rows';
import type { MessageRow, RowContent } from 'public/inbox-message-rows';
import type { FoundParticipant, Message, RecentEvent } from 'public/inbox-shapes';

/** One row of the list of recent events. */
export interface RecentRow {
  readonly _id: string;
  /** The participant's name; empty if it is not known. */
  readonly who: string;
  /** Whether the user has not seen the event. */
  readonly isUnread: boolean;
  /** The name of the event. */
  readonly what: string;
  /** The formatted date. */
  readonly when: string;
  /** Absent if the event belongs to no conversation. */
  readonly conversationId?: string;
}

/** One row of the search results. */
export interface FoundRow {
  readonly _id: string;
  readonly name: string;
  /** The email address and the phone number, if known. */
  readonly address: string;
  readonly participant: FoundParticipant['participant'];
}

/** Options of `toRecentRow`. */
export interface RecentRowOptions extends Pick<RecentRow, 'who' | 'isUnread'> {
  readonly texts: DashboardTexts;
  readonly language: string;
}

/** Creates the row of an event. */
export function toRecentRow(
  { _id, kind, direction, at, conversationId }: RecentEvent,
  { who, isUnread, texts: { kinds }, language }: RecentRowOptions,
): RecentRow {
  const isSent = direction === 'BUSINESS_TO_PARTICIPANT';
  const what = kind === 'message' ? kinds[isSent ? 'sent' : 'received'] : kinds[kind];
  return {
    _id,
    who,
    isUnread,
    what,
    when: formatDate(at, language),
    ...(conversationId !== undefined && { conversationId }),
  };
}

/** Creates the row of a search result. */
export function toFoundRow({ participant, name, email, phone }: FoundParticipant): FoundRow {
  const _id = 'memberId' in participant ? participant.memberId : participant.contactId;
  return {
    _id,
    name,
    address: [email, phone].filter((value) => value !== undefined).join(', '),
    participant,
  };
}

/** Creates the rows of a message of any type, as the business sees it. */
export function toMessageRows(
  { _id, sequence, direction, visibility, content, _createdDate }: Message,
  texts: DashboardTexts,
  participant: string,
  language: string,
): MessageRow[] {
  const isFromBusiness = direction === 'BUSINESS_TO_PARTICIPANT';
  const isHidden = visibility === 'BUSINESS' && !isFromBusiness ? ` · ${texts.hidden}` : '';
  return createMessageRows(toContents(content), {
    // A repeater accepts letters, digits and hyphens; Inbox documents a message's id only as a string.
    id: /^[\dA-Za-z-]+$/.test(_id) ? _id : sequence,
    from: isFromBusiness ? 'me' : 'them',
    name: isFromBusiness ? texts.business : participant,
    note: formatDate(_createdDate, language) + isHidden,
  });
}

function toContents(content: Message['content']): RowContent[] {
  const [basic, minimal, form, template] = ['basic', 'minimal', 'form', 'template'].map((type) =>
    recordAt(content, type),
  );
  const contents = [
    ...listAt(basic, 'items').flatMap(toItemContents),
    ...toTextContents([textAt(minimal, 'text')]),
    ...toTextContents([
      textAt(form, 'title'),
      // The description of a form states that its email address is not verified.
      textAt(form, 'description'),
      ...listAt(form, 'fields').map(
        // Indents further lines, so that a value cannot look like another field.
        (field) => `${textAt(field, 'name')}: ${textAt(field, 'value').replace(/\n/g, '\n    ')}`,
      ),
    ]),
    ...listAt(form, 'media').flatMap(toItemContents),
    ...toMedia(textAt(template, 'imageUrl'), textAt(template, 'title'), 'image'),
    ...toTextContents([textAt(template, 'title'), ...listAt(template, 'textLines').map(String)]),
    ...listAt(template, 'buttons').map((button) =>
      toButtonContent(textAt(button, 'label'), toHttps(textAt(button, 'launchUrl'))),
    ),
  ];
  // System messages and unknown types are shown by their preview text.
  return contents.length > 0 ? contents : [toTextContent(textAt(content, 'previewText') || '…')];
}

function toItemContents(item: unknown): RowContent[] {
  const [image, file] = [recordAt(item, 'image'), recordAt(item, 'file')];
  return [
    ...toTextContents([textAt(item, 'text')]),
    ...toMedia(textAt(image, 'url'), textAt(image, 'filename'), 'image'),
    ...toMedia(textAt(file, 'url'), textAt(file, 'filename'), 'link'),
  ];
}

function toMedia(url: string, name: string, kind: 'image' | 'link'): RowContent[] {
  return toHttps(url) === '' ? [] : [toFileContent(kind, url, name)];
}

/** Returns a URL that a page may open, otherwise `''`. */
function toHttps(url: string): string {
  return url.startsWith('https://') ? url : '';
}

function toTextContents(lines: readonly string[]): RowContent[] {
  const text = lines.filter((line) => line !== '').join('\n');
  return text === '' ? [] : [toTextContent(text)];
}

function recordAt(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function textAt(value: unknown, key: string): string {
  const text = recordAt(value, key);
  return typeof text === 'string' ? text : '';
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = recordAt(value, key);
  return Array.isArray(list) ? list : [];
}
