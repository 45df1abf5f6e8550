// The CAPTCHA of visitors, in two containers of one site.
import { expect, it } from 'vitest';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import { observe, setupSite, useUpHalf, type Site } from '../support/backend/captcha-site.ts';
import { createSecret } from '../support/backend/callers.ts';
import { mainCalls } from '../support/backend/setup.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const CAPTCHA_REQUIRED = { code: 'CAPTCHA_REQUIRED' };
const KEY = 'k'.repeat(32);

it('requires a CAPTCHA when half of the budget is used up, in both containers together', async () => {
  const site = setupSite();
  site.wait(3 * MINUTE);
  const results = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => (await site.visitor())(index)),
  );
  expect(results.filter((result) => result === 'sent')).toHaveLength(10);
  expect(site.world.sent).toHaveLength(10);
  const refused = { ...CAPTCHA_REQUIRED, retryAfter: 7 * 60 };
  for (const result of results.filter((other) => other !== 'sent')) {
    expect(result).toMatchObject(refused);
  }
});

it('writes nothing and makes no further call for a message that is refused', async () => {
  const site = setupSite();
  await useUpHalf(site);
  // Besides the ten messages, the call in which each container noticed it.
  expect(site.world.calls.filter((call) => call === 'appendToSendLog')).toHaveLength(12);
  for (const container of [0, 1]) {
    const send = await site.visitor();
    const { result, calls } = await observe(site, () => send(container));
    expect(result).toMatchObject(CAPTCHA_REQUIRED);
    expect(calls).toEqual(['tokenInfo', 'listSendLog']);
  }
});

it('makes the same calls as without the setting until half is used up', async () => {
  const callsOf = async (captcha: 'off' | 'on') => {
    const site = setupSite({ captcha });
    for (let count = 0; count < 10; count += 1) await (await site.visitor())(count);
    return mainCalls(site.world);
  };
  expect(await callsOf('on')).toEqual(await callsOf('off'));
});

it('sends with a solved CAPTCHA, in every container, until its own budget is used up', async () => {
  const site = setupSite();
  await useUpHalf(site);
  for (let count = 0; count < 20; count += 1) {
    const captchaToken = await site.world.solveCaptcha();
    expect(await (await site.visitor())(count, { captchaToken })).toBe('sent');
  }
  for (const container of [0, 1, 0, 1]) {
    const captchaToken = await site.world.solveCaptcha();
    expect(await (await site.visitor())(container, { captchaToken })).toMatchObject({
      code: 'TOO_MANY_MESSAGES',
    });
  }
  expect(site.world.sent).toHaveLength(30);
  site.wait(10 * MINUTE);
  expect(await (await site.visitor())(0)).toBe('sent');
});

it('does not spend of the budget without CAPTCHA for a message with one', async () => {
  const site = setupSite();
  for (let count = 0; count < 6; count += 1) {
    const captchaToken = await site.world.solveCaptcha();
    expect(await (await site.visitor())(count, { captchaToken })).toBe('sent');
  }
  const results: unknown[] = [];
  for (let count = 0; count < 14; count += 1) results.push(await (await site.visitor())(count));
  expect(results.filter((result) => result === 'sent')).toHaveLength(10);
});

it.each([
  ['a token that was never issued', async () => 'x'],
  [
    'a token of 121 seconds ago',
    async ({ world, wait }: Site) => {
      const token = await world.solveCaptcha();
      wait(121 * SECOND);
      return token;
    },
  ],
  [
    'a token that another visitor used',
    async ({ world, visitor }: Site) => {
      const captchaToken = await world.solveCaptcha();
      expect(await (await visitor())(0, { captchaToken })).toBe('sent');
      return captchaToken;
    },
  ],
])('refuses %s, and writes nothing', async (_, toToken) => {
  const site = setupSite();
  await useUpHalf(site);
  const captchaToken = await toToken(site);
  const send = await site.visitor();
  const { result, calls, rows } = await observe(site, () =>
    send(0, { captchaToken, idempotencyKey: KEY }),
  );
  expect(result).toMatchObject(CAPTCHA_REQUIRED);
  expect(calls).toContain('authorizeCaptcha');
  expect(rows).toEqual([]);
  // The same call again is refused again.
  expect(await send(0, { captchaToken, idempotencyKey: KEY })).toMatchObject(CAPTCHA_REQUIRED);
  // The key is not used up.
  const solved = { captchaToken: await site.world.solveCaptcha(), idempotencyKey: KEY };
  expect(await send(1, solved)).toBe('sent');
});

it.each([
  ['HTTP 503', wixFailure(503)],
  ['HTTP 500', wixFailure(500)],
  ['HTTP 401', wixFailure(401, 'UNAUTHENTICATED')],
  ['HTTP 429', wixFailure(429)],
  ['no response', networkFailure('ECONNRESET')],
] as const)('returns TRY_LATER and writes nothing if Wix answers %s', async (_, failure) => {
  const site = setupSite();
  await useUpHalf(site);
  site.world.faults.set('authorizeCaptcha', async () => {
    throw failure;
  });
  const captchaToken = await site.world.solveCaptcha();
  const send = await site.visitor();
  const { result, rows } = await observe(site, () => send(0, { captchaToken }));
  expect(result).toMatchObject({ code: 'TRY_LATER', retryAfter: 5 });
  expect(rows).toEqual([]);
  expect(site.world.sent).toHaveLength(10);
});

it('sends again with the same key and token after a failure, although Wix takes a token once', async () => {
  const site = setupSite();
  const options = { captchaToken: await site.world.solveCaptcha(), idempotencyKey: KEY };
  const send = await site.visitor();
  site.world.faults.set('openConversation', async () => {
    throw wixFailure(503);
  });
  expect(await send(0, options)).toMatchObject({ code: 'TRY_LATER' });
  site.world.faults.clear();
  expect(await send(0, options)).toBe('sent');
  // Another container looks the key up, and needs no CAPTCHA for it.
  expect(await send(1, options)).toBe('replayed');
  expect(site.world.calls.filter((call) => call === 'authorizeCaptcha')).toHaveLength(1);
  const otherKey = { ...options, idempotencyKey: 'o'.repeat(32) };
  expect(await send(0, otherKey)).toMatchObject(CAPTCHA_REQUIRED);
});

it('remembers an authorized token for 120 seconds', async () => {
  const { world, visitor, wait } = setupSite();
  const options = { captchaToken: await world.solveCaptcha(), idempotencyKey: KEY };
  const send = await visitor();
  world.faults.set('openConversation', async () => {
    throw wixFailure(503);
  });
  expect(await send(0, options)).toMatchObject({ code: 'TRY_LATER' });
  world.faults.clear();
  wait(120 * SECOND);
  expect(await send(0, options)).toMatchObject(CAPTCHA_REQUIRED);
});

it('writes nothing if the authorization leaves no time to send', async () => {
  const site = setupSite();
  site.world.faults.set('authorizeCaptcha', async (execute) => {
    site.wait(5_001);
    await execute();
  });
  const captchaToken = await site.world.solveCaptcha();
  const send = await site.visitor();
  const { result, rows } = await observe(site, () => send(0, { captchaToken }));
  expect(result).toMatchObject({ code: 'TRY_LATER' });
  expect(rows).toEqual([]);
});

it('authorizes a token once for simultaneous calls with one key', async () => {
  const { world, visitor } = setupSite();
  const options = { captchaToken: await world.solveCaptcha(), idempotencyKey: KEY };
  const send = await visitor();
  const results = await Promise.all([send(0, options), send(0, options), send(0, options)]);
  expect(results.filter((result) => result === 'sent')).toHaveLength(1);
  expect(results).not.toContainEqual(expect.objectContaining(CAPTCHA_REQUIRED));
  expect(world.sent).toHaveLength(1);
});

it('requires a CAPTCHA for forms with a ticket when half of their own budget is used up', async () => {
  const site = setupSite({ visitorsWithTicket: { messages: 19, minutes: 10 } });
  const { world, containers, wait } = site;
  world.secrets.set('InboxKeys', createSecret(1));
  await useUpHalf(site);
  const tickets = await Promise.all(
    Array.from({ length: 14 }, async () => {
      const visitorId = await world.createVisitor();
      const inbox = containers[0]?.inbox;
      const opened = await world.runAs({ visitorId }, async () => inbox?.openForm());
      return { visitorId, ticket: opened?.ticket };
    }),
  );
  wait(2 * SECOND);
  const results: unknown[] = [];
  for (const [index, { visitorId, ticket }] of tickets.entries()) {
    const inbox = containers[index % 2]?.inbox;
    const send = async () => inbox?.sendForm({ firstName: 'Ada' }, { ticket });
    results.push(
      await world.runAs({ visitorId }, send).then(
        () => 'sent',
        (error: unknown) => error,
      ),
    );
  }
  // Half of 19, rounded up.
  expect(results.filter((result) => result === 'sent')).toHaveLength(10);
  expect(results.at(-1)).toMatchObject(CAPTCHA_REQUIRED);
});

it('requires a CAPTCHA of callers without an identity as well', async () => {
  const site = setupSite();
  await useUpHalf(site);
  site.world.faults.set('tokenInfo', async () => {
    throw new Error('The call has no token');
  });
  const visitorId = await site.world.createVisitor();
  const form = { email: 'ada@example.com', firstName: 'Ada' };
  const send = (options: object = {}) =>
    site.world.runAs({ visitorId }, async () => site.containers[0]?.inbox.sendForm(form, options));
  await expect(send()).rejects.toMatchObject(CAPTCHA_REQUIRED);
  const captchaToken = await site.world.solveCaptcha();
  expect(await send({ captchaToken })).toEqual({ once: false });
});

it('never asks members for a CAPTCHA, and ignores a token of theirs', async () => {
  const site = setupSite();
  await useUpHalf(site);
  const { memberId } = await site.world.createMember({ email: 'ada@example.com' });
  const send = () =>
    site.world.runAs({ memberId }, async () =>
      site.containers[0]?.inbox.sendText('Hi', { captchaToken: 'x' }),
    );
  expect(await send()).toEqual({ once: false });
  expect(site.world.calls).not.toContain('authorizeCaptcha');
});

it('asks for none if the setting is off: the whole budget can be used, and a token is ignored', async () => {
  const site = setupSite({ captcha: 'off' });
  for (let count = 0; count < 20; count += 1) {
    expect(await (await site.visitor())(0, { captchaToken: 'x' })).toBe('sent');
  }
  expect(await (await site.visitor())(0)).toMatchObject({ code: 'TOO_MANY_MESSAGES' });
  expect(site.world.calls).not.toContain('authorizeCaptcha');
});
