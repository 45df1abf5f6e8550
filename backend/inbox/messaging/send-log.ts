/** What became of a message that was sent. */
export interface SendOutcome {
  readonly conversationId: string;
  readonly messageId: string;
}

/** What a send is kept under. An implementation keeps no more of it than it must: never the content. */
export interface SendKey {
  /** Whose keys these are: one person's key says nothing about another's. */
  readonly scope: string;
  readonly key: string;
  /** What is sent and to whom, as text, so that a key cannot be used for something else. */
  readonly content: string;
}

/** An entry that this call opened: a send may or may not have happened until one of the two is called. */
export interface ReservedEntry {
  /** The message is there. */
  commit(outcome: SendOutcome): Promise<void>;
  /** The message is not there, for certain: the key is free again. */
  release(): Promise<void>;
}

/** What the log knows about a key. */
export type Reservation =
  | { readonly kind: 'opened'; readonly entry: ReservedEntry }
  /** Sent before, with this outcome. */
  | { readonly kind: 'done'; readonly outcome: SendOutcome }
  /** Begun before, by this or another call, and nobody knows yet how it ended. */
  | { readonly kind: 'open' }
  /** Used before, for other content. */
  | { readonly kind: 'reused' }
  /** No room for another entry that must not be forgotten yet. */
  | { readonly kind: 'full' };

/**
 * The port to where idempotency keys are kept.
 *
 * `begin` is atomic: of any number of calls with one key, one gets `opened`.
 */
export interface SendLog {
  reserve(key: SendKey): Promise<Reservation>;
}
