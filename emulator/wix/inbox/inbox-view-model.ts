// Emulates what the business sees and does in Wix Inbox's dashboard, for the inbox screen. Not emulated: folders,
// search, assignment, archiving.
import type { OperationContext, Identity } from '../core/context.ts';
import type { EventRecord, Events } from '../core/events.ts';
import { WixApiError, WixValidationError } from '../core/wix-error.ts';
import { prepareMessage, type BusinessMessage } from './business-message.ts';
import { clickButton, type ButtonInput } from './click-button.ts';
import { findCurrentConversation, requireConversation } from './conversations.ts';
import {
  readConversation,
  readInbox,
  type ConversationView,
  type InboxRequest,
  type InboxView,
} from './inbox-views.ts';

/** Resets a conversation's unread count, as opening it in Wix Inbox does. Returns whether there were unread messages. */
function markRead(context: OperationContext, id: string): boolean {
  const row = requireConversation(context, id);
  if (row.unread === 0) return false;
  context.database.run('update conversations set unread = 0 where key = ?', row.key);
  return true;
}

/** The site owner who uses the inbox screen. The id is made up and constant. */
export const SCREEN_USER: Identity = { kind: 'user', id: '5b9f6f1a-0000-4000-8000-00000000000a' };

/** The number of newest events among which the event of a click is looked up. */
const CLICK_EVENTS = 1000;

/** The reason why Wix refused an action of the business. */
export interface Refusal {
  readonly status: 400 | 403 | 404;
  readonly code: string;
  readonly message: string;
  /** The invalid fields, by their path in the request (`message.content.form.title`), if Wix reports them. */
  readonly violations?: readonly { readonly field: string; readonly description: string }[];
}

/** What came of a button click. */
export interface ButtonClickResult {
  /** What came of the event for the site; `no-handler` if the site does not handle it. */
  readonly outcome: EventRecord['outcome'];
  /** The error of the site's handler. */
  readonly error?: string;
  /** True if a message was added to the conversation while the event was handled. */
  readonly replied: boolean;
}

/** The actions of the business in Wix Inbox's dashboard. Each is one transaction of the site owner. */
export interface InboxViewModel {
  /** Reads the list and a conversation as one snapshot; changes nothing. */
  read(request: InboxRequest): Promise<InboxView>;
  /** Reads a conversation as its participant sees it: only messages visible to both. Undefined if the id is unknown. */
  readAsParticipant(
    conversationId: string,
    page?: Pick<InboxRequest, 'before' | 'from'>,
  ): Promise<ConversationView | undefined>;
  /** Marks a conversation as read. Returns whether there were unread messages. */
  markRead(conversationId: string): Promise<boolean | Refusal>;
  /** Sends a message of any of Inbox's four types as the business. Returns the refusal if Wix refuses. */
  send(conversationId: string, message: BusinessMessage): Promise<Refusal | undefined>;
  /**
   * Clicks a button of a template message as the participant and waits until the event is handled. Returns the refusal
   * if there is no such button.
   */
  clickButton(conversationId: string, button: ButtonInput): Promise<Refusal | ButtonClickResult>;
}

/** Creates the view model of an emulated Wix's inbox. */
export function createInboxViewModel(wix: {
  readonly events: Pick<Events, 'list' | 'settled'>;
  runAs<T>(identity: Identity | undefined, work: (context: OperationContext) => T): Promise<T>;
}): InboxViewModel {
  return {
    read: (request) => wix.runAs(SCREEN_USER, (context) => readInbox(context, request)),
    markRead: (id) => withRefusal(() => wix.runAs(SCREEN_USER, (context) => markRead(context, id))),
    readAsParticipant: (id, page = {}) =>
      wix.runAs(SCREEN_USER, (context) => {
        const row = findCurrentConversation(context, id);
        return row && readConversation(context, row, { ...page, publicOnly: true });
      }),
    send: (id, message) =>
      withRefusal(async () => {
        await wix.runAs(SCREEN_USER, prepareMessage(id, message));
        return undefined;
      }),
    clickButton: (id, button) =>
      withRefusal(async () => {
        const newestSequence = () =>
          wix.runAs(
            SCREEN_USER,
            (context) => findCurrentConversation(context, id)?.last_sequence ?? 0,
          );
        const before = await newestSequence();
        const entityId = await wix.runAs(undefined, (context) => clickButton(context, id, button));
        await wix.events.settled();
        const event = wix.events.list(CLICK_EVENTS).find((record) => record.entityId === entityId);
        return {
          outcome: event?.outcome ?? 'waiting',
          ...(event?.error === undefined ? {} : { error: event.error }),
          replied: (await newestSequence()) > before,
        };
      }),
  };
}

/** Runs an action and converts an error of Wix to a refusal. */
async function withRefusal<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WixValidationError) {
      const violations = (error.body.details.validationError?.fieldViolations ?? []).map(
        ({ field, description }) => ({ field, description }),
      );
      return {
        status: 400,
        code: 'VALIDATION',
        message: `Wix rejected the message: ${error.message}.`,
        violations,
      };
    }
    if (error instanceof WixApiError) {
      const code = error.body.details.applicationError?.code ?? 'UNKNOWN';
      const status = error.status === 404 || error.status === 403 ? error.status : 400;
      return { status, code, message: `Wix refuses this: ${error.message}` };
    }
    throw error;
  }
}
