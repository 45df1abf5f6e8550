import type { ChatTexts } from 'public/inbox-chat-texts';
import {
  createMessageRows,
  formatDate,
  toButtonContent,
  toFileContent,
  toFileName,
  toTextContent,
} from 'public/inbox-message-rows';
import type { MessageRow, RowContent } from 'public/inbox-message-rows';
import { isUnconfirmed } from 'public/inbox-chat-outbox';
import type { QueuedMessage } from 'public/inbox-chat-outbox';
import { insertTime } from 'public/inbox-send-texts';
import type { ChatItem, ChatMessage, ChatTemplate } from 'public/inbox-shapes';

/** Options of `toChatRows`. */
export interface ChatRowOptions {
  /** The id of the rows: the message's, or that of the queued message that it was. */
  readonly id: string;
  readonly texts: ChatTexts;
  readonly language: string;
}

/** Creates the rows of a message, as its participant sees it. */
export function toChatRows(
  { from, at, items, template }: ChatMessage,
  { id, texts, language }: ChatRowOptions,
): MessageRow[] {
  const contents = [...items.map(toContent), ...(template ? toTemplateContents(template) : [])];
  const [side, name] =
    from === 'me' ? (['me', texts.me] as const) : (['them', texts.business] as const);
  return createMessageRows(contents, { id, from: side, name, note: formatDate(at, language) });
}

/** Creates the rows of a message that is being sent; the note is its state, with the reason if it was not sent. */
export function toQueuedRows(message: QueuedMessage, texts: ChatTexts): MessageRow[] {
  const { id, text, attachments, state, seconds = 0, reason = '' } = message;
  const isNotSent = state === 'failed' || state === 'refused';
  const files = attachments.map((url) => toTextContent(toFileName(url)));
  const contents = text === '' ? files : [toTextContent(text), ...files];
  const note = isNotSent
    ? [texts.failed, reason].filter((part) => part !== '').join('. ')
    : insertTime(texts[state], seconds);
  const canSendAgain = state === 'failed' || isUnconfirmed(message);
  const action = state === 'refused' ? texts.edit : canSendAgain ? texts.sendAgain : '';
  return createMessageRows(contents, { id, from: 'me', name: texts.me, note, action });
}

function toContent(item: ChatItem): RowContent {
  switch (item.kind) {
    case 'text':
      return toTextContent(item.text);
    case 'image':
      return toFileContent('image', item.url, item.filename);
    case 'file':
      return toFileContent('link', item.url, item.filename);
  }
}

function toTemplateContents({ title, imageUrl, lines, buttons }: ChatTemplate): RowContent[] {
  const text = [title ?? '', ...lines].filter((line) => line !== '').join('\n');
  return [
    ...(imageUrl === undefined ? [] : [toFileContent('image', imageUrl, title)]),
    ...(text === '' ? [] : [toTextContent(text)]),
    ...buttons.map(({ label, url = '' }) => toButtonContent(label, url)),
  ];
}
