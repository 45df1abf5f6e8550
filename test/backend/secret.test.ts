import { expect, it } from 'vitest';
import { networkFailure } from '../support/port/wix-failures.ts';
import { setup as setupInbox } from '../support/backend/setup.ts';
import { createSecret, setupCallers } from '../support/backend/callers.ts';

const MINUTE_MS = 60 * 1000;

async function setup() {
  const harness = setupCallers();
  const ada = await harness.visitor();
  for (let count = 0; count < 31; count += 1) await ada.sendText(`${count}`);
  const { world } = harness;
  return {
    ...harness,
    ada,
    secretReads: () => world.calls.filter((call) => call === 'secret').length,
  };
}

it('reads the secret once for concurrent calls, and again after ten minutes', async () => {
  const { ada, secretReads, clock } = await setup();
  await Promise.all([ada.readPage(), ada.readPage(), ada.readPage()]);
  expect(secretReads()).toBe(1);
  clock.now += 10 * MINUTE_MS - 1;
  await ada.readPage();
  expect(secretReads()).toBe(1);
  clock.now += 1;
  await ada.readPage();
  expect(secretReads()).toBe(2);
});

it('reads the secret again for a cursor that another container encrypted with a new key', async () => {
  const { ada, secretReads, world, inbox, respond } = await setup();
  await ada.readPage();
  world.secrets.set('InboxKeys', createSecret(2, 1));
  const changed = setupInbox({}, world).inbox;
  const read = (container: typeof inbox, options: unknown) =>
    world.runAs({ visitorId: ada.visitorId }, () => respond(() => container.listMessages(options)));
  const page = await read(changed, {});
  const before = secretReads();
  expect(await ada.read({ cursor: page.ok ? page.cursor : '' })).toMatchObject({ ok: true });
  expect(secretReads()).toBe(before + 1);
});

it('decrypts a cursor with the previous key', async () => {
  const { ada, world, clock } = await setup();
  const { cursor } = await ada.readPage();
  world.secrets.set('InboxKeys', createSecret(2, 1));
  clock.now += 9 * MINUTE_MS;
  const fresh = await ada.readPage();
  clock.now += MINUTE_MS - 1;
  expect(await ada.read({ cursor })).toMatchObject({ ok: true });
  expect(await ada.read({ cursor: fresh.cursor })).toMatchObject({ ok: true });
});

it('keeps the keys while reading the secret fails, retries after a minute, and logs once', async () => {
  const { ada, secretReads, world, clock, entries } = await setup();
  const { channel } = await ada.readPage();
  world.faults.set('secret', async () => {
    throw networkFailure('ENOTFOUND');
  });
  clock.now += 10 * MINUTE_MS;
  expect((await ada.readPage()).channel).toEqual(channel);
  await ada.readPage();
  expect(secretReads()).toBe(2);
  clock.now += MINUTE_MS;
  expect((await ada.readPage()).channel).toEqual(channel);
  expect(secretReads()).toBe(3);
  expect(entries).toEqual([
    {
      level: 'warn',
      what: 'Failed to read the secret InboxKeys (logged once per container)',
      code: 'TRY_LATER',
      operation: 'secret',
      cause: 'ENOTFOUND',
    },
  ]);
});

it('returns channels of the new key after a change of the secret, and none after its deletion', async () => {
  const { ada, world, clock } = await setup();
  const { channel } = await ada.readPage();
  world.secrets.set('InboxKeys', createSecret(2, 1));
  clock.now += 10 * MINUTE_MS;
  const changed = (await ada.readPage()).channel;
  expect(changed?.resourceId).not.toBe(channel?.resourceId);
  world.secrets.clear();
  clock.now += 10 * MINUTE_MS;
  expect(await ada.readPage()).not.toHaveProperty('channel');
});
