import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';

/** One line of the site's log. Only these fields are ever written: no text, address, id or token. */
export interface LogEntry {
  readonly level: 'error' | 'warn';
  /** What could not be done, in plain words. */
  readonly what: string;
  readonly requestId?: string;
  readonly code?: string;
  readonly operation?: string;
  readonly status?: number;
  readonly wixCode?: string;
  readonly wixRequestId?: string;
  readonly cause?: string;
  /** Where an unexpected fault was thrown: functions, files and lines. */
  readonly frames?: readonly string[];
}

/** Writes one line of the site's log. */
export type Log = (entry: LogEntry) => void;

/** Where each thing that fails on every call is logged once by each container. */
export interface LogOnce {
  readonly log: Log;
  readonly logged: Set<string>;
}

/** Logs a warning the first time that this container has it. */
export function logOnce({ log, logged }: LogOnce, what: string, error: unknown): void {
  if (logged.has(what)) return;
  logged.add(what);
  log({ level: 'warn', what: `${what} (logged once by each container)`, ...toLogFields(error) });
}

/** A frame of a stack, and nothing else that a message of several lines could hold. */
const FRAME = /^\s+at (?:async )?(?:[\w.$<> [\]]+ \()?[\w.:/\\@~-]+:\d+:\d+\)?$/;
const MAX_FRAMES = 5;

/**
 * What may be logged of anything that was thrown, by a list of fields: an error's message may hold
 * people's text (Wix's hold whole requests) and an error may not even be serialisable.
 */
export function toLogFields(error: unknown): Omit<LogEntry, 'level' | 'what'> {
  if (error instanceof InboxError) {
    const { operation, status, wixCode, wixRequestId, cause } = error.wixFailure ?? {};
    return omitUndefined({ code: error.code, operation, status, wixCode, wixRequestId, cause });
  }
  if (!(error instanceof Error)) return { cause: typeof error };
  const lines = (error.stack ?? '').split('\n').filter((line) => FRAME.test(line));
  return {
    cause: error.constructor.name,
    frames: lines.slice(0, MAX_FRAMES).map((line) => line.trim()),
  };
}
