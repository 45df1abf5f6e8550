// Random faults of the emulator, of every kind, within what the send log assumes: Wix executes a send within 30 s or
// never, and lists it by then. All delays of one call together are shorter than that.

/** The operations whose calls can fail. */
const OPERATIONS = [
  'MessagesService.SendMessage',
  'MessagesService.ListMessages',
  'ConversationsService.*',
  'DataItemService.InsertDataItem',
  'DataItemService.UpdateDataItem',
  'DataItemService.QueryDataItems',
  'OAuth2.TokenInfo',
];
const SEND = OPERATIONS.slice(0, 1);
const LIST = OPERATIONS.slice(1, 2);
const QUERY = ['DataItemService.QueryDataItems'];

/** Each kind, the operations that it applies to, and its other fields. `delay` is in real time. */
const KINDS: readonly {
  readonly kind: string;
  readonly of?: readonly string[];
  readonly fields?: () => object;
}[] = [
  { kind: 'delay', fields: () => ({ delayMs: between(20, 300) }) },
  { kind: 'pause', fields: () => ({ delayMs: between(1_000, 8_000) }) },
  { kind: 'status', fields: () => ({ status: pick([429, 500, 503]) }) },
  { kind: 'status', fields: () => ({ status: pick([500, 502]), body: 'none' }) },
  { kind: 'executed-504' },
  { kind: 'execute-late', fields: () => ({ delayMs: between(1_000, 8_000) }) },
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'malformed' },
  { kind: 'merge', of: SEND },
  { kind: 'content-rewritten', of: SEND },
  { kind: 'list-stale', of: LIST, fields: () => ({ delayMs: between(500, 4_000) }) },
  { kind: 'data-stale-read', of: QUERY, fields: () => ({ delayMs: between(500, 20_000) }) },
];

/** Returns a random set of faults: some kinds, each for some of the next calls of one operation. */
export function createRandomFaults(): readonly object[] {
  return KINDS.filter(() => Math.random() < 0.6).map(({ kind, of = OPERATIONS, fields }) => ({
    operation: pick(of),
    // Sends are fewer than other calls.
    calls: Array.from({ length: 4 }, () => between(1, 25)),
    kind,
    ...fields?.(),
  }));
}

/** Returns a random integer. */
export function between(least: number, most: number): number {
  return least + Math.floor(Math.random() * (most - least + 1));
}

/** Returns one of the values at random. */
export function pick<Value>(values: readonly [Value, ...Value[]] | readonly Value[]): Value {
  const value = values[Math.floor(Math.random() * values.length)];
  if (value === undefined) throw new Error('Nothing to pick from');
  return value;
}
