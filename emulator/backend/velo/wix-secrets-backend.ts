// Emulates Wix's module `wix-secrets-backend`. It runs with the site's permissions, not the caller's.
import { auth } from '@wix/essentials';
import { secrets } from '@wix/secrets';
import { olderModule } from './older-module.ts';

/** A secret to create, or the new fields of one. */
interface SecretFields {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
}

/** A secret without its value. */
interface SecretInfo {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdDate: Date | undefined;
  readonly updatedDate: Date | undefined;
}

/**
 * Returns the value of a secret by its name.
 * @throws Error with Wix's code `NOT_FOUND` if there is no such secret
 * @see https://dev.wix.com/docs/velo/apis/wix-secrets-backend/get-secret
 */
export async function getSecret(name: string): Promise<string> {
  const { value } = await auth.elevate(secrets.getSecretValue)(name);
  return value ?? '';
}

/** Creates a secret and returns its id. @throws Error with Wix's code `ALREADY_EXISTS` for a name in use */
export async function createSecret(secret: SecretFields): Promise<string> {
  return auth.elevate(secrets.createSecret)(secret);
}

/** Changes the given fields of a secret. @param id the id, not the name */
export async function updateSecret(id: string, secret: Partial<SecretFields>): Promise<void> {
  await auth.elevate(secrets.updateSecret)(id, secret);
}

/** Deletes a secret. @param id the id, not the name */
export async function deleteSecret(id: string): Promise<void> {
  await auth.elevate(secrets.deleteSecret)(id);
}

/** Lists the secrets without their values. */
export async function listSecretInfo(): Promise<readonly SecretInfo[]> {
  const { secrets: found = [] } = await auth.elevate(secrets.listSecretInfo)();
  return found.map((it) => ({
    id: it._id ?? '',
    name: it.name ?? '',
    description: it.description ?? '',
    createdDate: it._createdDate ?? undefined,
    updatedDate: it._updatedDate ?? undefined,
  }));
}

export default olderModule('wix-secrets-backend', {
  createSecret,
  deleteSecret,
  getSecret,
  listSecretInfo,
  updateSecret,
});
