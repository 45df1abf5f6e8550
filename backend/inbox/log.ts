import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';

/** One line of the site's log. Only these fields are ever written: no text, address, id or token. */
export interface LogEntry {
  readonly level: 'error' | 'warn' | 'info';
  /** What failed, as a sentence in plain English. */
  readonly what: string;
  readonly requestId?: string;
  readonly code?: string;
  readonly operation?: string;
  readonly status?: number;
  readonly wixCode?: string;
  readonly wixRequestId?: string;
  readonly cause?: string;
  /** Where an unexpected error was thrown: functions, files and lines. */
  readonly frames?: readonly string[];
}

/** Writes one line of the site's log. */
export type Log = (entry: LogEntry) => void;

/**
 * Logs a line the first time that it occurs in this container, so that a repeated failure logs one line. The level is
 * `warn` by default.
 */
export type LogOnce = (what: string, error?: unknown, level?: LogEntry['level']) => void;

/** Creates a `LogOnce` that remembers what this container has logged. */
export function createLogOnce(log: Log): LogOnce {
  const loggedOnce = new Set<string>();
  return (what, error, level = 'warn') => {
    if (loggedOnce.has(what)) return;
    loggedOnce.add(what);
    const fields = error === undefined ? {} : toLogFields(error);
    log({ level, what: `${what} (logged once per container)`, ...fields });
  };
}

/** One frame of a stack trace. No other line of a multi-line error message matches. */
const FRAME = /^\s+at (?:async )?(?:[\w.$<> [\]]+ \()?[\w.:/\\@~-]+:\d+:\d+\)?$/;
const MAX_FRAMES = 5;

/**
 * Returns the fields of a thrown value that may be logged.
 *
 * The fields are an allow-list: an error's message may hold user text (Wix's messages contain whole
 * requests), and an error may not even be serialisable.
 */
export function toLogFields(error: unknown): Omit<LogEntry, 'level' | 'what'> {
  if (error instanceof InboxError) {
    const { operation, status, wixCode, wixRequestId, cause } = error.wixFailure ?? {};
    return omitUndefined({ code: error.code, operation, status, wixCode, wixRequestId, cause });
  }
  if (!(error instanceof Error)) return { cause: typeof error };
  return { cause: error.constructor.name, frames: framesOf(error) };
}

/** The name of an error at the start of its stack trace: `Error`, `TypeError [ERR_INVALID_ARG_TYPE]`. */
const NAME = /^[\w$.]+(?: \[\w+\])?/;

/**
 * Returns the frames of an error's stack trace. A stack starts with the error's name and message, and lines of
 * the message may look like frames, so both are cut off. If the message was changed later, the stack still
 * starts with the former one, whose end is unknown: no frame is returned.
 */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const [name = ''] = NAME.exec(stack) ?? [];
  // For an empty message, V8 writes the name only; with source maps, the colon follows it.
  const headers = message === '' ? [name, `${name}: `] : [`${name}: ${message}`];
  const header = headers.find((it) => stack.startsWith(`${it}\n`));
  if (header === undefined) return [];
  return stack
    .slice(header.length)
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
}
