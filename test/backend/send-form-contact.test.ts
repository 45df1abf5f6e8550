import { expect, it } from 'vitest';
import { wixFailure } from '../support/port/wix-failures.ts';
import { setup } from './setup.ts';

const FORM = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  subscribeNewsletter: true,
};
const KEY = 'k'.repeat(32);

async function sendAsVisitor(settings: Parameters<typeof setup>[0] = {}) {
  const made = setup(settings);
  const visitorId = await made.world.createVisitor();
  const send = (data: unknown = FORM, options?: unknown) =>
    made.world.runAs({ visitorId }, () => made.inbox.sendForm(data, options));
  return { ...made, send };
}

it.each(['reconcile', 'create-only'] as const)(
  'works without any identity (%s): contact first, tied to no session, the form to it',
  async (contacts) => {
    for (const known of [false, true]) {
      const { world, send } = await sendAsVisitor({ resolvers: [], contacts });
      if (known) await world.createContact({ email: FORM.email, firstName: 'CANARY' });
      expect(await send(FORM, { idempotencyKey: KEY })).toEqual({ once: true });
      expect(world.calls).toEqual(['createContact', 'openConversation', 'sendMessage']);
      const [contactId = ''] = [...world.contacts.keys()];
      expect(world.messagesOf({ contactId })).toMatchObject([
        { visibility: 'BUSINESS', direction: 'PARTICIPANT_TO_BUSINESS', sender: { contactId } },
      ]);
      expect(world.sent[0]?.message.content).toMatchObject({
        form: { description: 'Contact form. Address typed, not verified' },
      });
      expect(await send(FORM, { idempotencyKey: KEY })).toEqual({ once: true, replayed: true });
      expect(world.sent).toHaveLength(1);
    }
  },
);

it('cannot send without any identity and address, nor where contacts are off', async () => {
  const { world, send } = await sendAsVisitor({ resolvers: [] });
  await expect(send({ firstName: 'Ada' })).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
  const off = await sendAsVisitor({ resolvers: [], contacts: 'off' });
  await expect(off.send()).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
  expect([...world.calls, ...off.world.calls]).toEqual([]);
});

it('cannot send for a session that Wix says is over', async () => {
  const { world, send } = await sendAsVisitor();
  world.tokenInfo = { active: false };
  await expect(send()).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
  expect(world.calls).toEqual(['tokenInfo']);
});

it('touches no known contact where contacts are only created, and none where they are off', async () => {
  const only = await sendAsVisitor({ contacts: 'create-only' });
  const contactId = await only.world.createContact({ email: FORM.email });
  await only.send();
  expect(only.world.calls.at(-1)).toBe('createContact');
  expect(only.world.messagesOf({ contactId })).toEqual([]);
  const off = await sendAsVisitor({ contacts: 'off' });
  await off.send();
  expect(off.world.calls).toEqual(['tokenInfo', 'openConversation', 'sendMessage']);
});

it('answers ok where the contact fails, and logs it without the address', async () => {
  const { world, send, entries } = await sendAsVisitor();
  world.faults.set('submitContact', async () => {
    throw wixFailure(403, 'INSUFFICIENT_PERMISSION', { email: FORM.email });
  });
  expect(await send()).toEqual({ once: false });
  expect(entries).toEqual([
    {
      level: 'warn',
      what: 'Failed to create a contact for a sent form',
      code: 'PERMISSION_DENIED',
      operation: 'submitContact',
      status: 403,
      wixCode: 'INSUFFICIENT_PERMISSION',
    },
  ]);
});

it('does not wait for a contact longer than a call may take', async () => {
  const limits = { callMs: 5, sendWithinMs: 5_000, keys: 10, keyMs: 1_000_000 };
  const { world, send, entries } = await sendAsVisitor({ limits });
  world.faults.set('submitContact', () => new Promise<never>(() => {}));
  expect(await send()).toEqual({ once: false });
  expect(entries).toMatchObject([{ operation: 'submitContact', cause: 'TIME_LIMIT' }]);
});

it('submits no contact for a form that may not have arrived', async () => {
  const { world, send } = await sendAsVisitor();
  world.faults.set('sendMessage', async (execute) => {
    await execute();
    throw wixFailure(504);
  });
  await expect(send()).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  expect(world.calls).not.toContain('submitContact');
});
