// Opens a database file: locks it, checks that it is intact and of this version, and creates missing tables. It does not
// migrate a file of another version.
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Libsql from 'libsql';
import {
  createDamagedFileError,
  createForeignFileError,
  createNewerFileError,
  DatabaseError,
  toDatabaseError,
} from './database-error.ts';
import { lockFile, lockFileOf } from './file-lock.ts';

/** The version of the stored documents. Files without a version have the same format as version 1. */
const FORMAT_VERSION = 1;

/** How long opening a file waits for another program's lock, in milliseconds. */
const OPEN_TIMEOUT_MS = 2000;

/** The first bytes of every SQLite file. @see https://www.sqlite.org/fileformat.html */
const HEADER = Buffer.from('SQLite format 3\u0000');

/** Options of {@link openFile}. */
export interface OpenOptions {
  /** Whether to lock the file, so that no other emulator uses it; `:memory:` needs no lock. */
  readonly isExclusive?: boolean;
}

/** An open connection, its name for messages, and a function that closes it. */
export interface OpenFile {
  readonly sqlite: Libsql.Database;
  /** The absolute path, or `:memory:`. */
  readonly name: string;
  close(): void;
}

/**
 * Opens a database file, or `:memory:`.
 * @param tables statements that create missing tables and indexes
 * @throws {DatabaseError} if the file is used by another emulator, damaged, foreign, read-only or not a file
 */
export function openFile(file: string, tables: readonly string[], options: OpenOptions): OpenFile {
  if (file === ':memory:') {
    const sqlite = openConnection(file, tables);
    return { sqlite, name: file, close: () => sqlite.close() };
  }
  const path = resolve(file);
  try {
    return openOnDisk(resolveLink(path), tables, options);
  } catch (error) {
    throw toDatabaseError(error, path);
  }
}

function openOnDisk(
  path: string,
  tables: readonly string[],
  { isExclusive = false }: OpenOptions,
): OpenFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const isNew = !existsSync(path);
  if (!isNew && !statSync(path).isFile()) {
    throw new DatabaseError(path, 'is not a file', 'Pass the path of a file with --data FILE');
  }
  // SQLite also writes files beside the database.
  accessSync(dirname(path), constants.W_OK);
  if (!isNew) {
    accessSync(path, constants.R_OK | constants.W_OK);
  }
  // An emulator writes the tables before anything else: its file is never empty.
  const isEmptied = !isNew && statSync(path).size === 0 && existsSync(lockFileOf(path));
  const unlock = isExclusive ? lockFile(path) : () => undefined;
  try {
    if (isEmptied || !hasHeader(path)) {
      throw createDamagedFileError(path);
    }
    if (!isNew) {
      checkFile(path, tables);
    }
    const sqlite = openConnection(path, tables);
    return {
      sqlite,
      name: path,
      close() {
        sqlite.close();
        unlock();
      },
    };
  } catch (error) {
    if (isNew) {
      // Otherwise the next start would take the unfinished file for a damaged one.
      ['', '-wal', '-shm'].forEach((suffix) => rmSync(path + suffix, { force: true }));
    }
    unlock();
    throw error;
  }
}

/** Whether a file is missing, empty, or starts as every SQLite file. SQLite itself takes a short file for an empty one. */
function hasHeader(path: string): boolean {
  if (!existsSync(path) || statSync(path).size === 0) {
    return true;
  }
  const start = Buffer.alloc(HEADER.length);
  const handle = openSync(path, 'r');
  try {
    readSync(handle, start);
  } finally {
    closeSync(handle);
  }
  return start.equals(HEADER);
}

/** Checks a file without changing it. @throws {DatabaseError} */
function checkFile(path: string, tables: readonly string[]): void {
  const sqlite = new Libsql(path);
  try {
    sqlite.exec(`pragma busy_timeout = ${String(OPEN_TIMEOUT_MS)}`);
    const stored = readSchema(sqlite);
    const expected = new Set(readSchema(createEmptyDatabase(tables)));
    const version = readVersion(sqlite);
    // Other programs have versions of their own.
    if (version > FORMAT_VERSION && stored.some((sql) => expected.has(sql))) {
      const versions = `format ${String(version)}; this one reads ${String(FORMAT_VERSION)}`;
      throw createNewerFileError(path, versions);
    }
    if (version > FORMAT_VERSION || stored.some((sql) => !expected.has(sql))) {
      throw createForeignFileError(path);
    }
    // Also finds rows that are missing at the end of a truncated file, which `quick_check` does not.
    if (firstValue(sqlite, 'pragma integrity_check(1)') !== 'ok') {
      throw createDamagedFileError(path);
    }
  } finally {
    sqlite.close();
  }
}

function openConnection(file: string, tables: readonly string[]): Libsql.Database {
  const sqlite = new Libsql(file);
  try {
    sqlite.exec(`pragma busy_timeout = ${String(OPEN_TIMEOUT_MS)}`);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = NORMAL');
    sqlite.pragma('trusted_schema = OFF');
    // One commit for all of them.
    sqlite.exec('begin');
    for (const statement of tables) {
      sqlite.exec(statement);
    }
    sqlite.exec('commit');
    if (readVersion(sqlite) !== FORMAT_VERSION) {
      sqlite.exec(`pragma user_version = ${String(FORMAT_VERSION)}`);
    }
    // From here on, transactions wait for other programs without blocking the process.
    sqlite.exec('pragma busy_timeout = 0');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function createEmptyDatabase(tables: readonly string[]): Libsql.Database {
  const sqlite = new Libsql(':memory:');
  for (const statement of tables) {
    sqlite.exec(statement);
  }
  return sqlite;
}

/** Returns the statements that created a database's tables and indexes. */
function readSchema(sqlite: Libsql.Database): readonly string[] {
  const rows: readonly unknown[] = sqlite
    .prepare('select sql from sqlite_master where sql is not null')
    .raw()
    .all([]);
  return rows.map((row) => String(Array.isArray(row) ? row[0] : row));
}

function readVersion(sqlite: Libsql.Database): number {
  return Number(firstValue(sqlite, 'pragma user_version'));
}

function firstValue(sqlite: Libsql.Database, sql: string): unknown {
  const row: unknown = sqlite.prepare(sql).raw().get([]);
  return Array.isArray(row) ? row[0] : row;
}

/** Resolves a symbolic link, so that two names of a file have one lock. */
function resolveLink(path: string): string {
  if (existsSync(path)) {
    return realpathSync(path);
  }
  return existsSync(dirname(path)) ? join(realpathSync(dirname(path)), basename(path)) : path;
}
