import type { SubmitRefusal } from 'public/inbox-send-policy';

/** The texts about a message that was not sent, or may not have been. */
export interface SendTexts {
  /** Shown after the last try. The same message can be sent again and does not arrive twice. */
  readonly confirmationFailed: string;
  /** Shown if it cannot be found out whether the message arrived. Sent again, it can arrive twice. */
  readonly outcomeUnclear: string;
  /** Shown if the user sent too many messages; `{time}` is replaced by the time to wait. */
  readonly tooMany: string;
  /** Shown while a message waits because the user sent too many; `{time}` is replaced by the time to wait. */
  readonly limited: string;
  /** Shown above a CAPTCHA. The message is sent when it is solved. */
  readonly captcha: string;
}

/** Replaces `{time}` in a text by a number of seconds, or by minutes from 91 s: `45 s`, `3 min`. */
export function insertTime(text: string, seconds: number): string {
  const time = seconds > 90 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds)} s`;
  return text.replace('{time}', time);
}

/** Returns the text that explains why a message was not sent, or may not have been. */
export function explainRefusal(
  { code, message, retryAfter = 0 }: SubmitRefusal['error'],
  texts: SendTexts,
): string {
  if (code === 'UNCONFIRMED') return texts.confirmationFailed;
  if (code === 'UNCLEAR') return texts.outcomeUnclear;
  if (code === 'CAPTCHA_REQUIRED') return texts.captcha;
  if (code !== 'TOO_MANY_MESSAGES' || !(retryAfter > 0)) return message;
  return insertTime(texts.tooMany, retryAfter);
}
