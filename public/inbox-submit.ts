/** An answer that says why nothing was sent, or that nobody knows whether it was. */
export interface SubmitRefusal {
  readonly ok: false;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly fields?: Readonly<Record<string, string>>;
    readonly retryAfter?: number;
  };
}

/** What a web method answers, as far as sending again depends on it. */
export type SubmitAnswer = { readonly ok: true } | SubmitRefusal;

/** What the page is doing between the click and the answer. */
export type SubmitStep = 'sending' | 'checking';

/** What `createSubmit` needs from the page. */
export interface SubmitOptions<Content, Answer extends SubmitAnswer> {
  /**
   * The web method, called with the content and, where there is one, the idempotency key. That it
   * resolves to nothing, or rejects, says nothing of whether it sent.
   */
  readonly send: (
    content: Content,
    options: { readonly idempotencyKey?: string },
  ) => Promise<Answer | undefined>;
  /** A new idempotency key; `undefined` where the page cannot make one that nobody can guess. */
  readonly newKey?: () => string | undefined;
  /** Resolves after that many seconds. */
  readonly wait?: (seconds: number) => Promise<void>;
  /** Told what is going on: `checking` means that the same send is asked for again. */
  readonly onStep?: (step: SubmitStep) => void;
}

/** Seconds before asking again when the answer did not come or did not say how long. */
const SECONDS_BEFORE_ASKING = 3;
/** Nobody watches a page for longer than this; a longer `retryAfter` is cut to it, in seconds. */
const SECONDS_AT_MOST = 30;

/** The answer of the page itself, when no readable answer came back even after asking again. */
const NO_ANSWER: SubmitRefusal = {
  ok: false,
  error: {
    code: 'UNCONFIRMED',
    message:
      'We could not confirm that your message arrived. Your text is still here: please try again.',
  },
};

/**
 * Makes an idempotency key: 128 random bits as 32 hexadecimal digits.
 *
 * Answers `undefined` where the page has no cryptographic randomness. `Math.random` can be
 * predicted, and whoever predicts a key can occupy it; sending without a key is safe, it is only
 * never repeated by itself.
 */
export function newIdempotencyKey(): string | undefined {
  if (typeof crypto === 'undefined' || typeof crypto.getRandomValues !== 'function') return;
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Resolves after a number of seconds. */
export function waitSeconds(seconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, seconds * 1000);
  });
}

/**
 * Makes the function that a page calls on every click, however often it is clicked.
 *
 * - One send is under way at a time: a call during a send answers with that send's answer.
 * - The idempotency key is made for the content, not for the click. It is kept while the content is
 *   the same and taken anew after a success or a change, so that trying again never sends twice.
 * - When the answer is `UNCONFIRMED`, or none comes back (time-out, lost connection), the same key is
 *   asked for once more, after `retryAfter` seconds. Without a key nothing is repeated.
 *
 * The returned function never rejects: a lost answer is `UNCONFIRMED`.
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
  let kept: { readonly content: string; readonly key: string | undefined } | undefined;
  let underWay: Promise<Answer | SubmitRefusal> | undefined;

  function keyFor(content: Content): string | undefined {
    const text = JSON.stringify(content);
    if (kept?.content !== text) kept = { content: text, key: newKey() };
    return kept.key;
  }

  async function ask(content: Content, key: string | undefined): Promise<Answer | undefined> {
    try {
      const answer = await send(content, key === undefined ? {} : { idempotencyKey: key });
      return isAnswer(answer) ? answer : undefined;
    } catch {
      return undefined;
    }
  }

  async function run(content: Content): Promise<Answer | SubmitRefusal> {
    const key = keyFor(content);
    onStep('sending');
    let answer = await ask(content, key);
    const seconds = secondsToWait(answer);
    if (seconds !== undefined && key !== undefined) {
      onStep('checking');
      await wait(seconds);
      answer = await ask(content, key);
    }
    if (answer?.ok) kept = undefined;
    return answer ?? NO_ANSWER;
  }

  return (content) =>
    (underWay ??= run(content).finally(() => {
      underWay = undefined;
    }));
}

function isAnswer(answer: SubmitAnswer | undefined): boolean {
  return answer?.ok === true || (answer?.ok === false && typeof answer.error?.code === 'string');
}

function secondsToWait(answer: SubmitAnswer | undefined): number | undefined {
  if (answer && (answer.ok || answer.error.code !== 'UNCONFIRMED')) return undefined;
  const seconds = answer && !answer.ok ? answer.error.retryAfter : undefined;
  return seconds !== undefined && seconds > 0
    ? Math.min(seconds, SECONDS_AT_MOST)
    : SECONDS_BEFORE_ASKING;
}
