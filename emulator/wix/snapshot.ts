// Takes and restores snapshots: the whole state of the emulated Wix as one JSON value, for tests.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { SqlValue } from '../database/bound-values.ts';
import { emptyTables, type Database } from '../database/database.ts';
import { InputError } from '../http/input-error.ts';
import { AssumptionsInput, type Assumptions } from './core/assumptions.ts';
import type { Clock } from './core/clock.ts';
import { Fault, type Faults } from './core/faults.ts';

/** The longest snapshot in characters of JSON: a request with one must be shorter than the limit of bodies. */
export const MAX_SNAPSHOT_CHARS = 32 * 1024 * 1024;

const Row = v.array(v.union([v.string(), v.pipe(v.number(), v.safeInteger()), v.null()]));

/** The schema of a snapshot. */
export const Snapshot = v.strictObject({
  /** Identifies the tables of the emulator that took the snapshot. */
  format: v.pipe(v.string(), v.regex(/^[\da-f]{16}$/)),
  /** How far the clock was ahead of the system time, in milliseconds. */
  clockOffsetMs: v.pipe(v.number(), v.safeInteger()),
  assumptions: AssumptionsInput,
  faults: v.pipe(v.array(Fault), v.maxLength(100)),
  /** The rows of each table. A row has a value for each column. */
  tables: v.record(v.string(), v.array(Row)),
  /** The SHA-256 of the rest: an edited snapshot is refused, because it could break the rules of Wix's data. */
  digest: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
});
/** Type of {@link Snapshot}. */
export type Snapshot = v.InferOutput<typeof Snapshot>;

/** What a snapshot is taken of. */
export interface SnapshotSource {
  readonly database: Database;
  readonly clock: Clock;
  readonly assumptions: Assumptions;
  readonly faults: Faults;
}

/**
 * Takes a snapshot of the data, the clock, the assumptions and the faults. The logs of requests and of Realtime messages
 * are not part of it.
 */
export async function takeSnapshot(source: SnapshotSource): Promise<Snapshot> {
  const { database, clock, assumptions, faults } = source;
  // Read in one transaction, so that only committed rows are in the snapshot.
  const state = await database.transaction(() => ({
    format: formatOf(database),
    clockOffsetMs: clock.offset(),
    assumptions: { ...assumptions },
    faults: [...faults.list()],
    tables: Object.fromEntries(
      tableNames(database).map((name) => [name, readRows(database, name)]),
    ),
  }));
  return { ...state, digest: digestOf(state) };
}

/** @throws {InputError} if a snapshot was taken by another version of the emulator, or edited */
export function checkSnapshot(database: Database, snapshot: Snapshot): void {
  const { digest, ...state } = snapshot;
  const format = formatOf(database);
  if (state.format !== format) {
    throw new InputError(
      `format: received ${state.format}; this version of the emulator restores ${format} only`,
    );
  }
  if (digest !== digestOf(state)) {
    throw new InputError(
      'digest: does not match. A snapshot is restored as it was taken; use a seed for other data',
    );
  }
}

/** Replaces all rows by those of a snapshot that {@link checkSnapshot} allows; call it inside a transaction. */
export function writeSnapshot(database: Database, { tables }: Snapshot): void {
  emptyTables(database);
  for (const [name, rows] of Object.entries(tables)) {
    const columns = columnsOf(database, name);
    const sql = `insert into "${name}" (${columns.map((column) => `"${column}"`).join()})
      values (${columns.map(() => '?').join()})`;
    for (const row of rows) database.run(sql, ...row);
  }
}

function tableNames(database: Database): readonly string[] {
  return database
    .all<{ readonly name: string }>(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`,
    )
    .map(({ name }) => name);
}

function columnsOf(database: Database, table: string): readonly string[] {
  return database
    .all<{ readonly name: string }>('select name from pragma_table_info(?) order by cid', table)
    .map(({ name }) => name);
}

function readRows(database: Database, table: string): SqlValue[][] {
  const columns = columnsOf(database, table);
  return database
    .all<Readonly<Record<string, SqlValue>>>(`select * from "${table}"`)
    .map((row) => columns.map((column) => row[column] ?? null));
}

/** Returns a hash of the tables' definitions. */
function formatOf(database: Database): string {
  const definitions = database.all<{ readonly sql: string | null }>(
    'select sql from sqlite_master where sql is not null order by type, name',
  );
  return hash(definitions.map(({ sql }) => sql)).slice(0, 16);
}

/** Returns the hash of a state. It is the same in whichever order the keys of objects are. */
function digestOf(state: Omit<Snapshot, 'digest'>): string {
  return hash(withSortedKeys(state));
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries: readonly [string, unknown][] = Object.entries(value);
  return Object.fromEntries(
    entries
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, withSortedKeys(inner)]),
  );
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
