import wixCaptchaBackend from 'wix-captcha-backend';
import { readPath } from 'backend/inbox/input/read-path';
import { fromWixError } from 'backend/inbox/wix/error';
import type { Wix } from 'backend/inbox/wix/port';

/**
 * Authorizes CAPTCHAs with the Velo module `wix-captcha-backend`. The SDK package `@wix/captcha` is documented as well,
 * but was not on npm in November 2026.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-captcha-backend/authorize
 */
export const wixCaptcha = {
  async authorizeCaptcha(token) {
    let report: unknown;
    try {
      report = await wixCaptchaBackend.authorize(token);
    } catch (error) {
      throw fromWixError(toCaptchaFailure(error), 'authorizeCaptcha');
    }
    if (readPath(report, 'success') === true) return;
    throw fromWixError(toCaptchaFailure(report), 'authorizeCaptcha');
  },
} satisfies Pick<Wix, 'authorizeCaptcha'>;

/** Where a failed authorization can have its status. The last one is the failure itself. */
const STATUS_PATHS = [['status'], ['statusCode'], ['code'], ['error'], ['message'], []] as const;

/**
 * Returns the HTTP status of a failed authorization, in the form of an error of Wix's SDK.
 *
 * Wix documents "an error message containing a status code", but not its form, and says both that the promise rejects
 * with it and that it resolves to it. `success: false` without a status is a refused token. Any other failure without a
 * status is returned as it is: there was no response.
 */
export function toCaptchaFailure(failure: unknown): unknown {
  for (const path of STATUS_PATHS) {
    const value = path.length === 0 ? failure : readPath(failure, ...path);
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    const [status] = /\b[45]\d\d\b/.exec(text) ?? [];
    if (status !== undefined) return { status: Number(status) };
  }
  return readPath(failure, 'success') === false ? { status: 400 } : failure;
}
