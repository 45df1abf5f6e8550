import type { DashboardMethods } from 'public/inbox-dashboard-methods';
import type { DashboardTexts } from 'public/inbox-dashboard-texts';
import { insertTime } from 'public/inbox-send-texts';
import type { Channel, Participant, SentByBusiness } from 'public/inbox-shapes';
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
  /** The typed text, while the conversation is not open. */
  draft: string;
  /** The progress or the outcome of the last reply; `''` if there is none. */
  status: string;
  isSending: boolean;
  /** Sends a reply; see `createSubmit`. */
  readonly submit: (
    content: ReplyContent,
  ) => Promise<({ readonly ok: true } & SentByBusiness) | SubmitRefusal>;
}

/** Options of `createReplies`. */
export interface RepliesOptions {
  readonly send: DashboardMethods['send'];
  readonly texts: DashboardTexts;
  readonly wait: (seconds: number) => Promise<void>;
  /** Called after the status of a reply changed. */
  readonly onStatus: (reply: Reply) => void;
}

/** The replies of a dashboard. */
export interface Replies {
  /** Returns the reply to a conversation; creates an empty one. */
  get(conversationId: string): Reply;
  /** Moves the reply to the conversation that Wix merged its conversation into. */
  move(fromId: string, toId: string): void;
  /** Removes all replies and stops sending. */
  clear(): void;
}

/** Creates the replies of a dashboard: one draft, and one outcome, for each conversation. */
export function createReplies({ send, texts, wait, onStatus }: RepliesOptions): Replies {
  let replies = new Map<string, Reply>();

  function create(): Reply {
    const createdFor = replies;
    const reply: Reply = {
      draft: '',
      status: '',
      isSending: false,
      submit: createSubmit({
        send: ({ to, text, channel }: ReplyContent, options) =>
          // Do not send: another user may be logged in.
          createdFor !== replies
            ? Promise.resolve(undefined)
            : send(
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
    get(conversationId) {
      const reply = replies.get(conversationId) ?? create();
      replies.set(conversationId, reply);
      return reply;
    },
    move(fromId, toId) {
      const reply = replies.get(fromId);
      if (!reply || fromId === toId) return;
      const { draft = '' } = replies.get(toId) ?? {};
      reply.draft = [draft, reply.draft].filter((text) => text !== '').join('\n');
      replies.delete(fromId);
      replies.set(toId, reply);
    },
    clear() {
      replies = new Map();
    },
  };
}
