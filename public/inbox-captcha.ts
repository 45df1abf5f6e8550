import type { Find } from 'public/inbox-element-finder';
import { isCaptcha, toggle } from 'public/inbox-elements';
import type { Answer } from 'public/inbox-shapes';

/** Options of `createCaptcha`. */
export interface CaptchaOptions {
  readonly find: Find;
  /** Called when the user solved the challenge: the content can be sent again. */
  readonly onVerified: () => void;
  /** Called if the challenge cannot be shown, with the seconds until the content can be sent without it. */
  readonly onUnavailable: (seconds: number) => void;
}

/** The reCAPTCHA element of a page, if it has one. */
export interface Captcha {
  /**
   * Calls a web method, with the token of the solved challenge if there is one. If the result is `CAPTCHA_REQUIRED`,
   * shows the element. Without an element, the user can only wait: the result is then `TOO_MANY_MESSAGES`.
   */
  send<Result extends object>(
    call: (options: { readonly captchaToken?: string }) => Promise<Answer<Result>>,
  ): Promise<Answer<Result>>;
}

/** Finds the optional element `#captcha` and collapses it until it is needed. */
export function createCaptcha({ find, onVerified, onUnavailable }: CaptchaOptions): Captcha {
  const element = find('captcha', isCaptcha, { isOptional: true });
  let token = '';
  /** Whether the last result was `CAPTCHA_REQUIRED`: another component of the page can use the same element. */
  let isRequired = false;
  /** When no CAPTCHA is needed any more, in ms since 1970. */
  let freeAt = 0;

  toggle(element, false);
  element?.onVerified(() => {
    if (!isRequired) return;
    ({ token } = element);
    onVerified();
  });
  // The element resets itself and asks the user to repeat the challenge.
  element?.onTimeout(() => (token = ''));
  element?.onError(() => {
    if (isRequired) onUnavailable(Math.max(1, Math.ceil((freeAt - Date.now()) / 1000)));
  });

  return {
    async send(call) {
      const answer = await call(token ? { captchaToken: token } : {});
      if (!answer.ok && answer.error.code === 'CAPTCHA_REQUIRED') {
        if (!element) return { ...answer, error: { ...answer.error, code: 'TOO_MANY_MESSAGES' } };
        isRequired = true;
        freeAt = Date.now() + (answer.error.retryAfter ?? 0) * 1000;
      } else if (answer.ok) {
        isRequired = false;
      } else {
        // The token is kept: the same message is sent again with it while its outcome is unknown.
        return answer;
      }
      if (token) void element?.reset();
      token = '';
      toggle(element, isRequired);
      return answer;
    },
  };
}
