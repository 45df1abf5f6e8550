import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { settings } from '../support/settings.ts';
import { at } from '../support/stories/json.ts';
import { captureSiteLog, shareEmulator, type Harness } from '../support/stories/harness.ts';
import { siteWithSettings } from '../support/site-variant.ts';

const AUTHORIZE = 'CaptchaService.Authorize';
const KEY = { idempotencyKey: 'k'.repeat(32) };
/** Half of the visitors' budget is one lease of five. */
const budgets = { ...settings.limits.site, visitors: { messages: 10, minutes: 10 } };
const folder = mkdtempSync(join(tmpdir(), 'captcha-'));
afterAll(() => rmSync(folder, { recursive: true }));
siteWithSettings({ captcha: 'on', limits: { ...settings.limits, site: budgets } }, folder);
const setup = shareEmulator({ site: folder });

const PERIOD_MS = 600_000;
let period = Math.ceil(Date.now() / PERIOD_MS);

beforeEach(() => {
  // Each test has a period of the budget for itself: the backend remembers one that is used up.
  vi.useFakeTimers({ toFake: ['Date'], now: (period += 1) * PERIOD_MS });
});

afterEach(() => {
  vi.useRealTimers();
});

const codeOf = (result: unknown) => at(result, 'error', 'code');

/** Sends as five visitors, who use up what needs no CAPTCHA, and once more. Returns the visitor who needs a CAPTCHA. */
async function setupWithoutBudget() {
  const harness = await setup();
  for (let count = 0; count < 5; count += 1) {
    const result = await (await harness.visitor()).call('sendBasicMessage', 'Hi');
    expect(result).toEqual({ ok: true, once: false });
  }
  expect(codeOf(await (await harness.visitor()).call('sendBasicMessage', 'Hi'))).toBe(
    'CAPTCHA_REQUIRED',
  );
  const ada = await harness.visitor();
  return {
    ...harness,
    send: (options: object = {}) => ada.call('sendBasicMessage', 'Hello', { ...KEY, ...options }),
    async solve(): Promise<string> {
      return String(at(await harness.control('POST', 'captcha', {}), 'token'));
    },
    messages: async () => (await harness.conversationOf({ anonymousVisitorId: ada.id })).messages,
  };
}

/** Returns the operations of the calls to Wix that `work` makes. */
async function operationsOf({ requests, emulator }: Harness, work: () => Promise<unknown>) {
  await emulator.settled();
  const before = (await requests()).length;
  await work();
  await emulator.settled();
  return (await requests()).slice(before).map(({ operation }) => operation);
}

it('asks a visitor for a CAPTCHA, and sends once with the same key when it is solved', async () => {
  const site = await setupWithoutBudget();
  const { send, solve, messages } = site;
  expect(await operationsOf(site, send)).toEqual([
    'OAuth2.TokenInfo',
    'DataItemService.QueryDataItems',
  ]);
  const refused = await send();
  expect(codeOf(refused)).toBe('CAPTCHA_REQUIRED');
  expect(at(refused, 'error', 'retryAfter')).toBe(600);
  expect(await messages()).toEqual([]);

  const captchaToken = await solve();
  const operations = await operationsOf(site, async () => {
    expect(await send({ captchaToken })).toEqual({ ok: true, once: true });
  });
  expect(operations.indexOf(AUTHORIZE)).toBeGreaterThan(-1);
  expect(operations.indexOf(AUTHORIZE)).toBeLessThan(
    operations.indexOf('DataItemService.InsertDataItem'),
  );
  // The key is known: no CAPTCHA is needed to repeat the call.
  expect(await send()).toEqual({ ok: true, once: true, replayed: true });
  expect(await messages()).toHaveLength(1);
});

it('refuses a used token and one of 120 seconds ago', async () => {
  const { send, solve, messages, visitor, control } = await setupWithoutBudget();
  const used = await solve();
  await (await visitor()).call('sendBasicMessage', 'Hi', { captchaToken: used });
  const old = await solve();
  await control('POST', 'clock/advance', { ms: 120_000 });
  expect(codeOf(await send({ captchaToken: used }))).toBe('CAPTCHA_REQUIRED');
  expect(codeOf(await send({ captchaToken: old }))).toBe('CAPTCHA_REQUIRED');
  expect(await messages()).toEqual([]);
});

it('accepts a token again if Wix does: each message counts in the budget', async () => {
  const { send, solve, visitor, control } = await setupWithoutBudget();
  await control('PUT', 'assumptions', { captchaToken: 'repeatable' });
  const captchaToken = await solve();
  const options = { captchaToken };
  const other = await (await visitor()).call('sendBasicMessage', 'Hi', options);
  expect(other).toEqual({ ok: true, once: false });
  expect(await send(options)).toEqual({ ok: true, once: true });
});

it('returns TRY_LATER while the service is unavailable, and sends nothing', async () => {
  const log = captureSiteLog();
  const { send, solve, messages, control } = await setupWithoutBudget();
  const faults = [{ operation: AUTHORIZE, calls: 'first', kind: 'status', status: 503 }];
  await control('PUT', 'faults', { faults });
  const captchaToken = await solve();
  expect(codeOf(await send({ captchaToken }))).toBe('TRY_LATER');
  expect(log.some((line) => line.includes('"operation":"authorizeCaptcha","status":503'))).toBe(
    true,
  );
  expect(log.join()).not.toContain(captchaToken);
  expect(await messages()).toEqual([]);
  // The page repeats the call with the same key and token.
  expect(await send({ captchaToken })).toEqual({ ok: true, once: true });
});

it('does not ask members, and checkInbox reports that the service works', async () => {
  const { member, admin } = await setupWithoutBudget();
  const ada = await member('ada@example.com');
  expect(await ada.call('sendBasicMessage', 'Hi')).toEqual({ ok: true, once: false });
  const checks = at(await (await admin()).call('checkInbox'), 'checks');
  expect(JSON.stringify(checks)).toMatch(/"name":"captcha","ok":true,"message":"Works\./);
});
