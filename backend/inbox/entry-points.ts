import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';
import { toLogFields, type Log } from 'backend/inbox/log';
import { INBOX_ERRORS } from 'public/inbox-errors';
import type { Answer, AnswerError } from 'public/inbox-shapes';

/** What the doors put around every use case. */
export interface EntryPoints {
  /** Turns a result, or what was thrown, into an answer; never rejects. For web methods. */
  respond<Result extends object>(work: () => Promise<Result>): Promise<Answer<Result>>;
  /** Lets an event's work finish, or throws an error that Wix may log as it stands. */
  runEventHandler(work: () => Promise<void>): Promise<void>;
}

/**
 * Makes the two ways out of the backend.
 *
 * Wrong input is answered and not logged. A failed call to Wix, and everything unexpected, is logged
 * once with a request id, and the answer carries that id: never Wix's text, never a stack.
 */
export function createEntryPoints({
  log,
  id,
}: {
  readonly log: Log;
  readonly id: () => string;
}): EntryPoints {
  function report(what: string, error: unknown): { error: InboxError; requestId?: string } {
    const known = error instanceof InboxError;
    if (known && !error.wixFailure) return { error };
    const requestId = id();
    log({ level: 'error', what, requestId, ...toLogFields(error) });
    return { error: known ? error : new InboxError('UNEXPECTED'), requestId };
  }

  return {
    async respond(work) {
      try {
        return { ok: true, ...(await work()) };
      } catch (thrown) {
        const { error, requestId } = report('answer a page', thrown);
        return { ok: false, error: toAnswerError(error, requestId) };
      }
    },
    async runEventHandler(work) {
      const failed = await work().then(
        () => undefined,
        (thrown: unknown) => report('finish an event', thrown),
      );
      if (!failed) return;
      const reference = failed.requestId === undefined ? '' : ` (request ${failed.requestId})`;
      throw new Error(`Failed to finish the event: ${failed.error.message}${reference}`);
    },
  };
}

function toAnswerError(error: InboxError, requestId: string | undefined): AnswerError {
  const { code, fields, retryAfter } = error;
  return omitUndefined({ code, message: INBOX_ERRORS[code], fields, retryAfter, requestId });
}
