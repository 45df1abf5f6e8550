// A seeded generator of random numbers, so that a failing payload can be repeated.

/** A source of random values. */
export interface Random {
  /** An integer from 0 to `max` - 1. */
  below(max: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** Returns true in a share (0 to 1) of the calls. */
  chance(share: number): boolean;
  /** Characters of an alphabet. */
  characters(alphabet: string, length: number): string;
  guid(): string;
}

/** Creates a generator (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  const below = (max: number) => Math.floor(next() * max);
  function characters(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
  }
  const hex = (length: number) => characters('0123456789abcdef', length);
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    chance: (share) => next() < share,
    characters,
    guid: () => [hex(8), hex(4), `4${hex(3)}`, `8${hex(3)}`, hex(12)].join('-'),
  };
}
