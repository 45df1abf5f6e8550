import wixCaptchaBackend from 'wix-captcha-backend';
import { expect, it, onTestFinished, vi } from 'vitest';
import { runInContext } from '../../../emulator/backend/request-context.ts';
import { NO_CALLER_CLIENT } from '../../../emulator/backend/wix-clients.ts';
import { solveCaptcha } from '../../../emulator/wix/captcha/captcha.ts';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { openWix, OWNER, visitor } from '../../support/emulator/wix/open-wix.ts';

const PATH = '/captcharator/api/v1/authorize';

it('accepts a token once, through wix-captcha-backend', async () => {
  const { as, wix, runAsWix } = await openForPackages();
  const token = await runAsWix(solveCaptcha);
  await as(visitor(1), async () => {
    expect(await wixCaptchaBackend.authorize(token)).toEqual({ success: true });
    await expect(wixCaptchaBackend.authorize(token)).rejects.toThrow(/400/);
  });
  expect(JSON.stringify(wix.requests.list())).not.toContain(token);
});

it('accepts a token again under the assumption "repeatable"', async () => {
  const { call, runAsWix } = openWix({ captchaToken: 'repeatable' });
  const token = await runAsWix(solveCaptcha);
  for (const caller of [visitor(1), visitor(2), OWNER]) {
    expect(await call(caller, 'POST', PATH, { token })).toEqual({
      status: 200,
      json: { success: true },
    });
  }
});

it.each([
  [119_999, 200],
  [120_000, 400],
])('answers a token of %i ms ago with %i', async (ms, status) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { wix, call, runAsWix } = openWix();
  const token = await runAsWix(solveCaptcha);
  wix.clock.advance(ms);
  expect((await call(visitor(1), 'POST', PATH, { token })).status).toBe(status);
});

it.each([
  ['an unknown token', { token: 'x' }],
  ['no token', {}],
  ['a token that is not a text', { token: 7 }],
])('refuses %s with 400', async (_, body) => {
  const { call } = openWix();
  expect((await call(visitor(1), 'POST', PATH, body)).status).toBe(400);
});

it('refuses a request without a token of the caller, and event handlers', async () => {
  const { wix, call, runAsWix } = await openForPackages();
  const token = await runAsWix(solveCaptcha);
  expect((await call(undefined, 'POST', PATH, { token })).status).toBe(401);
  const context = { elevatedToken: '', handleRequest: wix.handleRequest };
  const authorizing = runInContext(context, () => wixCaptchaBackend.authorize(token));
  await expect(authorizing).rejects.toThrow(NO_CALLER_CLIENT);
});
