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
   * `uploading`: its files are being uploaded; the next ones wait. `failed`: not sent, and it can be sent again.
   * `refused`: not sent, and it has to be changed first. `unconfirmed` and `unclear`: it may have arrived. Sent again,
   * an `unconfirmed` message cannot arrive twice; an `unclear` one can.
   */
  readonly state:
    | 'uploading'
    | 'waiting'
    | SubmitStep
    | 'sent'
    | 'failed'
    | 'refused'
    | 'unconfirmed'
    | 'unclear';
  /** Why it was not sent, or may not have been. */
  readonly reason?: string;
  /** Seconds until it is sent, in the state `limited`. */
  readonly seconds?: number;
  /** The newest message id at the time of writing, `''` if there was none; absent if it was not known. */
  readonly after?: string | undefined;
}

/** A message that is stored with its idempotency key, to continue after the page was loaded again. */
export interface StoredMessage extends QueuedMessage {
  readonly key?: string | undefined;
}

/** A new message. */
export interface NewMessage extends Pick<QueuedMessage, 'text' | 'after'> {
  /** The names of its files. */
  readonly files: readonly string[];
  /** Resolves to the `wix:` URLs of its files; to `undefined` if one could not be uploaded. */
  readonly uploaded: Promise<readonly string[] | undefined> | undefined;
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
  /** Called if the files of a message could not be uploaded. The message was removed. */
  readonly onUploadFailed: (message: QueuedMessage) => void;
  /** Called after the last try. Returns the reason, which is kept with the message. */
  readonly onFailed: (message: QueuedMessage, error: SubmitRefusal['error']) => string;
}

/** The queue of messages that are being sent, in their order. */
export interface Outbox {
  readonly messages: () => readonly QueuedMessage[];
  /** Adds a message at the end and sends it after the others. */
  add(message: NewMessage): void;
  /**
   * Sends the message with this id again, or the failed and unconfirmed messages if there is no id; then the waiting
   * ones. Does not send an unclear message without its id.
   */
  retry(id?: string): void;
  /** Removes messages that are already in the conversation, or that the user wants to change. */
  remove(messages: readonly QueuedMessage[]): void;
  /** Returns the messages that are not sent yet, with their keys. */
  toStored(): readonly StoredMessage[];
  /** Adds stored messages before the others, and continues to send them with their keys. */
  restore(messages: readonly StoredMessage[]): void;
  /** Removes all messages and stops sending. */
  discard(): void;
}

/** Errors that a retry cannot fix. */
const FINAL_CODES = ['INVALID_INPUT', 'INVALID_KEY', 'BLOCKED', 'IDENTITY_UNKNOWN'];

/**
 * Creates the send queue of a chat: one message is sent at a time, the others wait.
 *
 * `createSubmit` sends a message again while its outcome is unknown; it blocks the queue until then. Afterwards a message
 * that was not sent, or may not have been, stays in the list with its reason, and the queue continues.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { language, wait, onChange, onSent, onFailed, onUploadFailed } = options;
  let messages: readonly QueuedMessage[] = [];
  let sendingId: string | undefined;
  let isDiscarded = false;
  let idCount = 0;
  /** Different after each load of the page, so that stored messages have other ids. */
  const idPrefix = `new-${Date.now().toString(36)}`;
  /** Idempotency keys, by content. */
  const keys = new Map<string, string | undefined>();

  const submit = createSubmit({
    // The id is part of the content: messages with the same text have different idempotency keys.
    send: ({ text, attachments }: ReturnType<typeof toContent>, sendOptions) => {
      // The key exists now.
      onChange();
      // Do not send: another user may be logged in.
      return isDiscarded
        ? Promise.resolve(undefined)
        : options.send(text, {
            ...sendOptions,
            language,
            ...(attachments.length > 0 && { attachments }),
          });
    },
    keys,
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

  async function addFiles(message: QueuedMessage, uploaded: NewMessage['uploaded']): Promise<void> {
    const attachments = await uploaded;
    if (isDiscarded) return;
    if (attachments) {
      update(message.id, { attachments, state: 'waiting' });
    } else {
      remove([message]);
      onUploadFailed(message);
    }
    await sendNext();
  }

  async function sendNext(): Promise<void> {
    if (sendingId !== undefined) return;
    const next = messages.find(({ state }) => state === 'waiting' || state === 'uploading');
    if (next?.state !== 'waiting') return;
    const { id, text } = next;
    sendingId = id;
    const answer = await submit(toContent(next));
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
    } else {
      const failed = { ...next, state: toFailedState(answer.error.code) };
      update(id, { state: failed.state, reason: onFailed(failed, answer.error) });
    }
    return sendNext();
  }

  return {
    messages: () => messages,
    add({ text, after, files, uploaded }) {
      idCount += 1;
      const state = uploaded ? 'uploading' : 'waiting';
      const message = {
        id: `${idPrefix}-${idCount}`,
        text,
        // As at the end of a URL, until the files are uploaded.
        attachments: files.map((name) => name.replace(/[%/?#]/g, encodeURIComponent)),
        after,
        state,
      } as const;
      messages = [...messages, message];
      onChange();
      if (uploaded) void addFiles(message, uploaded);
      else void sendNext();
    },
    retry(id) {
      for (const message of messages) {
        const isChosen =
          id === undefined ? RETRY_STATES.includes(message.state) : message.id === id;
        const canRetry = message.state === 'unclear' || RETRY_STATES.includes(message.state);
        if (isChosen && canRetry) update(message.id, { state: 'waiting', reason: '' });
      }
      void sendNext();
    },
    remove,
    toStored: () =>
      messages
        .filter(({ state }) => state !== 'sent')
        .map((message) => ({ ...message, key: keys.get(JSON.stringify(toContent(message))) })),
    restore(stored) {
      for (const { key, ...message } of stored) {
        if (key !== undefined) keys.set(JSON.stringify(toContent(message)), key);
      }
      messages = [...stored.map(toRestored), ...messages];
      onChange();
      void sendNext();
    },
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

/** The states of messages that are sent again together. */
const RETRY_STATES: readonly QueuedMessage['state'][] = ['failed', 'unconfirmed'];

function toContent({ id, text, attachments }: QueuedMessage) {
  return { id, text, attachments };
}

function toFailedState(code: string): QueuedMessage['state'] {
  if (code === 'UNCONFIRMED') return 'unconfirmed';
  if (code === 'UNCLEAR') return 'unclear';
  return FINAL_CODES.includes(code) ? 'refused' : 'failed';
}

/** Continues a message that was waiting or being sent. Without a key, it must not be sent again on its own. */
function toRestored({ key, ...message }: StoredMessage): QueuedMessage {
  const { state } = message;
  if (state === 'failed' || state === 'refused' || isUnconfirmed(message)) return message;
  const isSafe = state === 'waiting' || key !== undefined;
  return { ...message, state: isSafe ? 'waiting' : 'unclear' };
}
