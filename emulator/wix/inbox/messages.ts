// Wix Inbox's message methods and the pages of a conversation. Leaves out indications (seen, delivered) and reactions.
import * as meta from '@wix/auto_sdk_inbox_messages/meta';
import { readDocument } from '../../database/documents.ts';
import type { Call } from '../core/context.ts';
import { operation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { notEmulated, WixValidationError } from '../core/wix-error.ts';
import { requireConversation } from './conversations.ts';
import { readCursor, toCursor } from './cursor.ts';
import { requireInbox } from './inbox-settings.ts';
import { required, sendMessage, type MessageAnswer } from './send-message.ts';

/** A row of the messages table. */
export interface MessageRow {
  readonly sequence: number;
  readonly public: number;
  readonly notified: number;
  readonly document: string;
}

/** A page of a conversation's messages by sequence, one more than asked so that the caller knows whether there is a next. */
export function selectMessages(
  { database }: Pick<Call, 'database'>,
  conversation: number,
  page: {
    readonly publicOnly: boolean;
    readonly ascending: boolean;
    readonly limit: number;
    readonly beyond?: number | undefined;
  },
): readonly MessageRow[] {
  const order = page.ascending ? 'asc' : 'desc';
  const beyond = page.ascending ? 'sequence > ?' : 'sequence < ?';
  return database.all<MessageRow>(
    `select sequence, public, notified, document from messages
     where conversation = ? ${page.publicOnly ? 'and public = 1' : ''} and ${beyond} order by sequence ${order} limit ?`,
    conversation,
    page.beyond ?? (page.ascending ? 0 : Number.MAX_SAFE_INTEGER),
    page.limit,
  );
}

/** A stored message as Wix's REST API answers it. */
export function toMessage(row: MessageRow): MessageAnswer {
  return readDocument<MessageAnswer>(row.document);
}

const rules = loadRules('inbox-messages');
const DEFAULT_PAGE = 30;

/** Inbox's public message methods. */
export const MESSAGE_OPERATIONS: readonly Operation[] = [
  operation({
    rules,
    method: 'sendMessage',
    meta: meta.sendMessage,
    who: ['app', 'user'],
    grade: 'documented',
    source: 'https://dev.wix.com/docs/api-reference/crm/communication/inbox/messages/send-message',
    notes:
      'Missing direction or visibility is refused; an unknown or merged conversation answers 404 CONVERSATION_NOT_FOUND; IDENTITY_DOES_NOT_MATCH where the business would speak as the participant (all assumed).',
    run: (call, request) => ({ message: sendMessage(call, request) }),
  }),
  operation({
    rules,
    method: 'listMessages',
    meta: meta.listMessages,
    who: ['app', 'user'],
    grade: 'documented',
    source: 'https://dev.wix.com/docs/api-reference/crm/communication/inbox/messages/list-messages',
    notes:
      '30 messages unless asked otherwise, at most 100, at least 1 (assumed); only sorting by sequence; no `prev` cursor.',
    run(call, { conversationId, visibility, paging, sorting }) {
      requireInbox(call);
      const row = requireConversation(call, conversationId);
      if (!visibility || visibility === 'UNKNOWN_VISIBILITY') {
        throw required('visibility');
      }
      const fieldName = sorting?.fieldName;
      if (fieldName && fieldName !== 'sequence') {
        throw notEmulated(`sorting messages by "${fieldName.slice(0, 40)}"`);
      }
      const order = sorting?.order ?? 'DESC';
      const view = `${visibility} ${order}`;
      const limit = paging?.limit ?? DEFAULT_PAGE;
      if (!Number.isInteger(limit) || limit < 1) {
        const description = 'must be a whole number from 1 to 100';
        throw new WixValidationError([
          { field: 'paging.limit', description, violatedRule: 'VALIDATION' },
        ]);
      }
      const rows = selectMessages(call, row.key, {
        publicOnly: visibility === 'BUSINESS_AND_PARTICIPANT',
        ascending: order === 'ASC',
        limit: limit + 1,
        beyond: paging?.cursor ? readCursor(paging.cursor, view) : undefined,
      });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        messages: page.map(toMessage),
        pagingMetadata: {
          count: page.length,
          cursors: last && rows.length > limit ? { next: toCursor(last.sequence, view) } : {},
        },
      };
    },
  }),
];
