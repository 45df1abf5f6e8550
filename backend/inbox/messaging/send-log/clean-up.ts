import type { LogOnce } from 'backend/inbox/log';
import type { SendLogRows } from 'backend/inbox/send-log-entry';

/** A container cleans up at most once in this time, in ms. */
const INTERVAL_MS = 10 * 60 * 1000;

/**
 * Creates the clean-up of one container: it deletes rows that are no longer needed, because all rows count against the
 * storage of the site. It is called after a message was sent and runs beside the answer.
 */
export function createCleanUp(
  rows: Pick<SendLogRows, 'pruneSendLog'>,
  { now, logOnce }: { readonly now: () => number; readonly logOnce: LogOnce },
): () => void {
  let nextAt = 0;
  return () => {
    if (now() < nextAt) return;
    nextAt = now() + INTERVAL_MS;
    rows
      .pruneSendLog()
      .catch((error: unknown) => logOnce('Failed to delete old rows of the send log', error));
  };
}
