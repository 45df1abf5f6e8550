// Emulates Wix Inbox's messages: send, and list by page. Not emulated: indications (seen, delivered), reactions.
import * as meta from '@wix/auto_sdk_inbox_messages/meta';
import { readDocument } from '../../database/documents.ts';
import type { DatabaseContext, OperationContext } from '../core/context.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { notEmulated, WixValidationError } from '../core/wix-error.ts';
import { requireConversation } from './conversations.ts';
import { readCursor, toCursor } from './cursor.ts';
import { requireInbox } from './settings.ts';
import { renewMediaUrls } from './media-urls.ts';
import { requiredFieldError, sendMessage, type InboxMessage } from './send-message.ts';

/** A row of the messages table. */
export interface MessageRow {
  readonly sequence: number;
  readonly public: number;
  readonly notified: number;
  readonly document: string;
}

/**
 * Selects messages of a conversation by sequence: those after `beyond` in the order of the page and below `before`, at
 * most `limit`.
 */
export function selectMessages(
  { database }: DatabaseContext,
  conversation: number,
  page: {
    readonly publicOnly: boolean;
    readonly ascending: boolean;
    readonly limit: number;
    readonly beyond?: number | undefined;
    readonly before?: number | undefined;
  },
): readonly MessageRow[] {
  const order = page.ascending ? 'asc' : 'desc';
  const beyond = page.ascending ? 'sequence > ?' : 'sequence < ?';
  return database.all<MessageRow>(
    `select sequence, public, notified, document from messages
     where conversation = ? ${page.publicOnly ? 'and public = 1' : ''} and ${beyond} and sequence < ?
     order by sequence ${order} limit ?`,
    conversation,
    page.beyond ?? (page.ascending ? 0 : Number.MAX_SAFE_INTEGER),
    page.before ?? Number.MAX_SAFE_INTEGER,
    page.limit,
  );
}

/** Converts a row to a message as Wix's REST API returns it. */
export function toMessage(row: MessageRow): InboxMessage {
  return readDocument<InboxMessage>(row.document);
}

/** Returns the sequence below which messages are listed, under the fault `list-stale`; sequences are microseconds. */
function listedBefore({ effects: { staleMs }, now }: OperationContext): number | undefined {
  return staleMs === undefined ? undefined : (now().getTime() - staleMs + 1) * 1000;
}

const rules = loadRules('inbox-messages');
/** The page size of List Messages if the request gives none. */
const DEFAULT_PAGE_SIZE = 30;

/** The emulated operations of Inbox's messages. */
export const MESSAGE_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'sendMessage',
    meta: meta.sendMessage,
    callers: ['app', 'user'],
    grade: 'documented',
    source: 'https://dev.wix.com/docs/api-reference/crm/communication/inbox/messages/send-message',
    notes:
      'Assumed: a missing direction or visibility is refused; 404 CONVERSATION_NOT_FOUND for an unknown conversation, and for a merged one by the assumption `sendToMergedAway`; IDENTITY_DOES_NOT_MATCH if the business sends as the participant.',
    run: (context, request) => ({ message: sendMessage(context, request) }),
  }),
  defineOperation({
    rules,
    method: 'listMessages',
    meta: meta.listMessages,
    callers: ['app', 'user'],
    grade: 'documented',
    source: 'https://dev.wix.com/docs/api-reference/crm/communication/inbox/messages/list-messages',
    notes:
      'Default 30 messages, at most 100. Assumed: at least 1; sorting by sequence only; no `prev` cursor.',
    run(context, { conversationId, visibility, paging, sorting }) {
      requireInbox(context);
      const row = requireConversation(context, conversationId);
      if (!visibility || visibility === 'UNKNOWN_VISIBILITY') {
        throw requiredFieldError('visibility');
      }
      const fieldName = sorting?.fieldName;
      if (fieldName && fieldName !== 'sequence') {
        throw notEmulated(`Sorting messages by "${fieldName.slice(0, 40)}"`, 'Sort by "sequence".');
      }
      const order = sorting?.order ?? 'DESC';
      const view = `${visibility} ${order}`;
      const limit = paging?.limit ?? DEFAULT_PAGE_SIZE;
      if (!Number.isInteger(limit) || limit < 1) {
        const description = 'must be a whole number from 1 to 100';
        throw new WixValidationError([
          { field: 'paging.limit', description, violatedRule: 'VALIDATION' },
        ]);
      }
      const rows = selectMessages(context, row.key, {
        publicOnly: visibility === 'BUSINESS_AND_PARTICIPANT',
        ascending: order === 'ASC',
        limit: limit + 1,
        beyond: paging?.cursor ? readCursor(paging.cursor, view) : undefined,
        before: listedBefore(context),
      });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        messages: page.map((it) => renewMediaUrls(context, toMessage(it))),
        pagingMetadata: {
          count: page.length,
          cursors: last && rows.length > limit ? { next: toCursor(last.sequence, view) } : {},
        },
      };
    },
  }),
];
