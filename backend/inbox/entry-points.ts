import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';
import { toLogFields, type Log } from 'backend/inbox/log';
import { INBOX_ERRORS } from 'public/inbox-errors';
import type { Answer, AnswerError } from 'public/inbox-shapes';

/** The error handling of web methods (`respond`) and event handlers (`runEventHandler`). */
export interface EntryPoints {
  /** Runs a use case for a web method and returns its result. Never rejects. */
  respond<Result extends object>(useCase: () => Promise<Result>): Promise<Answer<Result>>;
  /** Runs an event handler. If it fails, rejects with an error whose message contains no user data. */
  runEventHandler(handler: () => Promise<void>): Promise<void>;
}

/**
 * Creates the wrappers of the entry points.
 *
 * Invalid input is not logged. Failed calls to Wix and unexpected errors are logged with a request id, which
 * the result contains. Results contain no text of Wix errors and no stack traces.
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
    async respond(useCase) {
      try {
        return { ok: true, ...(await useCase()) };
      } catch (thrown) {
        const { error, requestId } = report('Failed to run a web method', thrown);
        return { ok: false, error: toAnswerError(error, requestId) };
      }
    },
    async runEventHandler(handler) {
      const failed = await handler().then(
        () => undefined,
        (thrown: unknown) => report('Failed to handle an event', thrown),
      );
      if (!failed) return;
      const reference = failed.requestId === undefined ? '' : ` (request ${failed.requestId})`;
      throw new Error(`Failed to handle the event: ${failed.error.message}${reference}`);
    },
  };
}

function toAnswerError(error: InboxError, requestId: string | undefined): AnswerError {
  const { code, fields, retryAfter, session } = error;
  return omitUndefined({
    code,
    message: INBOX_ERRORS[code],
    fields,
    retryAfter,
    requestId,
    session,
  });
}
