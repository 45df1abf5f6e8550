import { InboxError, isCode } from 'backend/inbox/error';
import { findDone, type LogViews, type View } from 'backend/inbox/messaging/send-log/log-views';
import { messageHash } from 'backend/inbox/messaging/send-log/message-hash';
import { withoutEvent, type SendLogEntry } from 'backend/inbox/send-log-entry';
import type { OpenedConversation, OutgoingMessage, SendAs, Wix } from 'backend/inbox/wix/port';
import type { Message } from 'public/inbox-shapes';

/** A message is sent at most this long after its entry was appended, in ms. */
export const GUARD_MS = 6_000;
/** Assumed: Wix executes a send within this time or never, and lists the message by then, in ms. */
export const SETTLE_MS = 30_000;

/** What is needed to resolve an open entry. */
export interface ResolveOptions {
  readonly wix: Pick<Wix, 'listMessages'>;
  readonly views: LogViews;
  /** Opens the conversation of the entry's recipient. */
  readonly openConversation: () => Promise<OpenedConversation>;
  /** The message of the entry, or one that hashes to the same. */
  readonly message: Pick<OutgoingMessage, 'direction' | 'visibility' | 'content'>;
  readonly sendAs: SendAs['sendAs'];
  /** Throws if no time is left for another call to Wix. */
  readonly requireTime: () => void;
}

/** Number of pages that are read to find one message, and the messages of a page. */
const MAX_PAGES = 3;
const PAGE_LIMIT = 30;
/** How much the clocks of Wix Data and Inbox may differ, in ms. */
const CLOCK_TOLERANCE_MS = 5_000;
/** How long the page waits at least before it asks again, in seconds. */
const MIN_RETRY_SECONDS = 2;

/**
 * Resolves an open entry: finds its message in Inbox, or concludes that it was never sent.
 *
 * The order of the steps is model-checked: first the entry's age is judged, then the messages are listed, then the log
 * is read again. Any other order loses a message or sends it twice.
 *
 * @throws {InboxError} UNCONFIRMED with the seconds until the entry can be resolved.
 */
export async function resolveEntry(options: ResolveOptions, entry: SendLogEntry): Promise<void> {
  const { views, openConversation, requireTime } = options;
  requireTime();
  const remaining = GUARD_MS + SETTLE_MS - (await views.ageOf(entry));
  requireTime();
  const conversation = await openConversation();
  const listed = await listCandidates(options, conversation._id, entry);
  const former = await listFormerConversation(options, conversation._id, entry);

  requireTime();
  const view = await views.read(entry.sender, { fresh: true });
  const current = view.find(({ index }) => index === entry.index);
  if (current?.state !== 'open' || findDone(view.filter(({ key }) => key === entry.key))) return;

  const candidates = findCandidates(options, view, [...listed.messages, ...former.messages]);
  // The oldest one: the candidates are in the order of the list, newest first.
  const [match] = candidates.filter(({ hash }) => hash === entry.sent).reverse();
  if (match) {
    const { messageId, conversationId } = match;
    await views.update({ ...withoutEvent(current), state: 'done', messageId, conversationId });
    return;
  }
  if (remaining > 0) {
    const retryAfter = Math.max(MIN_RETRY_SECONDS, Math.ceil(remaining / 1000));
    throw new InboxError('UNCONFIRMED', { retryAfter });
  }
  // A message of unknown text may be this one, changed by Wix. A message that was sent into a conversation that is
  // gone cannot be found. In both cases it must never be sent again.
  const isProven =
    listed.isComplete &&
    former.isComplete &&
    conversation.isNew !== true &&
    candidates.every(({ hash }) => view.some(({ sent }) => sent === hash));
  await views.update(
    isProven ? { ...current, state: 'none' } : { ...withoutEvent(current), state: 'unclear' },
  );
}

interface Listed {
  readonly messages: readonly Found[];
  /** Whether the list reaches back to the entry. */
  readonly isComplete: boolean;
}

interface Found {
  readonly conversationId: string;
  readonly message: Message;
}

/** Lists the messages of the conversation that the entry was sent to, if it is another one now. */
async function listFormerConversation(
  options: ResolveOptions,
  current: string,
  entry: SendLogEntry,
): Promise<Listed> {
  const conversationId = await options.views.readSentTo(entry);
  if (conversationId === undefined || conversationId === current) {
    return { messages: [], isComplete: true };
  }
  try {
    return await listCandidates(options, conversationId, entry);
  } catch (error) {
    if (!isCode(error, 'CONVERSATION_NOT_FOUND')) throw error;
    // It was merged away, perhaps into a conversation that this sender no longer leads to.
    return { messages: [], isComplete: false };
  }
}

/** Lists the messages that were created while the entry's message can have been. */
async function listCandidates(
  { wix, requireTime }: ResolveOptions,
  conversationId: string,
  { createdAt }: SendLogEntry,
): Promise<Listed> {
  const oldest = createdAt - CLOCK_TOLERANCE_MS;
  const newest = createdAt + GUARD_MS + SETTLE_MS + CLOCK_TOLERANCE_MS;
  const found: Found[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    requireTime();
    const { messages, cursor: next } = await wix.listMessages(conversationId, {
      limit: PAGE_LIMIT,
      visibility: 'BUSINESS',
      ...(cursor !== undefined && { cursor }),
    });
    const recent = messages.filter(({ _createdDate }) => Date.parse(_createdDate) >= oldest);
    for (const message of recent) {
      if (Date.parse(message._createdDate) <= newest) found.push({ conversationId, message });
    }
    if (next === undefined || recent.length < messages.length) {
      return { messages: found, isComplete: true };
    }
    cursor = next;
  }
  return { messages: found, isComplete: false };
}

interface Candidate {
  readonly conversationId: string;
  readonly messageId: string;
  /** `messageHash` of the message. */
  readonly hash: string;
}

/** Returns the messages that may be the entry's: of its direction, sender, visibility and type, and of no other entry. */
function findCandidates(
  { message: expected, sendAs }: ResolveOptions,
  view: View,
  messages: readonly Found[],
): readonly Candidate[] {
  const known = new Set(view.map(({ messageId }) => messageId));
  return (
    messages
      .filter(({ message }) => isSameType(message, expected) && !known.has(message._id))
      // A person of the business writes as a Wix user, this backend as an app.
      .filter(({ message }) => sendAs === 'PARTICIPANT' || message.sender.appId !== undefined)
      .map(({ conversationId, message }) => ({
        conversationId,
        messageId: message._id,
        hash: messageHash(message),
      }))
  );
}

const CONTENT_TYPES = ['basic', 'minimal', 'form', 'template'] as const;

function isSameType(
  message: Message,
  { direction, visibility, content }: ResolveOptions['message'],
): boolean {
  return (
    message.direction === direction &&
    message.visibility === visibility &&
    CONTENT_TYPES.every((type) => type in content === type in message.content)
  );
}
