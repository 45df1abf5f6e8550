import { auth } from '@wix/essentials';
import { secrets } from '@wix/secrets';
import { expect, it } from 'vitest';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { OWNER, visitor } from '../../support/emulator/wix/open-wix.ts';

const getSecretValue = auth.elevate(secrets.getSecretValue);
const setup = () => openForPackages({ secrets: { Keys: 'canary' } });

it('the site’s app can read a secret by its name, through @wix/secrets', async () => {
  const { as, wix } = await setup();
  expect(await as(visitor(1), () => getSecretValue('Keys'))).toEqual({ value: 'canary' });
  expect(JSON.stringify(wix.requests.list())).not.toContain('canary');
});

it('returns 404 NOT_FOUND for an unknown name', async () => {
  const { as } = await setup();
  await expect(as(visitor(1), () => getSecretValue('keys'))).rejects.toMatchObject({
    status: 404,
    details: { applicationError: { code: 'NOT_FOUND' } },
  });
});

it.each([
  ['a visitor', visitor(1)],
  ['a Wix user', OWNER],
])('%s cannot read a secret without elevation', async (_who, caller) => {
  const { as } = await setup();
  await expect(as(caller, () => secrets.getSecretValue('Keys'))).rejects.toMatchObject({
    status: 403,
  });
});
