import { expect, it } from 'vitest';
import { wixFailure } from '../support/port/wix-failures.ts';
import { settings } from '../support/settings.ts';
import { mainCalls, FIRST_SEND, setup } from '../support/backend/setup.ts';

const FORM = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  subscribeNewsletter: true,
};
const KEY = 'k'.repeat(32);

async function sendAsVisitor(changed: Parameters<typeof setup>[0] = {}) {
  const harness = setup(changed);
  const visitorId = await harness.world.createVisitor();
  const send = (data: unknown = FORM, options?: unknown) =>
    harness.world.runAs({ visitorId }, () => harness.inbox.sendForm(data, options));
  return { ...harness, send };
}

it.each(['reconcile', 'create-only'] as const)(
  'creates a contact without a session and sends the form to it if there is no identity (%s)',
  async (contacts) => {
    for (const known of [false, true]) {
      const { world, send } = await sendAsVisitor({ resolvers: [], contacts });
      if (known) await world.createContact({ email: FORM.email, firstName: 'CANARY' });
      expect(await send(FORM, { idempotencyKey: KEY })).toEqual({ once: true });
      expect(mainCalls(world)).toEqual([
        'listSendLog',
        'createContact',
        'appendToSendLog',
        'openConversation',
        'sendMessage',
        'updateSendLog',
      ]);
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

it('returns IDENTITY_UNKNOWN without an identity if the form has no e-mail or contacts are off', async () => {
  const { world, send } = await sendAsVisitor({ resolvers: [] });
  await expect(send({ firstName: 'Ada' })).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
  const off = await sendAsVisitor({ resolvers: [], contacts: 'off' });
  await expect(off.send()).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
  expect([...world.calls, ...off.world.calls]).toEqual([]);
});

it('returns SESSION_EXPIRED for an inactive session', async () => {
  const { world, send } = await sendAsVisitor();
  world.tokenInfo = { active: false };
  await expect(send()).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
  expect(world.calls).toEqual(['tokenInfo']);
});

it("changes no existing contact with 'create-only', and no contact with 'off'", async () => {
  const only = await sendAsVisitor({ contacts: 'create-only' });
  const contactId = await only.world.createContact({ email: FORM.email });
  await only.send();
  expect(only.world.calls.at(-1)).toBe('createContact');
  expect(only.world.messagesOf({ contactId })).toEqual([]);
  const off = await sendAsVisitor({ contacts: 'off' });
  await off.send();
  expect(mainCalls(off.world)).toEqual(FIRST_SEND);
});

it('returns ok if creating the contact fails, and logs it without the e-mail', async () => {
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

it('waits for a contact no longer than the time limit of a call', async () => {
  const limits = { ...settings.limits, callMs: 5 };
  const { world, send, entries } = await sendAsVisitor({ limits });
  world.faults.set('submitContact', () => new Promise<never>(() => {}));
  expect(await send()).toEqual({ once: false });
  expect(entries).toMatchObject([{ operation: 'submitContact', cause: 'TIME_LIMIT' }]);
});

it('submits no contact for an unconfirmed form', async () => {
  const { world, send } = await sendAsVisitor();
  world.faults.set('sendMessage', async (execute) => {
    await execute();
    throw wixFailure(504);
  });
  await expect(send()).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  expect(world.calls).not.toContain('submitContact');
});
