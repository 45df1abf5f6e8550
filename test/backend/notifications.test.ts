import { expect, it } from 'vitest';
import { settings } from '../support/settings.ts';
import { setup } from '../support/backend/setup.ts';
import { wixFailure } from '../support/port/wix-failures.ts';

async function setupVisitor() {
  const harness = setup();
  const visitorId = await harness.world.createVisitor();
  const send = (text: string) =>
    harness.world.runAs({ visitorId }, () => harness.inbox.sendText(text));
  return { ...harness, send };
}

it('notifies once for fifty chat messages at once, and again after a refused send', async () => {
  const { world, send } = await setupVisitor();
  const sends = Array.from({ length: 50 }, (_, index) => send(`Message ${String(index)}`));
  const sent = (await Promise.allSettled(sends)).filter(({ status }) => status === 'fulfilled');
  // The others lost the race for a position of the log (BUSY).
  expect(sent.length).toBeGreaterThanOrEqual(3);
  expect(world.sent).toHaveLength(sent.length);
  expect(world.sent.filter(({ as }) => as.sendNotifications)).toHaveLength(1);

  const other = await setupVisitor();
  other.world.faults.set('sendMessage', async () => {
    throw wixFailure(403);
  });
  await expect(other.send('Hi')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  other.world.faults.clear();
  await other.send('Hi');
  expect(other.world.sent.map(({ as }) => as.sendNotifications)).toEqual([true]);
});

it('notifies each participant of the first message of the business in an hour', async () => {
  const { notifications } = settings;
  const { inbox, world } = setup({ notifications: { ...notifications, business: 'quiet-hour' } });
  const message = { basic: { items: [{ text: 'Hi' }] } };
  for (const email of ['ada@example.com', 'bob@example.com', 'ada@example.com']) {
    const contactId = [...world.contacts].find(([, contact]) => contact.email === email)?.[0];
    await inbox.sendTo({ contactId: contactId ?? (await world.createContact({ email })) }, message);
  }
  expect(world.sent.map(({ as }) => as.sendNotifications)).toEqual([true, true, false]);
});
