import type { Answer, SendChatOptions, Sent } from 'public/inbox-shapes';
import { createSubmit } from 'public/inbox-submit';
import type { SubmitRefusal, SubmitStep } from 'public/inbox-submit';

/** What a person writes: a text, and addresses of files that Wix's upload button answered. */
export interface ChatContent {
  readonly text: string;
  readonly attachments: readonly string[];
}

/** A message on its way. */
export interface Outgoing extends ChatContent {
  /** Letters, digits and hyphens; of this page only. */
  readonly id: string;
  readonly state: 'waiting' | SubmitStep | 'sent' | 'failed';
  /** The conversation's newest message when this one was written; absent where none was known. */
  readonly after?: string;
}

/** The web method that sends a chat message. */
export type SendChat = (text: string, options: SendChatOptions) => Promise<Answer<Sent>>;

/** What an outbox needs of the chat. */
export interface OutboxOptions {
  readonly send: SendChat;
  readonly language: string;
  readonly wait: (seconds: number) => Promise<void>;
  readonly onChange: () => void;
  readonly onSent: (message: Outgoing, answer: Sent) => void;
  /** Answers whether the message is to be kept and tried again; else it is taken out. */
  readonly onFailed: (message: Outgoing, error: SubmitRefusal['error']) => boolean;
}

/** The messages of this page that are not in the conversation yet, in their order. */
export interface Outbox {
  readonly messages: () => readonly Outgoing[];
  /** Sends after those that wait; first, where a failed message was taken out and others wait behind it. */
  add(content: ChatContent & Pick<Outgoing, 'after'>): void;
  /** Tries the message that failed again, and goes on. */
  retry(): void;
  /** Takes out messages that the conversation holds by now. */
  forget(messages: readonly Outgoing[]): void;
  /** Gives up on everything; what is on its way is not asked for again. */
  drop(): void;
}

/**
 * Makes the queue of a chat: one message is on its way at a time, the next waits until it is settled.
 *
 * While a message is `UNCONFIRMED` it is asked for again with the same key, and holds the queue; so does
 * one that failed.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { language, wait, onChange, onSent, onFailed } = options;
  let messages: readonly Outgoing[] = [];
  let underWay: string | undefined;
  let isDropped = false;
  /** A failed message left its place at the head of the queue to the person, who may mend it. */
  let isHeadFree = false;
  let made = 0;

  const submit = createSubmit({
    send: ({ text, attachments }: ChatContent, sendOptions) =>
      // Who is logged in now is not who wrote it.
      isDropped
        ? Promise.resolve(undefined)
        : options.send(text, {
            ...sendOptions,
            language,
            ...(attachments.length > 0 && { attachments }),
          }),
    wait,
    onStep: (step) => set(underWay, step),
  });

  function set(id: string | undefined, state: Outgoing['state']): void {
    messages = messages.map((it) => (it.id === id ? { ...it, state } : it));
    if (!isDropped) onChange();
  }

  function remove(gone: (message: Outgoing) => boolean): void {
    messages = messages.filter((it) => !gone(it));
    onChange();
  }

  async function run(): Promise<void> {
    if (underWay !== undefined) return;
    const next = messages.find(({ state }) => state !== 'sent');
    if (!next) return;
    underWay = next.id;
    const { text, attachments } = next;
    const answer = await submit({ text, attachments });
    underWay = undefined;
    if (isDropped) return;
    if (answer.ok) {
      set(next.id, 'sent');
      onSent(next, answer);
      return run();
    }
    set(next.id, 'failed');
    if (onFailed(next, answer.error)) return;
    remove(({ id }) => id === next.id);
    isHeadFree = messages.some(({ state }) => state === 'waiting');
  }

  return {
    messages: () => messages,
    add(content) {
      made += 1;
      const message: Outgoing = { ...content, id: `new-${made}`, state: 'waiting' };
      const waiting = messages.filter(({ state }) => state === 'waiting');
      const others = messages.filter(({ state }) => state !== 'waiting');
      messages = isHeadFree ? [...others, message, ...waiting] : [...messages, message];
      isHeadFree = false;
      onChange();
      void run();
    },
    retry: () => void run(),
    forget(gone) {
      remove(({ id }) => gone.some((it) => it.id === id));
    },
    drop() {
      isDropped = true;
      messages = [];
    },
  };
}
