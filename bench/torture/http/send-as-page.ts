// A page that sends one message over IPC, and requests it again by the rule of the pages in `public/`.
import type { ClientEvent } from '../../../test/support/torture/judge.ts';
import type { Place } from './backends.ts';
import { now, waitUntil, type ScaledClock } from './clock.ts';
import { pick } from './random-faults.ts';

/** When a page requests again, in ms after its first call. */
const RETRIES = [2_000, 8_000, 20_000, 40_000];
/** Wix ends a web method after this time, in ms. */
const WEB_METHOD_MS = 14_000;
/** Codes after which a page does not request again. */
const FINAL_CODES = ['UNCLEAR', 'KEY_REUSED'];

/** A message of a visitor. */
export interface PageMessage {
  readonly token: string;
  readonly key: string;
  readonly text: string;
  /** What the visitor's pages did and saw, in order. */
  readonly history: ClientEvent[];
}

/** Sends a message from a page until it is acknowledged, refused for good, or has been requested five times. */
export async function sendAsPage(
  { token, key, text, history }: PageMessage,
  { places, clock }: { readonly places: readonly Place[]; readonly clock: ScaledClock },
): Promise<void> {
  const firstAt = now(clock);
  const record = (event: Pick<ClientEvent, 'kind' | 'code'>) =>
    history.push({ ...event, key, text, at: now(clock) });
  for (;;) {
    record({ kind: 'called' });
    const code = await Promise.race([
      pick(places).backend.call({ token, text, key }),
      waitUntil(clock, now(clock) + WEB_METHOD_MS).then(() => 'NO_RESPONSE'),
    ]);
    if (code === 'ok') {
      record({ kind: 'ok' });
      return;
    }
    record({ kind: 'failed', code });
    const next = RETRIES.map((ms) => firstAt + ms).find((at) => at > now(clock));
    if (next === undefined || FINAL_CODES.includes(code)) return;
    await waitUntil(clock, next);
  }
}
