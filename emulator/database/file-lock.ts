// Locks a database file, so that one emulator at a time uses it.
import Libsql from 'libsql';
import { createUsedFileError, isBusy } from './database-error.ts';

/** The suffix of the lock file beside a database file. */
const LOCK_SUFFIX = '-lock';

/** Returns the path of the lock file. It exists once an emulator has used the database file. */
export function lockFileOf(file: string): string {
  return file + LOCK_SUFFIX;
}

/**
 * Locks a database file for this process and returns a function that unlocks it.
 *
 * The lock is an open transaction on a second SQLite file. The operating system ends it together with the process,
 * even after `kill -9`, so a lock never outlives its process. `user_version` holds the process ID, which other
 * processes can read while the transaction is open. The lock file is never deleted: a process that opened it before
 * the deletion would lock a file that no other process can open.
 *
 * @throws {DatabaseError} if another emulator holds the lock; errors of SQLite if the lock file cannot be written
 */
export function lockFile(file: string): () => void {
  // Only `exec`: a prepared statement would keep the connection open after `close()`.
  const lock = new Libsql(lockFileOf(file));
  try {
    lock.exec('begin immediate');
    lock.exec(`pragma user_version = ${String(process.pid)}`);
    lock.exec('commit');
    lock.exec('begin immediate');
  } catch (error) {
    lock.close();
    throw isBusy(error) ? createUsedFileError(file, readProcessId(file)) : error;
  }
  return () => {
    lock.exec('rollback');
    lock.close();
  };
}

function readProcessId(file: string): number {
  const reader = new Libsql(lockFileOf(file));
  const row: unknown = reader.prepare('pragma user_version').get([]);
  reader.close();
  const version: unknown =
    typeof row === 'object' && row !== null && 'user_version' in row ? row.user_version : undefined;
  return typeof version === 'number' ? version : 0;
}
