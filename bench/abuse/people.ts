// Honest people who write during an attack, with the waiting rules of the page.
import { createSendPolicy } from '../../public/inbox-send-policy.ts';
import type { Result } from './containers.ts';
import type { Timeline } from './timeline.ts';

/** What became of the messages of an honest person. */
export interface Outcome {
  /** Messages that were sent, of all that the person wrote. */
  sent: number;
  readonly written: number;
  /** The longest time from the first click to the success of a message, in seconds. */
  longest: number;
  /** How often the page gave up and the person sent again, after the time that the page showed. */
  byHand: number;
}

/** A call of a web method with an idempotency key. */
export type SendOne = (idempotencyKey: string) => Promise<Result>;

/** Time that a person takes to write a message, in ms. */
const WRITING_MS = 5_000;
/** How often a person sends again by hand before they give up. */
const MAX_BY_HAND = 3;

/** Adds a person who sends messages one after the other, each as the page does. */
export function addPerson(
  timeline: Timeline,
  { from, messages }: { readonly from: number; readonly messages: readonly SendOne[] },
): Outcome {
  const outcome: Outcome = { sent: 0, written: messages.length, longest: 0, byHand: 0 };

  function startMessage(index: number, at: number): void {
    const send = messages[index];
    if (!send) return;
    let key = crypto.randomUUID();
    let policy = createSendPolicy<Result>();
    let tries = 0;
    async function trySend(): Promise<void> {
      const startedAt = timeline.now();
      const result = await send?.(key);
      const next = policy(result, true);
      const now = timeline.now();
      if (result?.ok) {
        outcome.sent += 1;
        outcome.longest = Math.max(outcome.longest, (now - at) / 1000);
        startMessage(index + 1, now + WRITING_MS);
        return;
      }
      if (!next.keepsKey) key = crypto.randomUUID();
      if (next.kind === 'retry') {
        const time = Math.max(startedAt + next.afterStart * 1000, now + next.afterAnswer * 1000);
        timeline.schedule(time, trySend);
        return;
      }
      tries += 1;
      if (tries > MAX_BY_HAND) return;
      outcome.byHand += 1;
      policy = createSendPolicy<Result>();
      timeline.schedule(now + (result?.error.retryAfter ?? 60) * 1000, trySend);
    }
    timeline.schedule(at, trySend);
  }

  startMessage(0, from);
  return outcome;
}
