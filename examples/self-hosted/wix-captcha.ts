import { callWix } from 'backend/inbox/wix/error';
import type { Wix } from 'backend/inbox/wix/port';
import type { Callers } from './wix-calls.ts';

const AUTHORIZE_URL = 'https://www.wixapis.com/captcharator/api/v1/authorize';

/**
 * Authorizes CAPTCHAs with Wix's REST API, as the caller, in place of the Velo module `wix-captcha-backend`.
 *
 * @see https://dev.wix.com/docs/api-reference/business-management/captcha/authorize
 */
export const createCaptcha = (callers: Callers) =>
  ({
    async authorizeCaptcha(token) {
      await callWix('authorizeCaptcha', async () => {
        const response = await callers.current().fetchWithAuth(AUTHORIZE_URL, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ token }),
        });
        const { status } = response;
        if (!response.ok) throw Object.assign(new Error('CAPTCHA refused'), { status });
      });
    },
  }) satisfies Pick<Wix, 'authorizeCaptcha'>;
