import { Permissions, webMethod } from 'wix-web-module';
import wixSecretsBackend, { createSecret, deleteSecret, getSecret } from 'wix-secrets-backend';
import wixStores from 'wix-stores-backend';
import { generalInfo } from 'wix-site-backend';

const notes = [];

export const readSecret = webMethod(Permissions.Anyone, (name) => getSecret(name));
export const changeSecrets = webMethod(Permissions.Anyone, async () => {
  const id = await createSecret({ name: 'Other', value: 'one' });
  await wixSecretsBackend.updateSecret(id, { value: 'two' });
  const value = await getSecret('Other');
  const infos = await wixSecretsBackend.listSecretInfo();
  await deleteSecret(id);
  return { value, ids: infos.map((it) => it.id === id), keys: Object.keys(infos[1]) };
});
export const readSite = webMethod(Permissions.Anyone, async () => [
  await generalInfo.getBusinessName(),
  await generalInfo.getTimeZone(),
  (await generalInfo.getFax()) ?? 'none',
]);
export const takeNote = webMethod(Permissions.Anyone, (note) => void notes.push(note));
export const takeNotes = webMethod(Permissions.Anyone, () => notes.splice(0));
export const createOrder = webMethod(Permissions.Anyone, () => wixStores.createOrder({}));
