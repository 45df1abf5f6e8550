import { expect, it } from 'vitest';
import { INBOX_ERRORS } from '../public/inbox-errors.ts';
import { BAD_INPUT } from './support/backend/bad-input.ts';
import { WEB_METHODS } from './support/emulator.ts';
import { at, parse } from './support/stories/json.ts';
import { shareEmulator, type RawResponse, type Harness } from './support/stories/harness.ts';

const setup = shareEmulator();

/** One emulator for all rows: none of them may change anything. */
let shared: Promise<{ harness: Harness; token: string }> | undefined;
const setupOnce = () =>
  (shared ??= setup().then(async (harness) => ({ harness, token: (await harness.admin()).token })));

const errorCodeOf = ({ text }: RawResponse): unknown => at(parse(text), 'result', 'code');

it.each(BAD_INPUT)(
  '$method rejects $name without calling Wix',
  async ({ method, args, ...row }) => {
    const { harness, token } = await setupOnce();
    const response = await harness.post(method, args, token);
    expect(await harness.requests()).toEqual([]);

    // The dispatcher rejects keys that reach a prototype; the site rejects everything else.
    if (row.prototypeKey && errorCodeOf(response) === 'INVALID_ARGUMENT') return;
    const result = at(parse(response.text), 'result');
    const { status } = response;
    expect({ status, ok: at(result, 'ok'), code: at(result, 'error', 'code') }).toEqual({
      status: 200,
      ok: false,
      code: row.code,
    });
    expect(at(result, 'error', 'fields', row.field)).toContain(row.message);
    expect(Object.values(INBOX_ERRORS)).toContain(at(result, 'error', 'message'));
    expect(response.text.length).toBeLessThan(2_000);
  },
);

it.each([
  ['an unknown method', 'sendFromData'],
  ['an internal function of the backend', 'resolveCaller'],
  ['a property of the prototype', 'constructor'],
  ['an accessor of the prototype', '__proto__'],
  ['a method of every object', 'toString'],
  ['a method of every function', 'call'],
  ['the default export', 'default'],
  ['no name', '%20'],
  ['a path', '..%2fevents'],
  ['a NUL', 'sendFormData%00'],
])('returns 404 for %s instead of a web method', async (_name, method) => {
  const { harness, token } = await setupOnce();
  const response = await harness.post(method, [{ firstName: 'Ada' }], token);
  expect([response.status, errorCodeOf(response)]).toEqual([404, 'NOT_FOUND']);
  expect(await harness.requests()).toEqual([]);
});

it.each([
  'backend/events.js/wixCrm_onContactCreated',
  'backend/inbox-settings.js/settings',
  'backend/inbox/site.js/inbox',
  'backend/inbox/send.web.js/send',
  'backend/inbox%2f..%2finbox.web.js/sendFormData',
  'backend/constructor/sendFormData',
  'public/inbox-form.js/checkForm',
])('returns 404 for %s, which is not a web-method file', async (path) => {
  const { harness, token } = await setupOnce();
  const { status } = await harness.emulator.fetch(
    `${WEB_METHODS.replace(/backend$/, '')}${path}.ajax`,
    { method: 'POST', body: '[{}]', headers: { authorization: token } },
  );
  expect(status).toBe(404);
  expect(await harness.requests()).toEqual([]);
});

it.each([
  ['an object', '{"firstName":"Ada"}'],
  ['text', '"Ada"'],
  ['null', 'null'],
  ['nothing', ''],
  ['invalid JSON', '[{"firstName":'],
  ['a prototype key', '[{"__proto__":{"firstName":"Ada"}}]'],
  ['a nested prototype key', `[${'{"a":'.repeat(20)}{"constructor":1}${'}'.repeat(20)}]`],
  ['an array nested 10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
])('returns 400 for %s instead of an array of arguments', async (_name, body) => {
  const { harness, token } = await setupOnce();
  const response = await harness.post('sendFormData', body, token);
  expect([response.status, errorCodeOf(response)]).toEqual([400, 'INVALID_ARGUMENT']);
  expect(response.text).not.toContain('Ada');
  expect(await harness.requests()).toEqual([]);
});

it('returns 413 for arguments of more than a megabyte', async () => {
  const { harness, token } = await setupOnce();
  const response = await harness.post('sendBasicMessage', ['x'.repeat(1024 * 1024)], token);
  expect(response.status).toBe(413);
  expect(await harness.requests()).toEqual([]);
});

it('returns 401 for an expired, foreign or missing token', async () => {
  const { harness } = await setupOnce();
  const { token: expired } = await harness.visitor({ expiresIn: 0 });
  const { token } = await harness.visitor();
  const foreign = 'emulated.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const invalidTokens = [
    expired,
    foreign,
    '',
    'null',
    `Bearer ${expired}`,
    `${token}x`,
    token.toUpperCase(),
  ];
  for (const invalidToken of [...invalidTokens, undefined]) {
    const response = await harness.post('sendFormData', [{ firstName: 'Ada' }], invalidToken);
    expect([response.status, errorCodeOf(response)]).toEqual([401, 'UNAUTHENTICATED']);
  }
  expect(await harness.requests()).toEqual([]);
});

it('returns 401 as soon as a token expires', async () => {
  const harness = await setup();
  const ada = await harness.visitor({ expiresIn: 60 });
  const args = [{ firstName: 'Ada' }];
  expect((await harness.post('sendFormData', args, ada.token)).status).toBe(200);
  await harness.control('POST', 'clock/advance', { ms: 61_000 });
  const calls = (await harness.requests()).length;
  expect((await harness.post('sendFormData', args, ada.token)).status).toBe(401);
  expect(await harness.requests()).toHaveLength(calls);
});
