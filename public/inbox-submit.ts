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

/** The state of a send. `checking`: sent again after an unknown outcome. */
export type SubmitStep = 'sending' | 'checking';

/** Options of `createSubmit`. */
export interface SubmitOptions<Content, Answer extends SubmitAnswer> {
  /**
   * The web method, called with the content and the idempotency key, if there is one. If it rejects or returns
   * `undefined`, the outcome is unknown.
   */
  readonly send: (
    content: Content,
    options: { readonly idempotencyKey?: string },
  ) => Promise<Answer | undefined>;
  /** Creates an idempotency key; `undefined` if the page cannot create an unpredictable one. */
  readonly newKey?: () => string | undefined;
  /** Resolves after a number of seconds. */
  readonly wait?: (seconds: number) => Promise<void>;
  /** Called when a step begins. */
  readonly onStep?: (step: SubmitStep) => void;
}

/** Delay before a retry if there is no `retryAfter`, in seconds. */
const DEFAULT_RETRY_SECONDS = 3;
/** Maximum delay before a retry, in seconds. */
const MAX_RETRY_SECONDS = 30;

/** Returned if the retry got no response. */
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
 * Returns `undefined` if the page has no cryptographic randomness, because other people could predict a key from
 * `Math.random`. Without a key, sends are not retried.
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
 * - One send is in progress at a time: a call during a send returns the result of that send.
 * - Each content has its own idempotency key, until it was sent.
 * - If the result is `UNCONFIRMED` or there is no response (time-out, lost connection), the content is sent once more
 *   with the same key, after `retryAfter` seconds (default 3, maximum 30). Without a key, sends are not retried.
 *
 * The returned function never rejects: if there is no response, it returns `UNCONFIRMED`.
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

/** Returns the seconds before the retry; `undefined` if it is not retried. */
function toRetrySeconds(answer: SubmitAnswer | undefined): number | undefined {
  if (answer && (answer.ok || answer.error.code !== 'UNCONFIRMED')) return undefined;
  const seconds = answer && !answer.ok ? answer.error.retryAfter : undefined;
  return seconds !== undefined && seconds > 0
    ? Math.min(seconds, MAX_RETRY_SECONDS)
    : DEFAULT_RETRY_SECONDS;
}
