import { auth } from '@wix/essentials';
import { secrets } from '@wix/secrets';
import { InboxError } from 'backend/inbox/inbox-error';
import type { Wix } from 'backend/inbox/wix';
import { callWix } from 'backend/inbox/wix-error';

/**
 * The site's secrets, over Wix's SDK, elevated: visitors have no right to them.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/secrets/get-secret-value
 */
export const wixSecrets = {
  /** That a missing secret is answered by 404 is assumed. */
  async secret(name) {
    const get = auth.elevate(secrets.getSecretValue);
    try {
      const { value } = await callWix('secret', () => get(name));
      return value;
    } catch (error) {
      if (error instanceof InboxError && error.fault?.status === 404) return undefined;
      throw error;
    }
  },
} satisfies Pick<Wix, 'secret'>;
