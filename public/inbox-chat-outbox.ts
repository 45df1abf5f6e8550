import type { Answer, SendChatOptions, Sent } from 'public/inbox-shapes';
import { createSubmit } from 'public/inbox-submit';
import type { SubmitRefusal, SubmitStep } from 'public/inbox-submit';

/** What a person writes: a text, and the `wix:` addresses of files that Wix's upload button uploaded. */
export interface ChatContent {
  readonly text: string;
  readonly attachments: readonly string[];
}

/** A message that the page has not seen in the conversation yet. */
export interface QueuedMessage extends ChatContent {
  /** Letters, digits and hyphens; unique on this page. */
  readonly id: string;
  readonly state: 'waiting' | SubmitStep | 'sent' | 'failed';
  /** Id of the conversation's newest message when this one was written; absent where none was known. */
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

/** The queue of messages that are not in the conversation yet, in their order. */
export interface Outbox {
  readonly messages: () => readonly QueuedMessage[];
  /**
   * Adds a message at the end and sends it when its turn comes. If `onFailed` has just removed a message and
   * others wait behind it, the added one takes its place at the front.
   */
  add(content: ChatContent & Pick<QueuedMessage, 'after'>): void;
  /** Sends the failed message again, then those that wait. */
  retry(): void;
  /** Removes messages that the conversation contains by now. */
  remove(messages: readonly QueuedMessage[]): void;
  /** Removes all messages for good; nothing is sent or retried any more. */
  discard(): void;
}

/**
 * Creates the send queue of a chat: one message is sent at a time, the others wait until it is settled.
 *
 * A message whose outcome is `UNCONFIRMED` is sent again with the same idempotency key and holds the queue
 * meanwhile. A failed message holds the queue until `retry` or until it is removed.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { language, wait, onChange, onSent, onFailed } = options;
  let messages: readonly QueuedMessage[] = [];
  let sendingId: string | undefined;
  let isDiscarded = false;
  /** Whether the next added message goes to the front: the removed one's text was returned for correction. */
  let isNextFirst = false;
  let idCount = 0;

  const submit = createSubmit({
    send: ({ text, attachments }: ChatContent, sendOptions) =>
      // The person who is logged in now may not be the one who wrote the message.
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
