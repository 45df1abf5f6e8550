import { isCode } from 'backend/inbox/error';
import { logOnce } from 'backend/inbox/log';
import { ping } from 'backend/inbox/realtime/ping';
import type { InboxContext } from 'backend/inbox/context';
import type { ParticipantIds, Ping } from 'public/inbox-shapes';

/** A burst of events of one conversation asks once whose it is: answers serve this long, in ms. */
const SHARED_MS = 1000;

/**
 * Tells the pages of a conversation's participant, and the owner's, that something changed in it.
 *
 * Whose conversation it is, Wix is asked: an event may say who sent a message, not to whom. A burst
 * asks once in a second, a merge always. It never fails an event, and no answer to a page waits for it.
 *
 * @param fact - a message, `<conversation>:<id>`: of one that was just sent from here, the pages were told then. Another
 *   ping would hold up that of the next message for a second.
 */
export async function notifyPages(
  context: InboxContext,
  kind: Ping['kind'],
  conversationId: string,
  fact = '',
): Promise<void> {
  if (context.settings.realtime === 'off' || context.told.get(fact)) return;
  // Without the secret no page was told where to listen.
  const [key] = await context.keys.shared();
  const participant = key && (await participantOf(context, kind, conversationId));
  // Asked again: an event can be here before the answer to its sending.
  if (!context.told.get(fact)) ping(context, kind, participant);
}

function participantOf(
  context: InboxContext,
  kind: Ping['kind'],
  conversationId: string,
): Promise<ParticipantIds | undefined> {
  const { whose, now } = context;
  const known = whose.get(conversationId);
  if (known && kind !== 'merged' && now() - known.asked < SHARED_MS) return known.participant;
  const participant = askWhose(context, conversationId);
  whose.set(conversationId, { asked: now(), participant });
  return participant;
}

async function askWhose(
  context: InboxContext,
  conversationId: string,
): Promise<ParticipantIds | undefined> {
  try {
    return (await context.wix.getConversation(conversationId)).participant;
  } catch (error) {
    // Events come late: a conversation that was merged meanwhile has an event of its own.
    if (!isCode(error, 'CONVERSATION_NOT_FOUND')) {
      logOnce(context, 'tell a participant that something changed', error);
    }
    return undefined;
  }
}
