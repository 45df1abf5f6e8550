// Keeps what was read of a table until the table is written. Only this process writes the file: see file-lock.ts.
import type { Database } from './database.ts';

/** The most values that are kept of a table. */
const MAX_KEPT = 1000;

interface Kept<T> {
  readonly revision: number;
  readonly values: Map<string, T>;
}

/**
 * Returns a function that reads a value by a key, and returns the same value again until the table is written or a
 * transaction is rolled back. A value that was not found is not kept.
 *
 * @param table the only table that `read` reads
 */
export function keepReads<T extends object>(
  table: string,
  read: (database: Database, key: string) => T | undefined,
): (database: Database, key: string) => T | undefined {
  const keptOf = new WeakMap<Database, Kept<T>>();
  return (database, key) => {
    const revision = database.revision(table);
    let kept = keptOf.get(database);
    if (kept?.revision !== revision || kept.values.size >= MAX_KEPT) {
      kept = { revision, values: new Map() };
      keptOf.set(database, kept);
    }
    const known = kept.values.get(key);
    if (known) {
      return known;
    }
    const value = read(database, key);
    if (value) kept.values.set(key, value);
    return value;
  };
}
