/** The error of a send. */
export interface SubmitRefusal {
  readonly ok: false;
  readonly error: {
    readonly code: string;
    readonly message: string;
    /** Errors by the key of the field. */
    readonly fields?: Readonly<Record<string, string>>;
    /** Seconds to wait before the next attempt (integer). */
    readonly retryAfter?: number;
  };
}

/** The result of a send. */
export type SubmitAnswer = { readonly ok: true } | SubmitRefusal;

/**
 * The state of a send. `checking`: it is repeated with the same key until the outcome is known. `limited`: the user
 * sent too many messages; it is repeated after a few seconds.
 */
export type SubmitStep = 'sending' | 'checking' | 'limited';

/** What a page does after an answer. `keepsKey`: the same content is sent with the same idempotency key. */
export type NextStep<Answer> =
  | {
      readonly kind: 'end';
      readonly keepsKey: boolean;
      readonly result: Answer | SubmitRefusal;
    }
  | {
      /** Sends again, at the later one of the two times. */
      readonly kind: 'retry';
      readonly keepsKey: boolean;
      readonly step: SubmitStep;
      /** Seconds after the start of the last try. */
      readonly afterStart: number;
      /** Seconds after its answer. */
      readonly afterAnswer: number;
    };

/**
 * Seconds from the start of a try to the start of the next one. Without delays, the content is sent again 2, 8, 20
 * and 40 s after the first try.
 */
const RETRY_SECONDS = [2, 6, 12, 20];
/** The longest `retryAfter` that a page waits for while it checks, in seconds. */
const MAX_RETRY_AFTER = 120;
/** The longest `retryAfter` that a page waits for if the user sent too many messages, in seconds. */
const MAX_LIMITED_SECONDS = 30;

/** The message may have been sent, or may still be. */
const UNKNOWN_CODES = ['UNCONFIRMED', 'IN_PROGRESS'];
/** The message is sent again with the same key. */
const RETRY_CODES = [...UNKNOWN_CODES, 'BUSY', 'TRY_LATER'];
/** The message can be sent after `retryAfter`. */
const LIMIT_CODES = ['TOO_MANY_MESSAGES', 'TICKET_TOO_EARLY'];
/** The key cannot be used again. */
const USED_KEY_CODES = ['KEY_REUSED', 'UNCLEAR', 'IDENTITY_CHANGED', 'TICKET_EXPIRED'];

/** Returned after the last try. */
const UNCONFIRMED: SubmitRefusal = {
  ok: false,
  error: {
    code: 'UNCONFIRMED',
    message: 'We could not confirm that your message arrived. Please send it again.',
  },
};

/** Returned if the message may have been sent and there is no key with which it could be sent again. */
const UNCLEAR: SubmitRefusal = {
  ok: false,
  error: { code: 'UNCLEAR', message: 'Your message may or may not have arrived.' },
};

/**
 * Creates the policy of one send: a function that returns what to do after an answer. Call it once for each answer, in
 * order.
 *
 * - No answer, `UNCONFIRMED`, `IN_PROGRESS`, `BUSY`, `TRY_LATER`: sends again with the same key, at most 4 times and
 *   never before `retryAfter`; then ends with `UNCONFIRMED`. If the message may have been sent without a key, ends with
 *   `UNCLEAR` instead.
 * - `TOO_MANY_MESSAGES`, `TICKET_TOO_EARLY` with a `retryAfter` of at most 30 s: sends again after it.
 * - `TICKET_EXPIRED`: sends again with a new ticket, once: the message was not sent with this one and never will be.
 * - `KEY_REUSED`: sends again with a new key, once. If an earlier try may have been sent, ends with `UNCLEAR` instead.
 * - All other answers are final.
 */
export function createSendPolicy<Answer extends SubmitAnswer>(): (
  answer: Answer | undefined,
  hasKey: boolean,
) => NextStep<Answer> {
  let tryCount = 0;
  let isKeyRenewed = false;
  let mayHaveArrived = false;

  return (answer, hasKey) => {
    const received: Answer | SubmitRefusal = answer ?? UNCONFIRMED;
    if (received.ok) return { kind: 'end', keepsKey: false, result: received };
    const { code, retryAfter = 0 } = received.error;
    const afterAnswer = retryAfter > 0 ? retryAfter : 0;
    const afterStart = RETRY_SECONDS[tryCount];
    tryCount += 1;
    mayHaveArrived ||= UNKNOWN_CODES.includes(code);

    if (RETRY_CODES.includes(code)) {
      if (mayHaveArrived && !hasKey) return { kind: 'end', keepsKey: false, result: UNCLEAR };
      return afterStart === undefined || afterAnswer > MAX_RETRY_AFTER
        ? { kind: 'end', keepsKey: true, result: UNCONFIRMED }
        : { kind: 'retry', keepsKey: true, step: 'checking', afterStart, afterAnswer };
    }
    const isShort = afterAnswer > 0 && afterAnswer <= MAX_LIMITED_SECONDS;
    if (LIMIT_CODES.includes(code) && isShort && afterStart !== undefined) {
      const step = code === 'TICKET_TOO_EARLY' ? 'sending' : 'limited';
      return { kind: 'retry', keepsKey: true, step, afterStart: 0, afterAnswer };
    }
    const keepsKey = !USED_KEY_CODES.includes(code);
    if (code === 'KEY_REUSED' && mayHaveArrived) {
      return { kind: 'end', keepsKey, result: UNCLEAR };
    }
    if ((code === 'KEY_REUSED' || code === 'TICKET_EXPIRED') && !isKeyRenewed) {
      isKeyRenewed = true;
      return { kind: 'retry', keepsKey, step: 'sending', afterStart: 0, afterAnswer: 0 };
    }
    return { kind: 'end', keepsKey, result: received };
  };
}
