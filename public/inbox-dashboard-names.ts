import { waitForAnswer } from 'public/inbox-dashboard-methods';
import type { DashboardMethods } from 'public/inbox-dashboard-methods';
import { normalizeName } from 'public/inbox-normalize';
import type { Conversation, RecentEvent } from 'public/inbox-shapes';

/** The names of participants, as Wix returns them. They are kept in the page's memory only. */
export interface ParticipantNames {
  /** Returns the name of a conversation's participant; `undefined` if there is none, or it is not loaded yet. */
  get(conversationId: string): string | undefined;
  /** Loads the names of the events' conversations that are not loaded yet. */
  load(events: readonly RecentEvent[]): Promise<void>;
  /** Forgets all names. */
  clear(): void;
}

/**
 * Returns the name of a conversation's participant, without invisible characters; `undefined` if nothing of it can be
 * seen.
 */
export function toName({ participantDisplayData }: Conversation): string | undefined {
  return normalizeName(participantDisplayData?.name ?? '') || undefined;
}

/** Number of conversations that are read at the same time. */
const CONCURRENT_READS = 4;
/** After these events, a participant can have another name. */
const NAMING_KINDS: readonly RecentEvent['kind'][] = ['form', 'contact', 'merged'];

/**
 * Creates names without entries.
 *
 * @param onChange - called when a name was loaded
 */
export function createParticipantNames(
  getConversation: DashboardMethods['conversation'],
  onChange: () => void,
): ParticipantNames {
  /** By conversation id: the name, and the newest event that could have changed it when it was read. */
  let names = new Map<string, { readonly name: string | undefined; readonly eventId: string }>();

  async function loadName(conversationId: string, eventId: string): Promise<void> {
    const loadedFor = names;
    const previous = names.get(conversationId)?.name;
    names.set(conversationId, { name: previous, eventId });
    const answer = await waitForAnswer(getConversation(conversationId));
    if (loadedFor !== names) return;
    if (!answer) return void names.delete(conversationId);
    const name = answer.ok ? toName(answer.conversation) : previous;
    names.set(conversationId, { name, eventId });
    if (name !== previous) onChange();
  }

  return {
    get: (conversationId) => names.get(conversationId)?.name,
    async load(events) {
      const isMerge = ({ kind }: RecentEvent) => kind === 'merged';
      const ids = new Set(events.flatMap(({ conversationId }) => conversationId ?? []));
      const pending = [...ids].flatMap((id) => {
        const event = events.find(
          (it) => isMerge(it) || (it.conversationId === id && NAMING_KINDS.includes(it.kind)),
        );
        const eventId = event?._id ?? '';
        return names.get(id)?.eventId === eventId ? [] : [{ id, eventId }];
      });
      const loadNext = async (): Promise<void> => {
        for (let next = pending.shift(); next; next = pending.shift()) {
          await loadName(next.id, next.eventId);
        }
      };
      await Promise.all(Array.from({ length: CONCURRENT_READS }, loadNext));
    },
    clear() {
      names = new Map();
    },
  };
}
