// Judges a finished run by what its clients saw and by the messages that Inbox has. Knows nothing about the send log.

/** What a client did or saw. A key is one message that a page wants to send. */
export interface ClientEvent {
  readonly kind: 'called' | 'ok' | 'failed';
  readonly key: string;
  readonly text: string;
  /** Virtual time, in ms. */
  readonly at: number;
  /** The error code, or why there was no response. */
  readonly code?: string;
}

/** Returns the violations of a run; an empty list if everything holds. `texts` are the messages, oldest first. */
export function judge(
  history: readonly ClientEvent[],
  texts: readonly string[],
): readonly string[] {
  const called = new Set(history.map(({ text }) => text));
  const unknown = texts.filter((text) => !called.has(text));
  return [
    ...unknown.map((text) => `UNKNOWN: no call sent "${text}"`),
    ...[...called].flatMap((text) => judgeCount(history, texts, text)),
    ...judgeOrder(history, texts),
  ];
}

/** Identical texts cannot be told apart: there are at least as many as acknowledged keys, and at most as many as keys. */
function judgeCount(
  history: readonly ClientEvent[],
  texts: readonly string[],
  text: string,
): readonly string[] {
  const events = history.filter((event) => event.text === text);
  const keys = new Set(events.map(({ key }) => key)).size;
  const acknowledged = new Set(events.filter(({ kind }) => kind === 'ok').map(({ key }) => key));
  const count = texts.filter((it) => it === text).length;
  if (count > keys) return [`TWICE: ${count} messages of ${keys} keys with "${text}"`];
  if (count >= acknowledged.size) return [];
  return [`LOST: ${count} messages of ${acknowledged.size} acknowledged keys with "${text}"`];
}

/** A message that was acknowledged before another was first requested comes before it. */
function judgeOrder(history: readonly ClientEvent[], texts: readonly string[]): readonly string[] {
  const firstCalls = new Map<string, number>();
  const acknowledgements: (readonly [text: string, position: number])[] = [];
  for (const [position, { kind, text }] of history.entries()) {
    if (kind === 'called' && !firstCalls.has(text)) firstCalls.set(text, position);
    if (kind === 'ok') acknowledgements.push([text, position]);
  }
  return acknowledgements.flatMap(([earlier, acknowledgedAt]) =>
    [...firstCalls]
      .filter(([later, calledAt]) => calledAt > acknowledgedAt && texts.includes(later))
      .filter(([later]) => texts.indexOf(earlier) > texts.indexOf(later))
      .map(([later]) => `ORDER: "${later}" is before the acknowledged "${earlier}"`),
  );
}

/** How long a key took from its first call to its acknowledgement, and what it was answered before. */
export interface Settled {
  readonly key: string;
  /** `undefined` if the key was never acknowledged. */
  readonly ms: number | undefined;
  readonly unconfirmed: number;
  readonly unclear: number;
}

/** Returns how each key was settled. */
export function settlements(history: readonly ClientEvent[]): readonly Settled[] {
  const keys = [...new Set(history.map(({ key }) => key))];
  return keys.map((key) => {
    const events = history.filter((event) => event.key === key);
    const ok = events.find(({ kind }) => kind === 'ok');
    const count = (code: string) => events.filter((event) => event.code === code).length;
    return {
      key,
      ms: ok && ok.at - (events[0]?.at ?? 0),
      unconfirmed: count('UNCONFIRMED'),
      unclear: count('UNCLEAR'),
    };
  });
}
