import { expect, it } from 'vitest';
import { readKeys } from 'backend/inbox/access/secret';
import { wixFailure } from '../support/port/wix-failures.ts';
import { setup } from '../support/backend/setup.ts';

function setupEmptySite() {
  const harness = setup();
  harness.world.recent = undefined;
  harness.world.sendLog = undefined;
  const setUp = () => harness.world.runAs({ userId: 'owner' }, () => harness.inbox.setUpInbox());
  return { ...harness, setUp };
}

it('creates the collections and the secret once, and changes nothing when called again', async () => {
  const { world, setUp } = setupEmptySite();
  const names = ['InboxSendLog', 'InboxRecent', 'InboxKeys'];
  const next = [
    'Publish the site, open the chat and the dashboard there, and call checkInbox as the site owner.',
    'Optional: schedule redoInboxEvents hourly in backend/jobs.config.',
  ];
  expect(await setUp()).toEqual({
    steps: names.map((name) => ({ name, ok: true, message: 'Created.' })),
    next,
  });
  const secret = world.secrets.get('InboxKeys');
  expect(await readKeys(world.wix)).toHaveLength(1);
  expect(await setUp()).toEqual({
    steps: names.map((name) => ({ name, ok: true, message: 'Exists.' })),
    next,
  });
  expect(world.secrets.get('InboxKeys')).toBe(secret);
});

it('reports what could not be created and what to do by hand, and creates the rest', async () => {
  const { world, setUp } = setupEmptySite();
  world.faults.set('createSecret', async () => {
    throw wixFailure(403);
  });
  const { steps, next } = await setUp();
  expect(steps.map(({ ok }) => ok)).toEqual([true, true, false]);
  expect(next[0]).toBe(
    'InboxKeys: Run "npm run secret" and paste its output as a secret with this name.',
  );
  expect(steps[2]?.message).toBe(
    'Failed: PERMISSION_DENIED (403). Run "npm run secret" and paste its output as a secret with this name.',
  );
});

it('called twice at once, creates each part once and reports it as existing the second time', async () => {
  const { world, setUp } = setupEmptySite();
  for (const operation of ['createCollection', 'createSecret'] as const) {
    // Wix refuses the second of two calls, as the part exists by then.
    world.faults.set(operation, async (create) => {
      await create();
      throw wixFailure(409, 'ALREADY_EXISTS');
    });
  }
  const { steps, next } = await setUp();
  expect(steps.map(({ ok, message }) => [ok, message])).toEqual(
    ['InboxSendLog', 'InboxRecent', 'InboxKeys'].map(() => [true, 'Exists.']),
  );
  expect(next).toHaveLength(2);
});

it('does not replace an invalid secret, and says what to do by hand', async () => {
  const { world, setUp } = setupEmptySite();
  world.secrets.set('InboxKeys', 'not a key');
  const { steps, next } = await setUp();
  expect(steps[2]).toMatchObject({ name: 'InboxKeys', ok: false });
  expect(next[0]).toContain('npm run secret');
  expect(world.secrets.get('InboxKeys')).toBe('not a key');
});

it('lets visitors send once the collection exists', async () => {
  const { world, inbox, setUp } = setupEmptySite();
  const visitorId = await world.createVisitor();
  const send = () => world.runAs({ visitorId }, () => inbox.sendText('Hi'));
  await expect(send()).rejects.toMatchObject({ code: 'SEND_LOG_MISSING' });
  expect(world.sent).toEqual([]);
  await setUp();
  expect(await send()).toEqual({ once: false });
});

it('lets members and site owners send without the collection, without the protection of a key', async () => {
  const { world, inbox, entries } = setupEmptySite();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const key = { idempotencyKey: 'k'.repeat(22) };
  const sent = await world.runAs({ memberId }, () => inbox.sendText('Hi', key));
  expect(sent).toEqual({ once: false });
  expect(await inbox.sendTo({ memberId }, { minimal: { text: 'Hi' } }, key)).toMatchObject({
    once: false,
  });
  expect(world.sent).toHaveLength(2);
  expect(entries.map(({ code }) => code)).toEqual(['SEND_LOG_MISSING']);
});

it('returns UNCLEAR without the collection if the outcome of a send is unknown', async () => {
  const { world, inbox } = setupEmptySite();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  world.faults.set('sendMessage', async (execute) => {
    await execute();
    throw wixFailure(504);
  });
  const send = world.runAs({ memberId }, () => inbox.sendText('Hi'));
  await expect(send).rejects.toMatchObject({ code: 'UNCLEAR' });
});
