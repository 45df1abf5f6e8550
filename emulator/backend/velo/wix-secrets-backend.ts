// Emulates Wix's module `wix-secrets-backend`: Get Secret. It runs with the site's permissions, not the caller's.
import { auth } from '@wix/essentials';
import { secrets } from '@wix/secrets';

/**
 * Returns the value of a secret by its name.
 * @throws Error with Wix's code `NOT_FOUND` if there is no such secret
 * @see https://dev.wix.com/docs/velo/apis/wix-secrets-backend/get-secret
 */
export async function getSecret(name: string): Promise<string> {
  const { value } = await auth.elevate(secrets.getSecretValue)(name);
  return value ?? '';
}

export default { getSecret };
