/**
 * A short name for a text, to see later whether another text is the same: 106 bits.
 *
 * Not for secrets: it is quick (cyrb53, twice), and whoever tries can find two texts of one name. What
 * is compared by it belongs to one person, who could only mislead himself.
 */
export function fingerprint(text: string): string {
  return mix(text, 0) + mix(text, 1);
}

/** cyrb53 by bryc (public domain): two mixed 32-bit halves, 53 bits of them. */
function mix(text: string, seed: number): string {
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
