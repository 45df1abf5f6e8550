import type { Drafts, DraftStore } from 'public/inbox-dashboard-drafts';
import type { DashboardMethods } from 'public/inbox-dashboard-methods';
import type { DashboardTexts } from 'public/inbox-dashboard-texts';
import { insertTime } from 'public/inbox-send-texts';
import type { Channel, Conversation, Participant, SentByBusiness } from 'public/inbox-shapes';
import { createSubmit } from 'public/inbox-submit';
import type { SubmitRefusal } from 'public/inbox-send-policy';

/** What a reply is sent with. */
export interface ReplyContent {
  readonly to: Participant;
  readonly text: string;
  readonly channel: Channel | undefined;
}

/** The reply to one conversation. It is kept while other conversations are open. */
export interface Reply {
  /** The typed text. `Replies.setDraft` changes and stores it. */
  readonly draft: string;
  /** The progress or the outcome of the last reply; `''` if there is none. */
  status: string;
  isSending: boolean;
  /** Sends a reply; see `createSubmit`. */
  readonly submit: (
    content: ReplyContent,
  ) => Promise<({ readonly ok: true } & SentByBusiness) | SubmitRefusal>;
}

type EditableReply = { -readonly [Key in keyof Reply]: Reply[Key] };

/** Options of `createReplies`. */
export interface RepliesOptions {
  readonly methods: Pick<DashboardMethods, 'send'>;
  readonly texts: DashboardTexts;
  readonly drafts: DraftStore;
  readonly wait: (seconds: number) => Promise<void>;
  /** Called after the status of a reply changed. */
  readonly onStatus: (reply: Reply) => void;
}

/** The replies of a dashboard. */
export interface Replies {
  /** Loads the stored drafts, once for each person who logs in. */
  load(): Promise<void>;
  /** Returns the reply to a conversation; creates one with the stored draft, or empty. */
  get(conversationId: string): Reply;
  setDraft(reply: Reply, draft: string): void;
  /** Moves the reply to the conversation that Wix merged its conversation into. */
  move(fromId: string, toId: string): void;
  /** Removes all replies and stored drafts, and stops sending. */
  clear(): void;
}

/** Creates the replies of a dashboard: one draft, and one outcome, for each conversation. */
export function createReplies({ methods, texts, drafts, wait, onStatus }: RepliesOptions): Replies {
  let replies = new Map<string, EditableReply>();
  let stored: Drafts = new Map();
  let loading: Promise<void> | undefined;

  async function load(): Promise<void> {
    const loadedFor = replies;
    const loaded = await drafts.load();
    if (loadedFor === replies) stored = loaded;
  }

  function save(): void {
    const edited = [...replies].map(([id, { draft }]) => [id, draft] as const);
    drafts.save(new Map([...stored, ...edited]));
  }

  function create(draft: string): EditableReply {
    const createdFor = replies;
    const reply: EditableReply = {
      draft,
      status: '',
      isSending: false,
      submit: createSubmit({
        send: ({ to, text, channel }: ReplyContent, options) =>
          // Do not send: another user may be logged in.
          createdFor !== replies
            ? Promise.resolve(undefined)
            : methods.send(
                to,
                { basic: { items: [{ text }] } },
                { ...options, ...(channel && { channel }) },
              ),
        wait,
        onStep: (step, seconds) => {
          reply.status = insertTime(texts[step], seconds);
          onStatus(reply);
        },
      }),
    };
    return reply;
  }

  return {
    load: () => (loading ??= load()),
    get(conversationId) {
      const reply = replies.get(conversationId) ?? create(stored.get(conversationId) ?? '');
      replies.set(conversationId, reply);
      return reply;
    },
    setDraft(reply, draft) {
      const edited = [...replies.values()].find((it) => it === reply);
      if (!edited || edited.draft === draft) return;
      edited.draft = draft;
      save();
    },
    move(fromId, toId) {
      if (fromId === toId) return;
      const draftOfFrom = stored.get(fromId);
      const reply = replies.get(fromId) ?? (draftOfFrom ? create(draftOfFrom) : undefined);
      if (!reply) return;
      const draft = replies.get(toId)?.draft ?? stored.get(toId) ?? '';
      reply.draft = [draft, reply.draft].filter((text) => text !== '').join('\n');
      // The stored draft of the earlier conversation would be added again.
      stored = new Map([...stored].filter(([id]) => id !== fromId));
      replies.delete(fromId);
      replies.set(toId, reply);
      save();
    },
    clear() {
      replies = new Map();
      stored = new Map();
      loading = undefined;
      drafts.close();
    },
  };
}

/** Returns the id that Inbox expects: the member id, or the contact id if the contact is not a member. */
export function toParticipant({ participant }: Conversation): Participant | undefined {
  const { memberId, contactId, anonymousVisitorId } = participant;
  if (memberId !== undefined) return { memberId };
  if (contactId !== undefined) return { contactId };
  return anonymousVisitorId === undefined ? undefined : { anonymousVisitorId };
}
