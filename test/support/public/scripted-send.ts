// A web method whose answers a test lists in advance, on the virtual clock of Vitest.
import type { Answer, SendFormOptions, Sent } from 'public/inbox-shapes';
import { waitSeconds } from 'public/inbox-submit';

/** One answer of the web method. `lost`: the call rejects. */
export type ScriptedAnswer = Answer<Sent> | 'lost';

/** A recorded call. */
interface RecordedCall {
  /** Seconds since the first call. */
  readonly at: number;
  readonly text: string;
  readonly key: string | undefined;
}

/**
 * Creates the web method. The calls get the answers in order, the last one again and again.
 *
 * @param answerSeconds - how long a call takes
 */
export function createScriptedSend(answers: readonly ScriptedAnswer[], answerSeconds = 0) {
  const calls: RecordedCall[] = [];
  let startedAt = 0;

  async function answerNext(
    text: string,
    { idempotencyKey }: Pick<SendFormOptions, 'idempotencyKey'>,
  ): Promise<Answer<Sent>> {
    if (calls.length === 0) startedAt = Date.now();
    const answer = answers[Math.min(calls.length, answers.length - 1)];
    calls.push({ at: (Date.now() - startedAt) / 1000, text, key: idempotencyKey });
    if (answerSeconds > 0) await waitSeconds(answerSeconds);
    if (answer === undefined || answer === 'lost') throw new Error('The connection was lost.');
    return answer;
  }

  return {
    calls,
    answerNext,
    /** Returns when the calls began, in seconds since the first one. */
    times: () => calls.map(({ at }) => at),
    /** Returns the keys by call, as numbers: equal keys have the same number. */
    keys: () => {
      const distinct = [...new Set(calls.map(({ key }) => key))];
      return calls.map(({ key }) => distinct.indexOf(key) + 1);
    },
  };
}

/** Creates an answer that is not `ok`. */
export function refusal(
  code: Extract<Answer<Sent>, { readonly ok: false }>['error']['code'],
  retryAfter?: number,
): Answer<Sent> {
  const error = { code, message: `Message of ${code}.` };
  return { ok: false, error: retryAfter === undefined ? error : { ...error, retryAfter } };
}
