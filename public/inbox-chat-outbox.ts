import type { SubmitRefusal, SubmitStep } from 'public/inbox-send-policy';
import type { Answer, SendChatOptions, Sent } from 'public/inbox-shapes';
import { createSubmit } from 'public/inbox-submit';

/** The content of a message: a text, and the `wix:` URLs of files that Wix's upload button uploaded. */
export interface ChatContent {
  readonly text: string;
  readonly attachments: readonly string[];
}

/** A message that is being sent. */
export interface QueuedMessage extends ChatContent {
  /** Letters, digits and hyphens; unique on this page. */
  readonly id: string;
  /**
   * `failed`: not sent; the next ones wait. `unconfirmed` and `unclear`: it may have arrived, and the next ones are
   * sent. Sent again, an `unconfirmed` message cannot arrive twice; an `unclear` one can.
   */
  readonly state: 'waiting' | SubmitStep | 'sent' | 'failed' | 'unconfirmed' | 'unclear';
  /** Seconds until it is sent, in the state `limited`. */
  readonly seconds?: number;
  /** The newest message id at the time of writing, `''` if there was none; absent if it was not known. */
  readonly after?: string | undefined;
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
  /**
   * Called after the last try. Returns `true` to keep a failed message for `retry`, `false` to remove it. Unconfirmed
   * and unclear messages are always kept.
   */
  readonly onFailed: (message: QueuedMessage, error: SubmitRefusal['error']) => boolean;
}

/** The queue of messages that are being sent, in their order. */
export interface Outbox {
  readonly messages: () => readonly QueuedMessage[];
  /**
   * Adds a message at the end and sends it after the others. After a failed message was removed, the next one is added
   * at the front. If it has the same content, it is the removed message and has its idempotency key.
   */
  add(content: ChatContent & Pick<QueuedMessage, 'after'>): void;
  /**
   * Sends the message with this id again, or the failed and unconfirmed messages if there is no id; then the waiting
   * ones. Does not send an unclear message without its id.
   */
  retry(id?: string): void;
  /** Removes messages that are already in the conversation. */
  remove(messages: readonly QueuedMessage[]): void;
  /** Removes all messages and stops sending. */
  discard(): void;
}

/**
 * Creates the send queue of a chat: one message is sent at a time, the others wait.
 *
 * `createSubmit` sends a message again while its outcome is unknown; it blocks the queue until then. Afterwards an
 * unconfirmed or unclear message stays in the list, and the queue continues. A failed message blocks the queue until
 * `retry` or until it is removed.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { language, wait, onChange, onSent, onFailed } = options;
  let messages: readonly QueuedMessage[] = [];
  let sendingId: string | undefined;
  let isDiscarded = false;
  /** A failed message that was removed, because its text was put back into the input. */
  let returned: QueuedMessage | undefined;
  let idCount = 0;

  const submit = createSubmit({
    // The id is part of the content: messages with the same text have different idempotency keys.
    send: ({ text, attachments }: ChatContent & { readonly id: string }, sendOptions) =>
      // Do not send: another user may be logged in.
      isDiscarded
        ? Promise.resolve(undefined)
        : options.send(text, {
            ...sendOptions,
            language,
            ...(attachments.length > 0 && { attachments }),
          }),
    wait,
    onStep: (state, seconds) => update(sendingId, { state, seconds }),
  });

  function update(id: string | undefined, changes: Partial<QueuedMessage>): void {
    messages = messages.map((message) =>
      message.id === id ? { ...message, ...changes } : message,
    );
    if (!isDiscarded) onChange();
  }

  function remove(removed: readonly QueuedMessage[]): void {
    const ids = removed.map(({ id }) => id);
    messages = messages.filter(({ id }) => !ids.includes(id));
    onChange();
  }

  async function sendNext(): Promise<void> {
    if (sendingId !== undefined) return;
    const next = messages.find(({ state }) => state === 'waiting' || state === 'failed');
    if (!next) return;
    const { id, text, attachments } = next;
    sendingId = id;
    const answer = await submit({ id, text, attachments });
    sendingId = undefined;
    if (isDiscarded) return;
    if (answer.ok) {
      // Its text no longer identifies an earlier message in the conversation.
      messages = messages.map((message) =>
        isUnconfirmed(message) && message.text === text
          ? { ...message, after: undefined }
          : message,
      );
      update(id, { state: 'sent' });
      onSent(next, answer);
      return sendNext();
    }
    const { code } = answer.error;
    const failed = {
      ...next,
      state: code === 'UNCONFIRMED' ? 'unconfirmed' : code === 'UNCLEAR' ? 'unclear' : 'failed',
    } as const;
    update(id, failed);
    const isKept = onFailed(failed, answer.error);
    if (isUnconfirmed(failed)) return sendNext();
    if (isKept) return;
    remove([next]);
    returned = next;
  }

  return {
    messages: () => messages,
    add(content) {
      idCount += 1;
      const id = returned && isSame(returned, content) ? returned.id : `new-${idCount}`;
      const message: QueuedMessage = { ...content, id, state: 'waiting' };
      const waiting = messages.filter(({ state }) => state === 'waiting');
      const others = messages.filter(({ state }) => state !== 'waiting');
      messages = returned ? [...others, message, ...waiting] : [...messages, message];
      returned = undefined;
      onChange();
      void sendNext();
    },
    retry(id) {
      for (const message of messages) {
        const isChosen = id === undefined ? message.state === 'unconfirmed' : message.id === id;
        if (isChosen && isUnconfirmed(message)) update(message.id, { state: 'waiting' });
      }
      void sendNext();
    },
    remove,
    discard() {
      isDiscarded = true;
      messages = [];
    },
  };
}

/** Returns whether a message may have arrived, and is not sent again unless the user chooses to. */
export function isUnconfirmed({ state }: QueuedMessage): boolean {
  return state === 'unconfirmed' || state === 'unclear';
}

function isSame(message: ChatContent, { text, attachments }: ChatContent): boolean {
  return message.text === text && message.attachments.join() === attachments.join();
}
