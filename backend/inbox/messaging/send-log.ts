/** The outcome of a sent message. */
export interface SendOutcome {
  readonly conversationId: string;
  readonly messageId: string;
}

/** The key of a send. An implementation stores a hash of the content at most, never the content. */
export interface SendKey {
  /** The owner of the key (`member:<id>`, `business`, `event`). Keys are unique per scope. */
  readonly scope: string;
  readonly key: string;
  /** The serialized message and recipient, to detect reused keys. */
  readonly content: string;
}

/** A reserved key. The message may or may not have been sent until one of the two methods is called. */
export interface ReservedEntry {
  /** Records that the message was sent. */
  commit(outcome: SendOutcome): Promise<void>;
  /** Records that the message was not sent: the key can be used again. */
  release(): Promise<void>;
}

/** The result of reserving a key. */
export type Reservation =
  | { readonly kind: 'reserved'; readonly entry: ReservedEntry }
  /** The message was sent before, with this outcome. */
  | { readonly kind: 'committed'; readonly outcome: SendOutcome }
  /** Another call reserved the key, and its outcome is unknown. */
  | { readonly kind: 'pending' }
  /** The key was used before, for other content. */
  | { readonly kind: 'reused' }
  /** The log is full of entries that must not be evicted yet. */
  | { readonly kind: 'full' };

/**
 * Stores idempotency keys.
 *
 * `reserve` is atomic: of any number of calls with one key, exactly one gets `reserved`.
 */
export interface SendLog {
  reserve(key: SendKey): Promise<Reservation>;
}
