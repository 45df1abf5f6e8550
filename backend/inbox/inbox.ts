import { createContext, type InboxContext, type InboxDependencies } from 'backend/inbox/context';
import type { InboxError } from 'backend/inbox/error';
import { handleButtonClick } from 'backend/inbox/events/handle-button-click';
import { onConversationsMerged } from 'backend/inbox/events/inbox/on-conversations-merged';
import { onMessageSent } from 'backend/inbox/events/inbox/on-message-sent';
import { redoEvents } from 'backend/inbox/events/redo-events';
import { sendPostLiked } from 'backend/inbox/events/send-post-liked';
import { sendThankYou } from 'backend/inbox/events/send-thank-you';
import { checkChannelPermission } from 'backend/inbox/realtime/channel';
import { checkInbox } from 'backend/inbox/use-cases/check-inbox';
import { findParticipants } from 'backend/inbox/use-cases/find-participants';
import { listMessages } from 'backend/inbox/use-cases/list-messages';
import { listRecent } from 'backend/inbox/use-cases/list-recent';
import { openForm } from 'backend/inbox/use-cases/open-form';
import {
  getConversation,
  listAllMessages,
  openConversation,
} from 'backend/inbox/use-cases/read-conversations';
import { sendActivity } from 'backend/inbox/use-cases/send-activity';
import { sendForm } from 'backend/inbox/use-cases/send-form';
import { sendText } from 'backend/inbox/use-cases/send-text';
import { sendTo } from 'backend/inbox/use-cases/send-to';
import { setUpInbox } from 'backend/inbox/use-cases/set-up-inbox';

/** Every use case and event handler. The first parameter is the context; the others are the caller's arguments. */
const USE_CASES = {
  checkChannelPermission,
  checkInbox,
  findParticipants,
  getConversation,
  handleButtonClick,
  listAllMessages,
  listMessages,
  listRecent,
  onConversationsMerged,
  onMessageSent,
  openConversation,
  redoEvents,
  openForm,
  sendActivity,
  sendForm,
  sendPostLiked,
  sendText,
  sendThankYou,
  sendTo,
  setUpInbox,
};

/** Every use case and event handler by name, without its context. */
export type Inbox = WithoutContext<typeof USE_CASES>;

type WithoutContext<Functions> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (
    context: never,
    ...input: infer Input
  ) => infer Result
    ? (...input: Input) => Result
    : never;
};

/** Creates the inbox: binds every use case to one context. Makes no calls to Wix. */
export function createInbox(dependencies: InboxDependencies): Inbox {
  return bindContext(USE_CASES, createContext(dependencies));
}

/** Creates an inbox in which every use case and event handler fails with this error. */
export function createFailingInbox(error: InboxError): Inbox {
  return failAlways(USE_CASES, error);
}

function failAlways<const Functions extends object>(
  functions: Functions,
  error: InboxError,
): WithoutContext<Functions>;
function failAlways(functions: object, error: InboxError): object {
  const fail = (): Promise<never> => Promise.reject(error);
  return Object.fromEntries(Object.keys(functions).map((name) => [name, fail]));
}

function bindContext<const Functions extends object>(
  functions: Functions,
  context: InboxContext,
): WithoutContext<Functions>;
function bindContext(
  functions: Readonly<Record<string, (context: InboxContext, ...input: never[]) => unknown>>,
  context: InboxContext,
): object {
  return Object.fromEntries(
    Object.entries(functions).map(([name, run]) => [
      name,
      (...input: never[]) => run(context, ...input),
    ]),
  );
}
