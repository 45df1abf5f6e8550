import { expect, it } from 'vitest';
import { networkFailure } from '../support/port/wix-failures.ts';
import { setup as setupInbox } from './setup.ts';
import { secretOf, setupPeople } from './people.ts';

const MINUTE_MS = 60 * 1000;

async function setup() {
  const people = setupPeople();
  const ada = await people.visitor();
  for (let count = 0; count < 31; count += 1) await ada.say(`${count}`);
  const { world } = people;
  return {
    ...people,
    ada,
    asked: () => world.calls.filter((call) => call === 'secret').length,
  };
}

it('asks once however many ask at the same time, and again after ten minutes', async () => {
  const { ada, asked, clock } = await setup();
  await Promise.all([ada.page(), ada.page(), ada.page()]);
  expect(asked()).toBe(1);
  clock.now += 10 * MINUTE_MS - 1;
  await ada.page();
  expect(asked()).toBe(1);
  clock.now += 1;
  await ada.page();
  expect(asked()).toBe(2);
});

it('asks anew once when a cursor has the key of a container that knows the changed secret', async () => {
  const { ada, asked, world, inbox, respond } = await setup();
  await ada.page();
  world.secrets.set('InboxKeys', secretOf(2, 1));
  const changed = setupInbox({}, world).inbox;
  const read = (container: typeof inbox, options: unknown) =>
    world.runAs({ visitorId: ada.visitorId }, () => respond(() => container.listMessages(options)));
  const page = await read(changed, {});
  const before = asked();
  expect(await ada.read({ cursor: page.ok ? page.cursor : '' })).toMatchObject({ ok: true });
  expect(asked()).toBe(before + 1);
});

it('opens with the previous key', async () => {
  const { ada, world, clock } = await setup();
  const { cursor } = await ada.page();
  world.secrets.set('InboxKeys', secretOf(2, 1));
  clock.now += 9 * MINUTE_MS;
  const fresh = await ada.page();
  clock.now += MINUTE_MS - 1;
  expect(await ada.read({ cursor })).toMatchObject({ ok: true });
  expect(await ada.read({ cursor: fresh.cursor })).toMatchObject({ ok: true });
});

it('keeps what it knows while the secret cannot be had, asks again after a minute, logs once', async () => {
  const { ada, asked, world, clock, entries } = await setup();
  const { channel } = await ada.page();
  world.faults.set('secret', async () => {
    throw networkFailure('ENOTFOUND');
  });
  clock.now += 10 * MINUTE_MS;
  expect((await ada.page()).channel).toEqual(channel);
  await ada.page();
  expect(asked()).toBe(2);
  clock.now += MINUTE_MS;
  expect((await ada.page()).channel).toEqual(channel);
  expect(asked()).toBe(3);
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

it('hands out channels of the new key once the secret is changed, and none once it is deleted', async () => {
  const { ada, world, clock } = await setup();
  const { channel } = await ada.page();
  world.secrets.set('InboxKeys', secretOf(2, 1));
  clock.now += 10 * MINUTE_MS;
  const changed = (await ada.page()).channel;
  expect(changed?.resourceId).not.toBe(channel?.resourceId);
  world.secrets.clear();
  clock.now += 10 * MINUTE_MS;
  expect(await ada.page()).not.toHaveProperty('channel');
});
