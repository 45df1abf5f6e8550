import { expect, it } from 'vitest';
import { ANY_NUMBER, ANY_TEXT, at, parse } from './json.ts';
import { siteLog, stage, type Person, type Stage } from './stage.ts';
import { inAWord, SEND_CHAT } from './wire-calls.ts';

const setup = stage();
const KEY = 'key-of-22-characters--';
const ONCE = { idempotencyKey: KEY };
const OPEN = 'ConversationsService.GetOrCreateConversation';

const fault = ({ control }: Stage, kind: object, operation = SEND_CHAT.call) =>
  control('PUT', 'faults', { faults: [{ operation, calls: 'every', ...kind }] });
const noFault = ({ control }: Stage) => control('DELETE', 'faults');

async function setupWithVisitor() {
  const story = await setup();
  const ada = await story.visitor();
  const words = async ({ id }: Person = ada) => {
    const { messages } = await story.conversationOf({ anonymousVisitorId: id });
    return messages.map(inAWord);
  };
  /** How often Wix was asked to send. */
  const sends = async () =>
    (await story.wire()).filter(({ call }) => call === SEND_CHAT.call).length;
  return { story, ada, words, sends };
}

it.each([
  ['sendFormData', { firstName: 'Ada' }],
  ['sendBasicMessage', 'Hello'],
  ['sendMinimalMessage', 'viewed-prices'],
])('%s sends once for a key, and answers the first outcome again', async (method, content) => {
  const { ada, words, sends } = await setupWithVisitor();
  const first = await ada.call(method, content, ONCE);
  const again = [await ada.call(method, content, ONCE), await ada.call(method, content, ONCE)];
  expect(first).toEqual({ ok: true, once: true });
  expect(again).toEqual([
    { ok: true, once: true, replayed: true },
    { ok: true, once: true, replayed: true },
  ]);
  expect(await words()).toHaveLength(1);
  expect(await sends()).toBe(1);
});

it('answers the business the first message’s id again', async () => {
  const { story, ada } = await setupWithVisitor();
  const owner = await story.admin();
  const to = { anonymousVisitorId: ada.id };
  const message = { minimal: { text: 'Order 118 was sent' } };
  const first = await owner.call('sendMessageTo', to, message, ONCE);
  const again = await owner.call('sendMessageTo', to, message, ONCE);
  expect(again).toEqual({ ...Object(first), replayed: true });
  expect(at(again, 'messageId')).toBeTypeOf('string');

  const other = { anonymousVisitorId: (await story.visitor()).id };
  const reused = await owner.call('sendMessageTo', other, message, ONCE);
  expect(at(reused, 'error', 'code')).toBe('KEY_REUSED');
});

it('sends a message without a key once for each call, and says so', async () => {
  const { ada, words } = await setupWithVisitor();
  for (const _ of [1, 2]) {
    expect(await ada.call('sendBasicMessage', 'Hello')).toEqual({ ok: true, once: false });
  }
  expect(await words()).toEqual(['Hello', 'Hello']);
});

it('sends once for ten calls at the same time', async () => {
  const { story, ada, words } = await setupWithVisitor();
  await fault(story, { kind: 'delay', delayMs: [0, 20] }, '*');
  const calls = Array.from({ length: 10 }, () => ada.call('sendBasicMessage', 'Hello', ONCE));
  const answers = await Promise.all(calls);
  const fresh = answers.filter((answer) => at(answer, 'ok') && !at(answer, 'replayed'));
  expect(fresh).toEqual([{ ok: true, once: true }]);
  for (const answer of answers) {
    expect([undefined, 'UNCONFIRMED']).toContain(at(answer, 'error', 'code'));
  }
  expect(await words()).toEqual(['Hello']);
});

it('never sends again by itself what Wix may have executed', async () => {
  const log = siteLog();
  const { story, ada, words, sends } = await setupWithVisitor();
  await fault(story, { kind: 'executed-504' });
  const first = await ada.call('sendBasicMessage', 'Hello', ONCE);
  await noFault(story);
  const second = await ada.call('sendBasicMessage', 'Hello', ONCE);
  expect(first).toEqual({
    ok: false,
    error: {
      code: 'UNCONFIRMED',
      message: 'We could not confirm that your message was sent.',
      retryAfter: ANY_NUMBER,
      requestId: ANY_TEXT,
    },
  });
  expect(second).toMatchObject({ ok: false, error: { code: 'UNCONFIRMED' } });
  expect(at(second, 'error', 'retryAfter')).toBeGreaterThanOrEqual(1);
  expect(await sends()).toBe(1);
  expect(await words()).toEqual(['Hello']);
  expect(log.map((line) => at(parse(line), 'requestId'))).toEqual([
    at(first, 'error', 'requestId'),
  ]);
});

it.each([500, 502, 503, 504])('is as unsure of an answer with status %i', async (status) => {
  siteLog();
  const { story, ada, sends } = await setupWithVisitor();
  await fault(story, { kind: 'status', status });
  const answers = [await ada.call('sendBasicMessage', 'Hello', ONCE)];
  await noFault(story);
  answers.push(await ada.call('sendBasicMessage', 'Hello', ONCE));
  for (const answer of answers) expect(at(answer, 'error', 'code')).toBe('UNCONFIRMED');
  expect(await sends()).toBe(1);
});

it.each([
  [400, 'REFUSED_BY_WIX'],
  [403, 'PERMISSION_DENIED'],
  [404, 'CONVERSATION_NOT_FOUND'],
  [429, 'TRY_LATER'],
])('sends with the same key what Wix refused for certain with %i', async (status, code) => {
  siteLog();
  const { story, ada, words } = await setupWithVisitor();
  await fault(story, { kind: 'status', status });
  const refused = await ada.call('sendBasicMessage', 'Hello', ONCE);
  await noFault(story);
  expect(at(refused, 'error', 'code')).toBe(code);
  expect(await ada.call('sendBasicMessage', 'Hello', ONCE)).toEqual({ ok: true, once: true });
  expect(await words()).toEqual(['Hello']);
});

it.each([500, 504, 403])(
  'sends with the same key what never got as far as the send (status %i before it)',
  async (status) => {
    siteLog();
    const { story, ada, words } = await setupWithVisitor();
    await fault(story, { kind: 'status', status }, OPEN);
    const refused = await ada.call('sendBasicMessage', 'Hello', ONCE);
    await noFault(story);
    expect(at(refused, 'error', 'code')).toBe(status === 403 ? 'PERMISSION_DENIED' : 'TRY_LATER');
    expect(await ada.call('sendBasicMessage', 'Hello', ONCE)).toEqual({ ok: true, once: true });
    expect(await words()).toEqual(['Hello']);
  },
);

it('refuses a key that stands for other content', async () => {
  const { ada, words, sends } = await setupWithVisitor();
  await ada.call('sendBasicMessage', 'Hello', ONCE);
  for (const [method, content] of [
    ['sendBasicMessage', 'Hello!'],
    ['sendFormData', { firstName: 'Ada' }],
    ['sendMinimalMessage', 'viewed-prices'],
  ] as const) {
    const reused = await ada.call(method, content, ONCE);
    expect(at(reused, 'error', 'code')).toBe('KEY_REUSED');
  }
  expect(await words()).toEqual(['Hello']);
  expect(await sends()).toBe(1);
});

it('tells nobody the outcome of somebody else’s key', async () => {
  const { story, ada, words } = await setupWithVisitor();
  const [bob, eve] = [await story.visitor(), await story.member('eve@example.com')];
  const fresh = { ok: true, once: true };
  const key = { idempotencyKey: 'one-key-for-all-of-them' };
  for (const who of [ada, bob, eve]) {
    expect(await who.call('sendBasicMessage', 'Hello', key)).toEqual(fresh);
  }
  const owner = await story.admin();
  const to = { anonymousVisitorId: ada.id };
  const message = { basic: { items: [{ text: 'Hello' }] } };
  expect(await owner.call('sendMessageTo', to, message, key)).toEqual({
    ...fresh,
    conversationId: ANY_TEXT,
    messageId: ANY_TEXT,
  });
  expect(await words(ada)).toEqual(['Hello', 'Hello']);
  expect(await words(bob)).toEqual(['Hello']);
});

it('keeps a visitor’s key though his form made him a contact', async () => {
  const { ada, story } = await setupWithVisitor();
  const args = [{ email: 'ada@example.com' }, ONCE] as const;
  expect(await ada.call('sendFormData', ...args)).toEqual({ ok: true, once: true });
  expect(await ada.call('sendFormData', ...args)).toEqual({ ok: true, once: true, replayed: true });
  const submitted = (await story.requests()).filter(({ path }) => path.endsWith('/contact-submit'));
  expect(submitted).toHaveLength(1);
});

it.each([500, 504, 403])(
  'answers that the form is sent though no contact could be made of it (status %i)',
  async (status) => {
    const log = siteLog();
    const { story, ada, words } = await setupWithVisitor();
    await fault(story, { kind: 'status', status }, 'ContactSubmitServiceV4.SubmitContact');
    const answer = await ada.call('sendFormData', { email: 'ada@example.com' });
    expect(answer).toEqual({ ok: true, once: false });
    expect(await words()).toEqual(['Contact']);
    expect(log).toHaveLength(1);
    expect(log.join()).not.toContain('ada@');
  },
);
