import { defined } from 'backend/inbox/defined';
import { InboxError } from 'backend/inbox/inbox-error';
import { toLogFields, type Log } from 'backend/inbox/log';
import { INBOX_ERRORS } from 'public/inbox-errors';
import type { Answer, AnswerError } from 'public/inbox-shapes';

/** What the doors put around every use case. */
export interface Answers {
  /** Turns a result, or what was thrown, into an answer; never rejects. For web methods. */
  answer<Result extends object>(work: () => Promise<Result>): Promise<Answer<Result>>;
  /** Lets an event's work finish, or throws an error that Wix may log as it stands. */
  finish(work: () => Promise<void>): Promise<void>;
}

/**
 * Makes the two ways out of the backend.
 *
 * Wrong input is answered and not logged. A failed call to Wix, and everything unexpected, is logged
 * once with a request id, and the answer carries that id: never Wix's text, never a stack.
 */
export function createAnswers({
  log,
  id,
}: {
  readonly log: Log;
  readonly id: () => string;
}): Answers {
  function report(what: string, error: unknown): { error: InboxError; requestId?: string } {
    const known = error instanceof InboxError;
    if (known && !error.fault) return { error };
    const requestId = id();
    log({ level: 'error', what, requestId, ...toLogFields(error) });
    return { error: known ? error : new InboxError('UNEXPECTED'), requestId };
  }

  return {
    async answer(work) {
      try {
        return { ok: true, ...(await work()) };
      } catch (thrown) {
        const { error, requestId } = report('answer a page', thrown);
        return { ok: false, error: toAnswerError(error, requestId) };
      }
    },
    async finish(work) {
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
  return defined({ code, message: INBOX_ERRORS[code], fields, retryAfter, requestId });
}
