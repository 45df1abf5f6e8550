import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';
import { toLogFields, type Log } from 'backend/inbox/log';
import { INBOX_ERRORS } from 'public/inbox-errors';
import type { Answer, AnswerError } from 'public/inbox-shapes';

/** The two wrappers of the entry points: every web method and every event handler runs in one of them. */
export interface EntryPoints {
  /** Runs a use case for a web method and returns its answer. Never rejects. */
  respond<Result extends object>(useCase: () => Promise<Result>): Promise<Answer<Result>>;
  /** Runs an event handler. Rejects with an error whose message Wix may log as it is. */
  runEventHandler(handler: () => Promise<void>): Promise<void>;
}

/**
 * Creates the wrappers of the entry points.
 *
 * Invalid input is answered and not logged. A failed call to Wix and any unexpected error is logged
 * once with a request id, and the answer holds that id: never Wix's text, never a stack.
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
  const { code, fields, retryAfter } = error;
  return omitUndefined({ code, message: INBOX_ERRORS[code], fields, retryAfter, requestId });
}
