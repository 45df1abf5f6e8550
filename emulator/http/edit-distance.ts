// Measures how similar two sequences are, and finds the name that was probably meant.

/** What it costs to replace an element by another one; 0 for equal elements. Inserting or removing an element costs 1. */
type ReplaceCost<Element> = (from: Element, to: Element) => number;

/**
 * Returns the least cost to turn one sequence into another one by inserting, removing and replacing elements (the
 * Levenshtein distance, by default).
 */
export function editDistance<Element>(
  from: readonly Element[],
  to: readonly Element[],
  replaceCost: ReplaceCost<Element> = (a, b) => (a === b ? 0 : 1),
): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, element] of from.entries()) {
    const next = [index + 1];
    for (const [at, other] of to.entries()) {
      const replaced = (row[at] ?? 0) + replaceCost(element, other);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The most edits between a name and the one that is suggested for it. */
const MAX_EDITS = 3;

/** Returns the name with the fewest edits to another one; undefined if none is similar. */
export function findNearest(name: string, names: readonly string[]): string | undefined {
  const letters = [...name.slice(0, 100).toLowerCase()];
  const [nearest] = names
    .map((it) => ({ it, edits: editDistance(letters, [...it.toLowerCase()]) }))
    .sort((a, b) => a.edits - b.edits);
  const limit = Math.min(MAX_EDITS, Math.floor(name.length / 2));
  return nearest && nearest.edits <= limit ? nearest.it : undefined;
}
