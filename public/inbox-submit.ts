import { createSendPolicy } from 'public/inbox-send-policy';
import type { SubmitAnswer, SubmitRefusal, SubmitStep } from 'public/inbox-send-policy';

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
  readonly newKey?: () => string | undefined | Promise<string | undefined>;
  /** The keys by content (as JSON), to store and restore them. Default: those of this call. */
  readonly keys?: Map<string, string | undefined>;
  /** Resolves after a number of seconds. */
  readonly wait?: (seconds: number) => Promise<void>;
  /** Called when a step begins. `seconds`: the time until the next try (integer), 0 if it begins now. */
  readonly onStep?: (step: SubmitStep, seconds: number) => void;
}

/**
 * Creates an idempotency key: 128 random bits as 32 hexadecimal digits.
 *
 * Returns `undefined` if the page has no cryptographic randomness, because other people could predict a key from
 * `Math.random`. Without a key, a message that may have been sent is not sent again.
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
 * - Each content has its own idempotency key, until its outcome is known.
 * - If the outcome is unknown or the backend is busy, the content is sent again with the same key for 40 s or more;
 *   then the result is `UNCONFIRMED`. `createSendPolicy` lists what happens after each answer.
 *
 * The returned function never rejects.
 *
 * @example
 * const submit = createSubmit({ send: sendBasicMessage });
 * const answer = await submit($w('#text').value);
 */
export function createSubmit<Content, Answer extends SubmitAnswer>({
  send,
  newKey = newIdempotencyKey,
  keys = new Map(),
  wait = waitSeconds,
  onStep = () => {},
}: SubmitOptions<Content, Answer>): (content: Content) => Promise<Answer | SubmitRefusal> {
  let inProgress: Promise<Answer | SubmitRefusal> | undefined;

  async function trySend(content: Content, key: string | undefined): Promise<Answer | undefined> {
    try {
      const answer = await send(content, key === undefined ? {} : { idempotencyKey: key });
      return isAnswer(answer) ? answer : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * Waits until a time (Unix, in milliseconds). Checks it every second: timers do not count the time that the device
   * sleeps, and are late on a hidden page. Does not wait longer if the clock is set back.
   */
  async function waitUntil(time: number): Promise<void> {
    let seconds = (time - Date.now()) / 1000;
    for (; seconds > 0 && Date.now() < time; seconds -= 1) await wait(Math.min(seconds, 1));
  }

  async function sendWithRetries(content: Content): Promise<Answer | SubmitRefusal> {
    const text = JSON.stringify(content);
    const chooseNextStep = createSendPolicy<Answer>();
    onStep('sending', 0);
    for (;;) {
      let key = keys.get(text) ?? newKey();
      // Without a promise, the content is sent before this function returns.
      if (typeof key === 'object') key = await key;
      keys.set(text, key);
      const startedAt = Date.now();
      const answer = await trySend(content, key);
      const next = chooseNextStep(answer, key !== undefined);
      if (!next.keepsKey) keys.delete(text);
      if (next.kind === 'end') return next.result;
      const now = Date.now();
      const time = Math.max(startedAt + next.afterStart * 1000, now + next.afterAnswer * 1000);
      onStep(next.step, Math.ceil((time - now) / 1000));
      await waitUntil(time);
      if (next.step === 'limited') onStep('sending', 0);
    }
  }

  return (content) =>
    (inProgress ??= sendWithRetries(content).finally(() => {
      inProgress = undefined;
    }));
}

function isAnswer(answer: SubmitAnswer | undefined): boolean {
  return answer?.ok === true || (answer?.ok === false && typeof answer.error?.code === 'string');
}
