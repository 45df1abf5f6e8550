// Which form tickets are issued, and which are accepted.
import { expect, it } from 'vitest';
import { createSecret } from '../support/backend/callers.ts';
import { HOUR, SECOND, setupTickets as setup } from '../support/backend/tickets.ts';

const FORM = { firstName: 'Ada' };
const INVALID = {
  code: 'INVALID_INPUT',
  fields: { 'options.ticket': 'Expected a ticket that openForm returned for this form.' },
};

it('refuses a ticket with any character changed, without calling Inbox', async () => {
  const { ada, wait, first, takeCalls } = await setup();
  const ticket = await ada.ticket();
  wait(2 * SECOND);
  takeCalls();
  for (let index = 0; index < ticket.length; index += 1) {
    // One of each class of characters: lower and upper case, digits, "-" and "_".
    for (const changed of ['a', 'A', '0', '-', '_'].filter((other) => other !== ticket[index])) {
      const tampered = ticket.slice(0, index) + changed + ticket.slice(index + 1);
      await expect(ada.send(tampered), `character ${index}`).rejects.toMatchObject(INVALID);
    }
  }
  // For unknown keys, the secret is read at most once a minute.
  expect(takeCalls()).toEqual(['secret']);
  expect(first.entries).toEqual([]);
  expect(await ada.send(ticket)).toEqual({ once: true });
});

it.each([
  ['cut', (ticket: string) => ticket.slice(0, -1)],
  ['lengthened', (ticket: string) => `${ticket}A`],
  ['only a key name', (ticket: string) => ticket.slice(0, 6).padEnd(60, 'A')],
  [
    'a key name and noise of 512 characters',
    (ticket: string) => ticket.slice(0, 6).padEnd(512, 'A'),
  ],
  ['noise', () => 'A'.repeat(200)],
])('refuses a ticket that is %s', async (_, change) => {
  const { ada, wait, takeCalls } = await setup();
  const ticket = await ada.ticket();
  wait(2 * SECOND);
  takeCalls();
  await expect(ada.send(change(ticket))).rejects.toMatchObject(INVALID);
  expect(takeCalls().filter((call) => call !== 'secret')).toEqual([]);
});

it('refuses the ticket of another form, of another site, and a cursor', async () => {
  const { ada, wait, first, visitorId, world } = await setup();
  const foreign = await setup({}, createSecret(2));
  const [ofOtherForm, ofOtherSite] = [await ada.ticket('contact'), await foreign.ada.ticket()];
  for (let count = 0; count < 31; count += 1) {
    await world.runAs({ visitorId }, () => first.inbox.sendText(`${count}`));
  }
  const { cursor } = await world.runAs({ visitorId }, () => first.inbox.listMessages());
  wait(2 * SECOND);
  for (const ticket of [ofOtherForm, ofOtherSite, cursor]) {
    expect(ticket).toBeTypeOf('string');
    await expect(ada.send(ticket)).rejects.toMatchObject(INVALID);
  }
  expect(world.sent).toHaveLength(31);
});

it('accepts a ticket of the previous key and, after the change, of the new one', async () => {
  const { ada, adaInOther, wait, world } = await setup();
  const before = await ada.ticket();
  world.secrets.set('InboxKeys', createSecret(2, 1));
  const after = await adaInOther.ticket();
  wait(2 * SECOND);
  expect(await adaInOther.send(before, { firstName: 'One' })).toEqual({ once: true });
  expect(await ada.send(after, { firstName: 'Two' })).toEqual({ once: true });
});

it('refuses a key beside a ticket, and a ticket that was used for other content', async () => {
  const { ada, wait } = await setup();
  const ticket = await ada.ticket();
  wait(2 * SECOND);
  await expect(ada.send(ticket, FORM, { idempotencyKey: 'k'.repeat(32) })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    fields: { 'options.idempotencyKey': 'The ticket is the key: leave this out.' },
  });
  await ada.send(ticket);
  await expect(ada.send(ticket, { firstName: 'Eve' })).rejects.toMatchObject({
    code: 'KEY_REUSED',
  });
});

it('refuses a form that is sent too early, with the seconds to wait and without a call to Wix', async () => {
  const { ada, wait, takeCalls } = await setup();
  const ticket = await ada.ticket();
  takeCalls();
  await expect(ada.send(ticket)).rejects.toMatchObject({ code: 'TICKET_TOO_EARLY', retryAfter: 2 });
  wait(2 * SECOND - 1);
  await expect(ada.send(ticket)).rejects.toMatchObject({ code: 'TICKET_TOO_EARLY', retryAfter: 1 });
  expect(takeCalls()).toEqual([]);
  wait(1);
  expect(await ada.send(ticket)).toEqual({ once: true });
});

it('refuses a ticket that is first used after an hour, and writes nothing', async () => {
  const { ada, wait, takeCalls } = await setup();
  const [ticket, late] = [await ada.ticket(), await ada.ticket()];
  wait(HOUR);
  expect(await ada.send(ticket)).toEqual({ once: true });
  wait(1);
  takeCalls();
  await expect(ada.send(late)).rejects.toMatchObject({ code: 'TICKET_EXPIRED' });
  expect(takeCalls().filter((call) => call !== 'secret')).toEqual([]);
});

it('issues an opaque ticket, after calls for the identity and the secret only', async () => {
  const { ada, takeCalls, visitorId } = await setup();
  const opened = await ada.open('contact');
  const session: unknown = expect.stringMatching(/^[\w-]{43}$/);
  expect({ ...opened, ticket: '' }).toEqual({ ticket: '', notBeforeMs: 2_000, session });
  expect(opened.ticket).toMatch(/^[\w-]{60,512}$/);
  expect(Buffer.from(String(opened.ticket), 'base64url').toString('latin1')).not.toContain(
    visitorId.slice(0, 8),
  );
  expect(takeCalls()).toEqual(['tokenInfo', 'secret']);
  const again = await ada.open('contact');
  expect([again.ticket === opened.ticket, again.session]).toEqual([false, opened.session]);
  expect(takeCalls()).toEqual(['tokenInfo']);
});

it('returns no ticket in preview, to an unknown caller, and if tickets are off', async () => {
  const { caller, takeCalls, world } = await setup();
  expect(await caller({ userId: 'owner' }).open()).toEqual({ preview: true });
  const { ada } = await setup({ resolvers: ['current-member'] });
  expect(await ada.open()).toEqual({});
  takeCalls();
  const off = await setup({ formTicket: 'off' });
  expect(await off.ada.open()).toEqual({});
  expect(off.takeCalls()).toEqual([]);
  expect(await off.ada.send(undefined)).toEqual({ once: false });
  world.tokenInfo = { active: false };
  await expect(caller({ userId: 'owner' }).open()).rejects.toMatchObject({
    code: 'SESSION_EXPIRED',
  });
});

it('returns no ticket without the site’s secret, and sends without one', async () => {
  const { ada, first } = await setup({}, '');
  expect(await ada.open()).toEqual({});
  expect(await ada.send(undefined)).toEqual({ once: false });
  expect(first.entries).toEqual([]);
});

it('requires a ticket of visitors and unknown callers, but not of members', async () => {
  const { ada, caller, wait, world } = await setup({ formTicket: 'required' });
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const ticket = await ada.ticket();
  await expect(ada.send(undefined)).rejects.toMatchObject({ code: 'TICKET_REQUIRED' });
  const unknown = await setup({ formTicket: 'required', resolvers: ['current-member'] });
  await expect(
    unknown.ada.send(undefined, { ...FORM, email: 'ada@example.com' }),
  ).rejects.toMatchObject({ code: 'TICKET_REQUIRED' });
  expect(await caller({ memberId }).send(undefined)).toEqual({ once: false });
  wait(2 * SECOND);
  expect(await ada.send(ticket)).toEqual({ once: true });
  expect([world.sent.length, unknown.world.sent.length]).toEqual([2, 0]);
});

it('logs once that forms of visitors are closed if a ticket is required and there is no secret', async () => {
  const { ada, first } = await setup({ formTicket: 'required' }, '');
  expect([await ada.open(), await ada.open()]).toEqual([{}, {}]);
  await expect(ada.send(undefined)).rejects.toMatchObject({ code: 'TICKET_REQUIRED' });
  expect(first.entries).toEqual([
    {
      level: 'warn',
      what: 'Forms of visitors are closed: formTicket is required and the site has no secret InboxKeys: call setUpInbox (logged once per container)',
      code: 'TICKET_REQUIRED',
    },
  ]);
});

it('checks the session and the age of a member’s ticket also without the collection of the log', async () => {
  const { caller, wait, world } = await setup();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const ada = caller({ memberId });
  const [ticket, late] = [await ada.ticket(), await ada.ticket()];
  world.sendLog = undefined;
  wait(2 * SECOND);
  const eve = caller({ visitorId: await world.createVisitor() });
  await expect(eve.send(ticket)).rejects.toMatchObject({ code: 'IDENTITY_CHANGED' });
  expect(world.sent).toEqual([]);
  expect(await ada.send(ticket)).toEqual({ once: false });
  wait(HOUR);
  await expect(ada.send(late)).rejects.toMatchObject({ code: 'TICKET_EXPIRED' });
  expect(world.sent).toHaveLength(1);
});
