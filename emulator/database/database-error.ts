// Defines the database failures that are not defects: of the disk, of the file, or caused by another program.

/** How to continue with other data; the end of most messages. */
const OTHER_DATA =
  'pass another file with --data FILE, or store nothing on disk with --data :memory:';

/**
 * A failure of the database file. The message is one line: the file, what is wrong with it, and what to do. It has no
 * SQL text.
 */
export class DatabaseError extends Error {
  constructor(file: string, problem: string, remedy: string, cause?: unknown) {
    super(`The database ${file} ${problem}. ${remedy}.`, { cause });
    this.name = 'DatabaseError';
  }
}

/** What is wrong with the file and what to do, by the start of SQLite's or the operating system's error code. */
const FAILURES: readonly (readonly [code: RegExp, problem: string, remedy: string])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'cannot be written: the disk is full', 'Free some space'],
  [
    /^(SQLITE_BUSY|SQLITE_LOCKED)/,
    'is locked by another program',
    `Close that program, or ${OTHER_DATA}`,
  ],
  [
    /^(SQLITE_READONLY|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EROFS)/,
    'cannot be written: the file or its folder is read-only',
    `Make both writable, or ${OTHER_DATA}`,
  ],
  [
    /^(SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_FORMAT)/,
    'is damaged or is not a database',
    `Delete the file to start with the seed, or ${OTHER_DATA}`,
  ],
  [
    /^(SQLITE_CANTOPEN|EISDIR|ENOTDIR|EEXIST|ENOENT|ENAMETOOLONG|ELOOP|EMFILE|ENFILE)/,
    'cannot be opened as a file',
    `Check the path, or ${OTHER_DATA}`,
  ],
  [
    /^(SQLITE_IOERR|EIO)/,
    'cannot be read or written: the disk failed',
    `Check the disk, or ${OTHER_DATA}`,
  ],
];

/** Converts an error of SQLite or the operating system to a {@link DatabaseError}; returns any other error unchanged. */
export function toDatabaseError(error: unknown, file: string): unknown {
  const code = codeOf(error);
  const failure = FAILURES.find(([pattern]) => pattern.test(code));
  if (!failure || error instanceof DatabaseError) {
    return error;
  }
  const [, problem, remedy] = failure;
  return new DatabaseError(file, problem, remedy, error);
}

/** The error of a file that another program wrote, or another version of the emulator. */
export function createForeignFileError(file: string): DatabaseError {
  return new DatabaseError(
    file,
    'was written by another program or by another version of the emulator',
    `Delete the file to start with the seed, or ${OTHER_DATA}`,
  );
}

/** The error of a file that a newer version of the emulator wrote. */
export function createNewerFileError(file: string, versions: string): DatabaseError {
  return new DatabaseError(
    file,
    `was written by a newer version of the emulator (${versions})`,
    `Update the emulator, or ${OTHER_DATA}`,
  );
}

/** The error of a file that was cut or overwritten. */
export function createDamagedFileError(file: string): DatabaseError {
  return new DatabaseError(
    file,
    'is damaged',
    `Delete the file to start with the seed, or ${OTHER_DATA}`,
  );
}

/** The error of a file that another emulator uses. */
export function createUsedFileError(file: string, processId: number): DatabaseError {
  return new DatabaseError(
    file,
    `is used by another emulator (process ${String(processId)})`,
    `Stop that process, ${OTHER_DATA}`,
  );
}

/** Whether another connection holds a lock that this one waits for. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return '';
  }
  // libsql reports that a file cannot be opened without a code.
  if (error.message.startsWith('ConnectionFailed')) {
    return 'SQLITE_CANTOPEN';
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
