import { secrets } from '@wix/secrets';
import type { WixCalls } from 'backend/inbox/wix/calls';
import type { Wix } from 'backend/inbox/wix/port';
import { callWixForOne } from 'backend/inbox/wix/error';

/**
 * Reads the site's secrets through Wix's SDK, elevated: visitors have no permission.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/secrets/get-secret-value
 */
export const createWixSecrets = ({ elevate }: WixCalls) =>
  ({
    /** Assumes that Wix returns 404 for a missing secret. */
    async secret(name) {
      const get = elevate(secrets.getSecretValue);
      const found = await callWixForOne('secret', () => get(name));
      return found?.value;
    },
  }) satisfies Pick<Wix, 'secret'>;
