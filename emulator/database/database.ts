// Opens the database of the emulated Wix: one SQLite file, one commit per turn of the event loop.
import type Libsql from 'libsql';
import { checkValues, type SqlValue } from './bound-values.ts';
import { isBusy, toDatabaseError } from './database-error.ts';
import { openFile, type OpenOptions } from './open-file.ts';

/** A database with synchronous statements, and transactions that resolve after their commit. */
export interface Database {
  /** Returns every row of a query, in order. The type parameter is not checked: it must match the columns of the query. */
  all<T>(sql: string, ...values: readonly SqlValue[]): T[];
  /** Returns the first row of a query, or undefined. */
  get<T>(sql: string, ...values: readonly SqlValue[]): T | undefined;
  /** Runs a statement that writes. @throws {Error} outside `transaction`, where no caller would await the commit */
  run(sql: string, ...values: readonly SqlValue[]): void;
  /**
   * Returns a number that is another one after each write to a table and after each rollback, for those who keep what
   * they read of the table.
   */
  revision(table: string): number;
  /**
   * Runs `work` (synchronous reads and writes) as one unit and resolves with its result after the commit.
   * Transactions of the same turn of the event loop share one commit. If `work` throws, only its own writes are rolled
   * back. While another program locks the file, `work` is run again from the start for up to 2 seconds.
   * @throws what `work` throws; an error of the commit rejects every transaction that shares it. Failures of the disk
   *   or the file are {@link DatabaseError}s; later transactions work again once the cause is gone.
   */
  transaction<T>(work: () => T): Promise<T>;
  /** Commits pending transactions and closes the file. */
  close(): void;
}

/** The table that a statement writes. */
const WRITTEN_TABLE = /^\s*(?:insert into|update|delete from)\s+"?(\w+)/;

interface PendingCommit {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** How long a transaction waits for another program's lock, in milliseconds. */
const BUSY_LIMIT_MS = 2000;
/** The time between two attempts, in milliseconds. */
const BUSY_RETRY_MS = 20;

/**
 * Opens a database file (or `:memory:`) and creates missing tables.
 *
 * Uses WAL with `synchronous=NORMAL`: committed transactions survive the end of the process (SIGKILL). After a power
 * failure the last commits may be missing, but the file is intact.
 * @param tables `create table if not exists …` and `create index` statements
 * @param options `isExclusive` locks the file against other emulators; default false
 * @throws {DatabaseError} if the file is used by another emulator, damaged, foreign or not writable
 */
export function openDatabase(
  file: string,
  tables: readonly string[],
  options: OpenOptions = {},
): Database {
  const opened = openFile(file, tables, options);
  const { sqlite } = opened;
  const statements = new Map<string, Libsql.Statement<unknown[]>>();
  const rowReaders = new Map<string, (values: readonly SqlValue[]) => unknown>();
  /** The number of writes to each table, and of rollbacks and writes to no known table. */
  const writes = new Map<string, number>();
  let otherChanges = 0;
  let pendingCommits: PendingCommit[] | undefined;
  let inTransaction = false;
  let hasSavepoint = false;

  function prepare(sql: string): Libsql.Statement<unknown[]> {
    let statement = statements.get(sql);
    if (!statement) {
      statement = sqlite.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }

  function all<T>(sql: string, ...values: readonly SqlValue[]): T[];
  function all(sql: string, ...values: readonly SqlValue[]): unknown[] {
    const bound = checkValues(sql, values);
    try {
      return prepare(sql).all(bound);
    } catch (error) {
      // Inside a transaction, the transaction converts the error.
      throw inTransaction ? error : toDatabaseError(error, opened.name);
    }
  }

  /** Returns a function that reads the first row of a query, as an array from libsql: as an object it takes longer. */
  function prepareRow(sql: string): (values: readonly SqlValue[]) => unknown {
    const statement = sqlite.prepare(sql);
    if (!statement.reader) {
      return (values) => statement.get(values);
    }
    const names = statement.columns().map(({ name }) => name);
    statement.raw();
    return (values) => {
      const row: unknown = statement.get(values);
      return Array.isArray(row) ? toNamed(names, row) : undefined;
    };
  }

  function get<T>(sql: string, ...values: readonly SqlValue[]): T | undefined;
  function get(sql: string, ...values: readonly SqlValue[]): unknown {
    const bound = checkValues(sql, values);
    try {
      let readRow = rowReaders.get(sql);
      if (!readRow) {
        readRow = prepareRow(sql);
        rowReaders.set(sql, readRow);
      }
      return readRow(bound);
    } catch (error) {
      throw inTransaction ? error : toDatabaseError(error, opened.name);
    }
  }

  function countWrite(sql: string): void {
    const table = WRITTEN_TABLE.exec(sql)?.[1];
    if (table === undefined) otherChanges += 1;
    else writes.set(table, (writes.get(table) ?? 0) + 1);
  }

  function commitPending(deadline: number): void {
    if (!pendingCommits) {
      return;
    }
    try {
      prepare('commit').run();
    } catch (error) {
      if (isBusy(error) && sqlite.inTransaction && performance.now() < deadline) {
        setTimeout(() => commitPending(deadline), BUSY_RETRY_MS);
      } else {
        failPending(error);
      }
      return;
    }
    const committed = pendingCommits;
    pendingCommits = undefined;
    for (const { resolve } of committed) {
      resolve();
    }
  }

  /** Rolls back the transactions of this turn and rejects them. Never throws: no caller could handle it. */
  function failPending(error: unknown): void {
    otherChanges += 1;
    const failed = pendingCommits ?? [];
    pendingCommits = undefined;
    let reason = toDatabaseError(error, opened.name);
    try {
      if (sqlite.inTransaction) {
        prepare('rollback').run();
      }
    } catch (rollbackError) {
      reason = toDatabaseError(rollbackError, opened.name);
    }
    for (const { reject } of failed) {
      reject(reason);
    }
  }

  /** Undoes the writes of work that threw. On some errors, SQLite has rolled back the whole turn. */
  function undoWork(error: unknown): void {
    otherChanges += 1;
    if (pendingCommits && !sqlite.inTransaction) {
      failPending(error);
    } else if (hasSavepoint) {
      try {
        prepare('rollback to work').run();
        prepare('release work').run();
      } catch (rollbackError) {
        failPending(rollbackError);
      }
    }
  }

  function attempt<T>(work: () => T, deadline: number): Promise<T> {
    let value: T;
    inTransaction = true;
    try {
      value = work();
      if (hasSavepoint) {
        prepare('release work').run();
      }
    } catch (error) {
      const hasWritten = hasSavepoint;
      undoWork(error);
      return isBusy(error) && !hasWritten && performance.now() < deadline
        ? wait(BUSY_RETRY_MS).then(() => attempt(work, deadline))
        : Promise.reject(toError(toDatabaseError(error, opened.name)));
    } finally {
      inTransaction = false;
      hasSavepoint = false;
    }
    const pending = pendingCommits;
    return pending
      ? new Promise((resolve, reject) => pending.push({ resolve: () => resolve(value), reject }))
      : Promise.resolve(value);
  }

  return {
    all,
    get,
    run(sql, ...values) {
      if (!inTransaction) {
        throw new Error(`Failed to write outside transaction(): "${sql}"`);
      }
      const bound = checkValues(sql, values);
      if (!pendingCommits) {
        prepare('begin immediate').run();
        pendingCommits = [];
        setImmediate(() => commitPending(performance.now() + BUSY_LIMIT_MS));
      }
      if (!hasSavepoint) {
        prepare('savepoint work').run();
        hasSavepoint = true;
      }
      countWrite(sql);
      prepare(sql).run(bound);
    },
    revision: (table) => (writes.get(table) ?? 0) + otherChanges,
    transaction<T>(work: () => T): Promise<T> {
      if (inTransaction) {
        throw new Error(
          'Failed to begin a transaction inside a transaction: put the work in one function',
        );
      }
      return attempt(work, performance.now() + BUSY_LIMIT_MS);
    },
    close() {
      commitPending(0);
      opened.close();
    },
  };
}

function toNamed(names: readonly string[], row: readonly unknown[]): object {
  const named: Record<string, unknown> = {};
  for (let index = 0; index < names.length; index += 1) {
    named[names[index] ?? ''] = row[index];
  }
  return named;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function wait(ms: number): Promise<void> {
  return new Promise((resume) => {
    setTimeout(resume, ms);
  });
}

/** Deletes every row of every table; call it inside a transaction. */
export function emptyTables(database: Database): void {
  const tables = database.all<{ readonly name: string }>(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  );
  for (const { name } of tables) {
    database.run(`delete from "${name}"`);
  }
}
