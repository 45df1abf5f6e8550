/**
 * Returns a 106-bit hash of a text, to recognise the same text later.
 *
 * It is fast (cyrb53, twice) and not cryptographic: collisions can be constructed. Use it only to
 * compare texts of one caller, where a collision affects no other caller.
 */
export function fingerprint(text: string): string {
  return cyrb53(text, 0) + cyrb53(text, 1);
}

/** cyrb53 by bryc (public domain): 53 bits of two mixed 32-bit halves. */
function cyrb53(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
