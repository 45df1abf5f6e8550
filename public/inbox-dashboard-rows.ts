import { rowsOf, toText, toTime } from 'public/inbox-chat-rows';
import type { ChatRow, RowPart } from 'public/inbox-chat-rows';
import type { DashboardTexts } from 'public/inbox-dashboard-texts';
import { isRecord } from 'public/inbox-input';
import type { FoundParticipant, Message, RecentEvent } from 'public/inbox-shapes';

/** One row of what just happened. */
export interface RecentRow {
  readonly _id: string;
  readonly what: string;
  readonly when: string;
  /** Absent where no conversation belongs to it. */
  readonly conversationId?: string;
}

/** One row of who was found. */
export interface FoundRow {
  readonly _id: string;
  readonly name: string;
  readonly address: string;
  readonly participant: FoundParticipant['participant'];
}

/** Writes what happened as a row. */
export function toRecentRow(
  { _id, kind, direction, at, conversationId }: RecentEvent,
  { kinds }: DashboardTexts,
  language: string,
): RecentRow {
  const isAnswer = direction === 'BUSINESS_TO_PARTICIPANT';
  const what = kind === 'message' ? kinds[isAnswer ? 'answered' : 'received'] : kinds[kind];
  return {
    _id,
    what,
    when: toTime(at, language),
    ...(conversationId !== undefined && { conversationId }),
  };
}

/** Writes somebody who was found as a row. */
export function toFoundRow({ participant, name, email, phone }: FoundParticipant): FoundRow {
  const _id = 'memberId' in participant ? participant.memberId : participant.contactId;
  return {
    _id,
    name,
    address: [email, phone].filter((it) => it !== undefined).join(', '),
    participant,
  };
}

/** Writes a message of any type as rows, as the business sees it. */
export function toMessageRows(
  { _id, sequence, direction, visibility, content, _createdDate }: Message,
  texts: DashboardTexts,
  participant: string,
  language: string,
): ChatRow[] {
  const isOurs = direction === 'BUSINESS_TO_PARTICIPANT';
  const isHidden = visibility === 'BUSINESS' && !isOurs ? ` · ${texts.hidden}` : '';
  return rowsOf(toParts(content), {
    // A repeater takes letters, digits and hyphens; Inbox says of a message's id that it is a text.
    id: /^[\dA-Za-z-]+$/.test(_id) ? _id : sequence,
    from: isOurs ? 'me' : 'them',
    name: isOurs ? texts.business : participant,
    note: toTime(_createdDate, language) + isHidden,
  });
}

function toParts(content: Message['content']): RowPart[] {
  const [basic, minimal, form, template] = ['basic', 'minimal', 'form', 'template'].map((type) =>
    recordAt(content, type),
  );
  const parts = [
    ...listAt(basic, 'items').flatMap(toPart),
    ...toLines([textAt(minimal, 'text')]),
    ...toLines([
      textAt(form, 'title'),
      // Where a form says that nobody has proved whose the address is.
      textAt(form, 'description'),
      ...listAt(form, 'fields').map(
        // A value of several lines must not look like another field.
        (field) => `${textAt(field, 'name')}: ${textAt(field, 'value').replace(/\n/g, '\n    ')}`,
      ),
    ]),
    ...listAt(form, 'media').flatMap(toPart),
    ...toLines([
      textAt(template, 'title'),
      ...listAt(template, 'textLines').map(String),
      ...listAt(template, 'buttons').map((button) => `[${textAt(button, 'label')}]`),
    ]),
  ];
  // Inbox's own messages, and types that come later, have a line that stands for them.
  return parts.length > 0 ? parts : [toText(textAt(content, 'previewText') || '…')];
}

function toPart(item: unknown): RowPart[] {
  const text = textAt(item, 'text');
  const [image, file] = [recordAt(item, 'image'), recordAt(item, 'file')];
  const media = (of: unknown, kind: 'image' | 'link'): RowPart[] => {
    const url = textAt(of, 'url');
    return url.startsWith('https://') ? [{ kind, text: textAt(of, 'filename') || url, url }] : [];
  };
  return [...toLines([text]), ...media(image, 'image'), ...media(file, 'link')];
}

function toLines(lines: readonly string[]): RowPart[] {
  const text = lines.filter((line) => line !== '').join('\n');
  return text === '' ? [] : [toText(text)];
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
