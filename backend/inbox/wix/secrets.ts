import { auth } from '@wix/essentials';
import { secrets } from '@wix/secrets';
import type { Wix } from 'backend/inbox/wix/port';
import { callWixForOne } from 'backend/inbox/wix/error';

/**
 * The site's secrets, over Wix's SDK, elevated: visitors have no right to them.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/secrets/get-secret-value
 */
export const wixSecrets = {
  /** That a missing secret is answered by 404 is assumed. */
  async secret(name) {
    const get = auth.elevate(secrets.getSecretValue);
    const found = await callWixForOne('secret', () => get(name));
    return found?.value;
  },
} satisfies Pick<Wix, 'secret'>;
