// Opens the database of the emulated Wix: one SQLite file, one commit per turn of the event loop.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';

/** A value that can be bound to a statement. No booleans: libsql aborts the process on one. */
export type SqlValue = string | number | null;

/** A database with synchronous statements, and transactions that resolve after their commit. */
export interface Database {
  /** Returns every row of a query, in order. The type parameter is not checked: it must match the columns of the query. */
  all<T>(sql: string, ...values: readonly SqlValue[]): T[];
  /** Returns the first row of a query, or undefined. */
  get<T>(sql: string, ...values: readonly SqlValue[]): T | undefined;
  /** Runs a statement that writes. @throws {Error} outside `transaction`, where no caller would await the commit */
  run(sql: string, ...values: readonly SqlValue[]): void;
  /**
   * Runs `work` (synchronous reads and writes) as one unit and resolves with its result after the commit.
   * Transactions of the same turn of the event loop share one commit. If `work` throws, only its own writes are rolled
   * back.
   * @throws what `work` throws; an error of the commit rejects every transaction that shares it
   */
  transaction<T>(work: () => T): Promise<T>;
  /** Commits pending transactions and closes the file. */
  close(): void;
}

/** Text with a NUL character, which cannot be bound to a statement because SQLite ends a text there. */
export class NulCharacterError extends TypeError {}

interface PendingCommit {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens a database file (or `:memory:`) and creates missing tables.
 *
 * Uses WAL with `synchronous=NORMAL`: committed transactions survive the end of the process (SIGKILL). After a power
 * failure the last commits may be missing, but the file is intact.
 * @param tables `create table if not exists …` and `create index` statements
 */
export function openDatabase(file: string, tables: readonly string[]): Database {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  }
  const sqlite = new Libsql(file);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('trusted_schema = OFF');
  for (const statement of tables) {
    sqlite.exec(statement);
  }

  const statements = new Map<string, Libsql.Statement<unknown[]>>();
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

  /** Checks the values. Returns them as an array, because libsql reads a single null as named parameters. */
  function checkValues(sql: string, values: readonly SqlValue[]): readonly SqlValue[] {
    for (const value of values) {
      const isInvalid =
        typeof value === 'string'
          ? value.includes('\u0000')
          : value !== null && !Number.isSafeInteger(value);
      if (isInvalid) {
        const message = `Failed to bind a ${typeof value} to "${sql}": expected an integer, null or text without NUL`;
        throw typeof value === 'string' ? new NulCharacterError(message) : new TypeError(message);
      }
    }
    return values;
  }

  function all<T>(sql: string, ...values: readonly SqlValue[]): T[];
  function all(sql: string, ...values: readonly SqlValue[]): unknown[] {
    return prepare(sql).all(checkValues(sql, values));
  }

  function commitPending(): void {
    const committing = pendingCommits;
    if (!committing) {
      return;
    }
    pendingCommits = undefined;
    try {
      prepare('commit').run();
    } catch (error) {
      if (sqlite.inTransaction) {
        prepare('rollback').run();
      }
      for (const { reject } of committing) {
        reject(error);
      }
      return;
    }
    for (const { resolve } of committing) {
      resolve();
    }
  }

  return {
    all,
    get: <T>(sql: string, ...values: readonly SqlValue[]) => all<T>(sql, ...values)[0],
    run(sql, ...values) {
      if (!inTransaction) {
        throw new Error(`Failed to write outside transaction(): "${sql}"`);
      }
      if (!pendingCommits) {
        prepare('begin immediate').run();
        pendingCommits = [];
        setImmediate(commitPending);
      }
      if (!hasSavepoint) {
        prepare('savepoint work').run();
        hasSavepoint = true;
      }
      prepare(sql).run(checkValues(sql, values));
    },
    transaction<T>(work: () => T): Promise<T> {
      if (inTransaction) {
        throw new Error(
          'Failed to begin a transaction inside a transaction: put the work in one function',
        );
      }
      let value: T;
      inTransaction = true;
      try {
        value = work();
        if (hasSavepoint) {
          prepare('release work').run();
        }
      } catch (error) {
        if (hasSavepoint) {
          prepare('rollback to work').run();
          prepare('release work').run();
        }
        return Promise.reject(error instanceof Error ? error : new Error(String(error)));
      } finally {
        inTransaction = false;
        hasSavepoint = false;
      }
      const pending = pendingCommits;
      return pending
        ? new Promise((resolve, reject) => pending.push({ resolve: () => resolve(value), reject }))
        : Promise.resolve(value);
    },
    close() {
      commitPending();
      sqlite.close();
    },
  };
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
