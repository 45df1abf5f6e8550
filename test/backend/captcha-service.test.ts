// Wix's CAPTCHA service: its failures, and what checkInbox reports of it.
import { expect, it } from 'vitest';
import { toCaptchaFailure } from 'backend/inbox/wix/captcha';
import { fromWixError } from 'backend/inbox/wix/error';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import { setup } from '../support/backend/setup.ts';

it.each([
  ['a message with the status', new Error('400: Bad Request'), 'CAPTCHA_REQUIRED', 400],
  ['a text', 'Error: 400 - timed out', 'CAPTCHA_REQUIRED', 400],
  ['the documented error', { error: '400 The token is invalid' }, 'CAPTCHA_REQUIRED', 400],
  ['a status', Object.assign(new Error('x'), { status: 400 }), 'CAPTCHA_REQUIRED', 400],
  ['a status code', { statusCode: 400 }, 'CAPTCHA_REQUIRED', 400],
  ['success: false', { success: false }, 'CAPTCHA_REQUIRED', 400],
  ['an unavailable service', new Error('503 Unavailable'), 'TRY_LATER', 503],
  ['a missing private key', { success: false, error: '500' }, 'TRY_LATER', 500],
  ['no identity', { code: '401' }, 'TRY_LATER', 401],
  ['a lost connection', networkFailure('ECONNRESET'), 'TRY_LATER', undefined],
  ['an error without a status', new Error('canary text'), 'TRY_LATER', undefined],
  ['nothing', undefined, 'TRY_LATER', undefined],
  ['a number that is no status', new Error('after 10 retries'), 'TRY_LATER', undefined],
  ['an object without a prototype', Object.create(null), 'TRY_LATER', undefined],
])('maps a failure of wix-captcha-backend that is %s', (_, failure, code, status) => {
  const error = fromWixError(toCaptchaFailure(failure), 'authorizeCaptcha');
  expect([error.code, error.wixFailure?.status]).toEqual([code, status]);
  expect(JSON.stringify(error.wixFailure)).not.toContain('canary');
});

it.each([
  [{ captcha: 'on' as const }, true, /^Works\. .*#captcha/],
  [{ captcha: 'off' as const }, true, /^Off: /],
])('checkInbox reports the CAPTCHA with %j', async (change, ok, message) => {
  const { inbox, world } = setup(change);
  const { memberId } = await world.createMember({ email: 'owner@example.com' });
  const { checks } = await world.runAs({ memberId }, () => inbox.checkInbox());
  const check = checks.find(({ name }) => name === 'captcha');
  expect(check?.ok).toBe(ok);
  expect(check?.message).toMatch(message);
});

it.each([
  ['fails', 'Fails: TRY_LATER (503).'],
  ['accepts every token', 'Fails: Wix accepts an invalid token.'],
])('checkInbox reports a CAPTCHA service that %s', async (what, message) => {
  const { inbox, world } = setup({ captcha: 'on' });
  world.wix.authorizeCaptcha = async () => {
    if (what === 'fails') throw fromWixError(wixFailure(503), 'authorizeCaptcha');
  };
  const { memberId } = await world.createMember({ email: 'owner@example.com' });
  const { checks } = await world.runAs({ memberId }, () => inbox.checkInbox());
  expect(checks).toContainEqual({ name: 'captcha', ok: false, message });
});
