// The store behind the emulated Wix: one SQLite file, one commit for each turn of the event loop. Leaves out replication.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';

/** What may be bound to a statement. Booleans, undefined and bytes may not: libsql aborts the process on a boolean. */
export type SqlValue = string | number | null;

/** A database: synchronous statements, and writes that are answered only after their commit. */
export interface Database {
  /** Every row of a query, in order. The caller names the row's shape: it is the SQL's own column list. */
  all<T>(sql: string, ...values: readonly SqlValue[]): T[];
  /** The first row of a query, or undefined. */
  get<T>(sql: string, ...values: readonly SqlValue[]): T | undefined;
  /** Writes. Only inside `durable`; elsewhere it throws, because nobody would wait for the commit. */
  run(sql: string, ...values: readonly SqlValue[]): void;
  /**
   * Does `work` (synchronous reads and writes) as one unit and answers after the commit it belongs to.
   * Work of the same turn of the event loop shares one commit; work that throws is undone alone, its neighbours stay.
   * @throws what `work` throws, or the commit's own error for everybody who waited for it
   */
  durable<T>(work: () => T): Promise<T>;
  /** Commits what is open and closes the file. */
  close(): void;
}

/** Text that cannot be bound to a statement: it holds NUL, where SQLite takes a text to end. */
export class TextWithNul extends TypeError {}

interface Batch {
  readonly commit: () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Opens a database file (or `:memory:`) and makes the tables that are missing.
 *
 * WAL with `synchronous=NORMAL`: what was answered survives the death of this process (SIGKILL); after a power cut
 * the last commits may be missing, the file stays whole.
 * @param tables `create table if not exists …` and index statements
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
  let batch: Batch[] | undefined;
  let working = false;
  let savepoint = false;

  function prepare(sql: string): Libsql.Statement<unknown[]> {
    let statement = statements.get(sql);
    if (!statement) {
      statement = sqlite.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }

  /** Values for a statement, as one list: libsql takes a single value that is null for a record of named ones. */
  function checked(sql: string, values: readonly SqlValue[]): readonly SqlValue[] {
    for (const value of values) {
      const says = `Failed to bind a ${typeof value} to "${sql}": allowed are integers, null and text without NUL`;
      if (
        typeof value === 'string'
          ? value.includes('\u0000')
          : value !== null && !Number.isSafeInteger(value)
      ) {
        throw typeof value === 'string' ? new TextWithNul(says) : new TypeError(says);
      }
    }
    return values;
  }

  function all<T>(sql: string, ...values: readonly SqlValue[]): T[];
  function all(sql: string, ...values: readonly SqlValue[]): unknown[] {
    return prepare(sql).all(checked(sql, values));
  }

  function flush(): void {
    const waiting = batch;
    if (!waiting) {
      return;
    }
    batch = undefined;
    try {
      prepare('commit').run();
    } catch (error) {
      if (sqlite.inTransaction) {
        prepare('rollback').run();
      }
      for (const { fail } of waiting) {
        fail(error);
      }
      return;
    }
    for (const { commit } of waiting) {
      commit();
    }
  }

  return {
    all,
    get: <T>(sql: string, ...values: readonly SqlValue[]) => all<T>(sql, ...values)[0],
    run(sql, ...values) {
      if (!working) {
        throw new Error(`Failed to write outside durable(): "${sql}"`);
      }
      if (!batch) {
        prepare('begin immediate').run();
        batch = [];
        setImmediate(flush);
      }
      if (!savepoint) {
        prepare('savepoint work').run();
        savepoint = true;
      }
      prepare(sql).run(checked(sql, values));
    },
    durable<T>(work: () => T): Promise<T> {
      if (working) {
        throw new Error(
          'Failed to begin durable work inside durable work: do it in the same function',
        );
      }
      let value: T;
      working = true;
      try {
        value = work();
        if (savepoint) {
          prepare('release work').run();
        }
      } catch (error) {
        if (savepoint) {
          prepare('rollback to work').run();
          prepare('release work').run();
        }
        return Promise.reject(error instanceof Error ? error : new Error(String(error)));
      } finally {
        working = false;
        savepoint = false;
      }
      const open = batch;
      return open
        ? new Promise((commit, fail) => open.push({ commit: () => commit(value), fail }))
        : Promise.resolve(value);
    },
    close() {
      flush();
      sqlite.close();
    },
  };
}

/** Deletes every row of every table; to be called in a transaction. */
export function emptyTables(database: Database): void {
  const tables = database.all<{ readonly name: string }>(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  );
  for (const { name } of tables) {
    database.run(`delete from "${name}"`);
  }
}
