import { auth } from '@wix/essentials';
import { secrets } from '@wix/secrets';
import { expect, it } from 'vitest';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { OWNER, visitor } from '../../support/emulator/wix/open-wix.ts';

const getSecretValue = auth.elevate(secrets.getSecretValue);
const createSecret = auth.elevate(secrets.createSecret);
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

it('the site’s app can create a secret, whose value is not logged', async () => {
  const { as, wix } = await setup();
  await as(visitor(1), async () => {
    expect(await createSecret({ name: 'New', value: 'canary' })).toMatch(/^[0-9a-f-]{36}$/);
    expect(await getSecretValue('New')).toEqual({ value: 'canary' });
  });
  const log = wix.requests.list();
  expect(log[0]).toMatchObject({ body: { secret: { name: 'New' } } });
  expect(JSON.stringify(log)).not.toContain('canary');
});

it('refuses a secret whose name exists, and keeps its value', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    await expect(createSecret({ name: 'Keys', value: 'other' })).rejects.toMatchObject({
      status: 409,
      details: { applicationError: { code: 'ALREADY_EXISTS' } },
    });
    expect(await getSecretValue('Keys')).toEqual({ value: 'canary' });
  });
});

it.each(['with space', 'wixKeys', 'x'.repeat(51), ''])(
  'refuses a secret with the name "%s"',
  async (name) => {
    const { as } = await setup();
    await expect(
      as(visitor(1), () => createSecret({ name, value: 'canary' })),
    ).rejects.toMatchObject({ status: 400 });
  },
);

it('a visitor cannot create a secret without elevation', async () => {
  const { as } = await setup();
  const created = as(visitor(1), () => secrets.createSecret({ name: 'New', value: 'canary' }));
  await expect(created).rejects.toMatchObject({ status: 403 });
});
