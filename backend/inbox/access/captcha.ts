import { createBoundedMap } from 'backend/inbox/bounded-map';
import { InboxError, isCode } from 'backend/inbox/error';
import type { Wix } from 'backend/inbox/wix/port';

/** Checks that visitors solved a CAPTCHA. */
export interface Captcha {
  /**
   * Authorizes the token of a solved CAPTCHA for one message. A repeated call for the same message does not need Wix,
   * so that a page can send a message again although Wix accepts a token once.
   *
   * @param message - identifies the message: its sender and its idempotency key. At most one message is sent for it.
   * @throws {InboxError} CAPTCHA_REQUIRED if the token is invalid, expired or used; TRY_LATER if Wix does not respond.
   */
  authorize(token: string, message: string): Promise<void>;
}

/** Wix's tokens are valid for this time, in ms. @see https://dev.wix.com/docs/velo/api-reference/$w/captcha/on-timeout */
const TOKEN_MS = 120_000;
/** Number of tokens that a container remembers. */
const MAX_TOKENS = 200;

/**
 * Creates the CAPTCHA check of a container. What it remembers saves a second challenge and allows nothing: a message
 * with the same key is sent at most once, and each message counts in the budget.
 */
export function createCaptcha({
  wix,
  now,
}: {
  readonly wix: Pick<Wix, 'authorizeCaptcha'>;
  readonly now: () => number;
}): Captcha {
  const authorizations = createBoundedMap<{ readonly at: number; readonly done: Promise<boolean> }>(
    MAX_TOKENS,
  );

  return {
    async authorize(token, message) {
      const key = JSON.stringify([message, token]);
      const known = authorizations.get(key);
      if (known && now() - known.at < TOKEN_MS && (await known.done)) return;
      const authorizing = wix.authorizeCaptcha(token);
      const done = authorizing.then(
        () => true,
        () => false,
      );
      authorizations.set(key, { at: now(), done });
      try {
        await authorizing;
      } catch (error) {
        // Without the failed call: it is no error of Wix, and a script must not fill the log.
        throw isCode(error, 'CAPTCHA_REQUIRED') ? new InboxError('CAPTCHA_REQUIRED') : error;
      }
    },
  };
}
