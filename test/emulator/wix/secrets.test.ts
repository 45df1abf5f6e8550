import { auth } from '@wix/essentials';
import { secrets } from '@wix/secrets';
import { expect, it } from 'vitest';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { OWNER, UNKNOWN_ID, visitor } from '../../support/emulator/wix/open-wix.ts';

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

it('a visitor cannot read a secret without elevation', async () => {
  const { as } = await setup();
  await expect(as(visitor(1), () => secrets.getSecretValue('Keys'))).rejects.toMatchObject({
    status: 403,
  });
});

it('a Wix user, as whom a program with an API key calls, manages secrets', async () => {
  const { as } = await setup();
  await as(OWNER, async () => {
    await secrets.createSecret({ name: 'New', value: 'canary' });
    expect(await secrets.getSecretValue('New')).toEqual({ value: 'canary' });
    const { secrets: listed } = await secrets.listSecretInfo();
    expect(listed?.map(({ name }) => name)).toContain('New');
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

const listSecretInfo = auth.elevate(secrets.listSecretInfo);
const updateSecret = auth.elevate(secrets.updateSecret);
const deleteSecret = auth.elevate(secrets.deleteSecret);

/** Lists the site's secrets as the site's app. */
async function list({ as }: Awaited<ReturnType<typeof setup>>) {
  const { secrets: listed = [] } = await as(visitor(1), () => listSecretInfo());
  return listed;
}

it('lists the secrets without their values', async () => {
  const site = await setup();
  await site.as(visitor(1), () =>
    createSecret({ name: 'Api', value: 'canary', description: 'of the shop' }),
  );
  const listed = await list(site);
  expect(listed.map(({ name, description }) => [name, description])).toEqual([
    ['Api', 'of the shop'],
    ['Keys', undefined],
  ]);
  expect(listed[0]?._createdDate).toBeInstanceOf(Date);
  expect(listed[0]?._id).toMatch(/^[\da-f-]{36}$/);
  expect(JSON.stringify(listed)).not.toContain('canary');
});

it.each([
  ['its value', { value: 'new' }, 'Keys', 'new'],
  ['its name', { name: 'Renamed' }, 'Renamed', 'canary'],
  ['its own name', { name: 'Keys', description: 'same' }, 'Keys', 'canary'],
])('updates %s, and nothing else', async (_what, change, name, value) => {
  const site = await setup();
  const [{ _id: id = '' } = {}] = await list(site);
  await site.as(visitor(1), async () => {
    await updateSecret(id ?? '', change);
    expect(await getSecretValue(name)).toEqual({ value });
  });
  expect(await list(site)).toMatchObject([{ _id: id, name }]);
  expect(JSON.stringify(site.wix.requests.list())).not.toContain('"new"');
});

it('deletes a secret', async () => {
  const site = await setup();
  const [{ _id: id = '' } = {}] = await list(site);
  await site.as(visitor(1), () => deleteSecret(id ?? ''));
  expect(await list(site)).toEqual([]);
});

it.each<readonly [string, (id: string) => Promise<unknown>, number, string | undefined]>([
  ['updates an unknown id', (id: string) => updateSecret(id, { value: 'x' }), 404, UNKNOWN_ID],
  ['deletes an unknown id', deleteSecret, 404, UNKNOWN_ID],
  ['uses a name in use', (id: string) => updateSecret(id, { name: 'Other' }), 409, undefined],
  ['uses an invalid name', (id: string) => updateSecret(id, { name: 'wixKeys' }), 400, undefined],
  ['sends an empty value', (id: string) => updateSecret(id, { value: '' }), 400, undefined],
  ['lists without elevation', () => secrets.listSecretInfo(), 403, undefined],
  ['updates without elevation', (id: string) => secrets.updateSecret(id, {}), 403, undefined],
  ['deletes without elevation', (id: string) => secrets.deleteSecret(id), 403, undefined],
])('refuses a call that %s', async (_what, work, status, otherId) => {
  const site = await openForPackages({ secrets: { Keys: 'canary', Other: 'canary' } });
  const before = await list(site);
  await expect(
    site.as(visitor(1), () => work(otherId ?? before[0]?._id ?? '')),
  ).rejects.toMatchObject({
    status,
  });
  expect(await list(site)).toEqual(before);
});
