/** An answer that says why nothing was sent, or that it is unknown whether it was. */
export interface SubmitRefusal {
  readonly ok: false;
  readonly error: {
    readonly code: string;
    readonly message: string;
    /** Errors by the key of the field. */
    readonly fields?: Readonly<Record<string, string>>;
    /** Whole seconds to wait before the next try. */
    readonly retryAfter?: number;
  };
}

/** The part of a web method's answer that decides on a retry. */
export type SubmitAnswer = { readonly ok: true } | SubmitRefusal;

/** The step of a send: `checking` means that it is being sent again, because its outcome is unknown. */
export type SubmitStep = 'sending' | 'checking';

/** Options of `createSubmit`. */
export interface SubmitOptions<Content, Answer extends SubmitAnswer> {
  /**
   * The web method, called with the content and, where there is one, the idempotency key. If it rejects or
   * resolves to nothing, it is unknown whether it sent.
   */
  readonly send: (
    content: Content,
    options: { readonly idempotencyKey?: string },
  ) => Promise<Answer | undefined>;
  /** Creates an idempotency key; `undefined` where the page cannot create an unpredictable one. */
  readonly newKey?: () => string | undefined;
  /** Resolves after a number of seconds. */
  readonly wait?: (seconds: number) => Promise<void>;
  /** Called when a step begins. */
  readonly onStep?: (step: SubmitStep) => void;
}

/** Seconds before the retry where no answer arrived or the answer has no `retryAfter`. */
const DEFAULT_RETRY_SECONDS = 3;
/** The longest wait before the retry, in seconds; a longer `retryAfter` is cut to it. */
const MAX_RETRY_SECONDS = 30;

/** The page's own answer, where none arrived even after the retry. */
const NO_ANSWER: SubmitRefusal = {
  ok: false,
  error: {
    code: 'UNCONFIRMED',
    message: 'We could not confirm that your message arrived. Please try again.',
  },
};

/**
 * Creates an idempotency key: 128 random bits as 32 hexadecimal digits.
 *
 * Returns `undefined` where the page has no cryptographic randomness. A key from `Math.random` could be
 * predicted, and used up by someone else. Sending without a key is safe: it is only never retried
 * automatically.
 */
export function newIdempotencyKey(): string | undefined {
  if (typeof crypto === 'undefined' || typeof crypto.getRandomValues !== 'function') return;
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Resolves after a number of seconds. */
export function waitSeconds(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
  });
}

/**
 * Creates a function that sends content once, however often it is called.
 *
 * - One send is in progress at a time: a call during a send returns that send's answer.
 * - The idempotency key belongs to the content. It is kept while the content is the same, and replaced after a
 *   success or a change, so that a retry never sends twice.
 * - When the answer is `UNCONFIRMED` or none arrives (time-out, lost connection), the content is sent once more
 *   with the same key, after `retryAfter` seconds: 3 where that is missing, 30 at most. Without a key nothing
 *   is retried.
 *
 * The returned function never rejects: if no answer arrives, it returns `UNCONFIRMED`.
 *
 * @example
 * const submit = createSubmit({ send: sendBasicMessage });
 * const answer = await submit($w('#text').value);
 */
export function createSubmit<Content, Answer extends SubmitAnswer>({
  send,
  newKey = newIdempotencyKey,
  wait = waitSeconds,
  onStep = () => {},
}: SubmitOptions<Content, Answer>): (content: Content) => Promise<Answer | SubmitRefusal> {
  let lastKey: { readonly content: string; readonly key: string | undefined } | undefined;
  let inProgress: Promise<Answer | SubmitRefusal> | undefined;

  function keyFor(content: Content): string | undefined {
    const text = JSON.stringify(content);
    if (lastKey?.content !== text) lastKey = { content: text, key: newKey() };
    return lastKey.key;
  }

  async function trySend(content: Content, key: string | undefined): Promise<Answer | undefined> {
    try {
      const answer = await send(content, key === undefined ? {} : { idempotencyKey: key });
      return isAnswer(answer) ? answer : undefined;
    } catch {
      return undefined;
    }
  }

  async function sendWithRetry(content: Content): Promise<Answer | SubmitRefusal> {
    const key = keyFor(content);
    onStep('sending');
    let answer = await trySend(content, key);
    const seconds = toRetrySeconds(answer);
    if (seconds !== undefined && key !== undefined) {
      onStep('checking');
      await wait(seconds);
      answer = await trySend(content, key);
    }
    if (answer?.ok) lastKey = undefined;
    return answer ?? NO_ANSWER;
  }

  return (content) =>
    (inProgress ??= sendWithRetry(content).finally(() => {
      inProgress = undefined;
    }));
}

function isAnswer(answer: SubmitAnswer | undefined): boolean {
  return answer?.ok === true || (answer?.ok === false && typeof answer.error?.code === 'string');
}

/** Returns the seconds before the retry; `undefined` where there is none. */
function toRetrySeconds(answer: SubmitAnswer | undefined): number | undefined {
  if (answer && (answer.ok || answer.error.code !== 'UNCONFIRMED')) return undefined;
  const seconds = answer && !answer.ok ? answer.error.retryAfter : undefined;
  return seconds !== undefined && seconds > 0
    ? Math.min(seconds, MAX_RETRY_SECONDS)
    : DEFAULT_RETRY_SECONDS;
}
