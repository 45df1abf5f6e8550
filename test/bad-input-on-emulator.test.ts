import { expect, it } from 'vitest';
import { INBOX_ERRORS } from '../public/inbox-errors.ts';
import { BAD_INPUT } from './support/backend/bad-input.ts';
import { WEB_METHODS } from './emulator.ts';
import { at, parse } from './stories/json.ts';
import { stage, type Raw, type Stage } from './stories/stage.ts';

const setup = stage();

/** One stage for all rows: none of them may leave a trace. */
let shared: Promise<{ story: Stage; token: string }> | undefined;
const setupOnce = () =>
  (shared ??= setup().then(async (story) => ({ story, token: (await story.admin()).token })));

const codeOf = ({ text }: Raw): unknown => at(parse(text), 'result', 'code');

it.each(BAD_INPUT)('refuses $name, and asks Wix nothing', async ({ method, args, ...row }) => {
  const { story, token } = await setupOnce();
  const answer = await story.post(method, args, token);
  expect(await story.requests()).toEqual([]);

  // Keys that reach a prototype are refused before the site sees them; others go to the site.
  if (row.prototypeKey && codeOf(answer) === 'INVALID_ARGUMENT') return;
  const result = at(parse(answer.text), 'result');
  const { status } = answer;
  expect({ status, ok: at(result, 'ok'), code: at(result, 'error', 'code') }).toEqual({
    status: 200,
    ok: false,
    code: row.code,
  });
  expect(at(result, 'error', 'fields', row.field)).toContain(row.message);
  expect(Object.values(INBOX_ERRORS)).toContain(at(result, 'error', 'message'));
  expect(answer.text.length).toBeLessThan(2_000);
});

it.each([
  ['a method that is not there', 'sendFromData'],
  ['a room of the backend', 'whoIsTalking'],
  ['a prototype’s name', 'constructor'],
  ['a prototype’s accessor', '__proto__'],
  ['what every object has', 'toString'],
  ['what every function has', 'call'],
  ['the default export', 'default'],
  ['no name', '%20'],
  ['a path', '..%2fevents'],
  ['a NUL', 'sendFormData%00'],
])('answers 404 to %s in place of a web method', async (_name, method) => {
  const { story, token } = await setupOnce();
  const answer = await story.post(method, [{ firstName: 'Ada' }], token);
  expect([answer.status, codeOf(answer)]).toEqual([404, 'NOT_FOUND']);
  expect(await story.requests()).toEqual([]);
});

it.each([
  'backend/events.js/wixCrm_onContactCreated',
  'backend/inbox-settings.js/settings',
  'backend/inbox/site.js/inbox',
  'backend/inbox/send.web.js/send',
  'backend/inbox%2f..%2finbox.web.js/sendFormData',
  'backend/constructor/sendFormData',
  'public/inbox-form.js/checkForm',
])('answers 404 to %s, which is no web-method file', async (path) => {
  const { story, token } = await setupOnce();
  const { status } = await story.emulator.fetch(
    `${WEB_METHODS.replace(/backend$/, '')}${path}.ajax`,
    { method: 'POST', body: '[{}]', headers: { authorization: token } },
  );
  expect(status).toBe(404);
  expect(await story.requests()).toEqual([]);
});

it.each([
  ['an object', '{"firstName":"Ada"}'],
  ['text', '"Ada"'],
  ['null', 'null'],
  ['nothing', ''],
  ['no JSON', '[{"firstName":'],
  ['a prototype key', '[{"__proto__":{"firstName":"Ada"}}]'],
  ['a prototype key far below', `[${'{"a":'.repeat(20)}{"constructor":1}${'}'.repeat(20)}]`],
  ['10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
])('refuses %s in place of the list of arguments', async (_name, body) => {
  const { story, token } = await setupOnce();
  const answer = await story.post('sendFormData', body, token);
  expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_ARGUMENT']);
  expect(answer.text).not.toContain('Ada');
  expect(await story.requests()).toEqual([]);
});

it('refuses arguments of more than a megabyte', async () => {
  const { story, token } = await setupOnce();
  const answer = await story.post('sendBasicMessage', ['x'.repeat(1024 * 1024)], token);
  expect(answer.status).toBe(413);
  expect(await story.requests()).toEqual([]);
});

it('refuses a token that has expired, is another site’s, or is none', async () => {
  const { story } = await setupOnce();
  const { token: expired } = await story.visitor({ expiresIn: 0 });
  const { token } = await story.visitor();
  const foreign = 'emulated.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const bad = [expired, foreign, '', 'null', `Bearer ${token}`, `${token}x`, token.toUpperCase()];
  for (const one of [...bad, undefined]) {
    const answer = await story.post('sendFormData', [{ firstName: 'Ada' }], one);
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  }
  expect(await story.requests()).toEqual([]);
});

it('refuses a token from the moment that it expires', async () => {
  const story = await setup();
  const ada = await story.visitor({ expiresIn: 60 });
  const args = [{ firstName: 'Ada' }];
  expect((await story.post('sendFormData', args, ada.token)).status).toBe(200);
  await story.control('POST', 'clock/advance', { ms: 61_000 });
  const calls = (await story.requests()).length;
  expect((await story.post('sendFormData', args, ada.token)).status).toBe(401);
  expect(await story.requests()).toHaveLength(calls);
});
