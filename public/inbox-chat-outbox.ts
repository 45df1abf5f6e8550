import type { Answer, SendChatOptions, Sent } from 'public/inbox-shapes';
import { createSubmit } from 'public/inbox-submit';
import type { SubmitRefusal, SubmitStep } from 'public/inbox-submit';

/** The content of a message: a text, and the `wix:` URLs of files that Wix's upload button uploaded. */
export interface ChatContent {
  readonly text: string;
  readonly attachments: readonly string[];
}

/** A message that is being sent. */
export interface QueuedMessage extends ChatContent {
  /** Letters, digits and hyphens; unique on this page. */
  readonly id: string;
  readonly state: 'waiting' | SubmitStep | 'sent' | 'failed';
  /** The newest message id at the time of writing; absent if there was none. */
  readonly after?: string;
}

/** The web method that sends a chat message. */
export type SendChat = (text: string, options: SendChatOptions) => Promise<Answer<Sent>>;

/** Options of `createOutbox`. */
export interface OutboxOptions {
  readonly send: SendChat;
  readonly language: string;
  readonly wait: (seconds: number) => Promise<void>;
  /** Called after every change of the messages or of their state. */
  readonly onChange: () => void;
  readonly onSent: (message: QueuedMessage, answer: Sent) => void;
  /** Returns `true` to keep the failed message for `retry`, `false` to remove it. */
  readonly onFailed: (message: QueuedMessage, error: SubmitRefusal['error']) => boolean;
}

/** The queue of messages that are being sent, in their order. */
export interface Outbox {
  readonly messages: () => readonly QueuedMessage[];
  /**
   * Adds a message at the end and sends it after the others. After a failed message was removed, the next one is added
   * at the front.
   */
  add(content: ChatContent & Pick<QueuedMessage, 'after'>): void;
  /** Sends the failed message again, then the waiting ones. */
  retry(): void;
  /** Removes messages that are already in the conversation. */
  remove(messages: readonly QueuedMessage[]): void;
  /** Removes all messages and stops sending. */
  discard(): void;
}

/**
 * Creates the send queue of a chat: one message is sent at a time, the others wait.
 *
 * A message with the outcome `UNCONFIRMED` is sent again with the same idempotency key and blocks the queue. A failed
 * message blocks the queue until `retry` or until it is removed.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { language, wait, onChange, onSent, onFailed } = options;
  let messages: readonly QueuedMessage[] = [];
  let sendingId: string | undefined;
  let isDiscarded = false;
  /** Whether the next message is added at the front: the text of a removed message was put back into the input. */
  let isNextFirst = false;
  let idCount = 0;

  const submit = createSubmit({
    send: ({ text, attachments }: ChatContent, sendOptions) =>
      // Do not send: another user may be logged in.
      isDiscarded
        ? Promise.resolve(undefined)
        : options.send(text, {
            ...sendOptions,
            language,
            ...(attachments.length > 0 && { attachments }),
          }),
    wait,
    onStep: (step) => setState(sendingId, step),
  });

  function setState(id: string | undefined, state: QueuedMessage['state']): void {
    messages = messages.map((message) => (message.id === id ? { ...message, state } : message));
    if (!isDiscarded) onChange();
  }

  function remove(removed: readonly QueuedMessage[]): void {
    const ids = removed.map(({ id }) => id);
    messages = messages.filter(({ id }) => !ids.includes(id));
    onChange();
  }

  async function sendNext(): Promise<void> {
    if (sendingId !== undefined) return;
    const next = messages.find(({ state }) => state !== 'sent');
    if (!next) return;
    sendingId = next.id;
    const { text, attachments } = next;
    const answer = await submit({ text, attachments });
    sendingId = undefined;
    if (isDiscarded) return;
    if (answer.ok) {
      setState(next.id, 'sent');
      onSent(next, answer);
      return sendNext();
    }
    setState(next.id, 'failed');
    if (onFailed(next, answer.error)) return;
    remove([next]);
    isNextFirst = messages.some(({ state }) => state === 'waiting');
  }

  return {
    messages: () => messages,
    add(content) {
      idCount += 1;
      const message: QueuedMessage = { ...content, id: `new-${idCount}`, state: 'waiting' };
      const waiting = messages.filter(({ state }) => state === 'waiting');
      const others = messages.filter(({ state }) => state !== 'waiting');
      messages = isNextFirst ? [...others, message, ...waiting] : [...messages, message];
      isNextFirst = false;
      onChange();
      void sendNext();
    },
    retry: () => void sendNext(),
    remove,
    discard() {
      isDiscarded = true;
      messages = [];
    },
  };
}
