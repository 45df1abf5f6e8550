import { expect, it } from 'vitest';
import { ANY_NUMBER, ANY_TEXT, at, parse } from '../support/stories/json.ts';
import {
  captureSiteLog,
  shareEmulator,
  type Person,
  type Harness,
} from '../support/stories/harness.ts';
import { summarize, SEND_CHAT } from '../support/stories/wix-calls.ts';

const setup = shareEmulator();
const KEY = 'key-of-22-characters--';
const ONCE = { idempotencyKey: KEY };
const OPEN = 'ConversationsService.GetOrCreateConversation';

const injectFault = ({ control }: Harness, kind: object, operation = SEND_CHAT.call) =>
  control('PUT', 'faults', { faults: [{ operation, calls: 'every', ...kind }] });
const removeFaults = ({ control }: Harness) => control('DELETE', 'faults');

async function setupWithVisitor() {
  const harness = await setup();
  const ada = await harness.visitor();
  const sentTexts = async ({ id }: Person = ada) => {
    const { messages } = await harness.conversationOf({ anonymousVisitorId: id });
    return messages.map(summarize);
  };
  /** Returns the number of calls that send a message. */
  const countSends = async () =>
    (await harness.wixCalls()).filter(({ call }) => call === SEND_CHAT.call).length;
  return { harness, ada, sentTexts, countSends };
}

it.each([
  ['sendFormData', { firstName: 'Ada' }],
  ['sendBasicMessage', 'Hello'],
  ['sendMinimalMessage', 'viewed-prices'],
])('%s sends once per key, and returns the first result again', async (method, content) => {
  const { ada, sentTexts, countSends } = await setupWithVisitor();
  const first = await ada.call(method, content, ONCE);
  const again = [await ada.call(method, content, ONCE), await ada.call(method, content, ONCE)];
  expect(first).toEqual({ ok: true, once: true });
  expect(again).toEqual([
    { ok: true, once: true, replayed: true },
    { ok: true, once: true, replayed: true },
  ]);
  expect(await sentTexts()).toHaveLength(1);
  expect(await countSends()).toBe(1);
});

it('sendMessageTo returns the id of the first message again', async () => {
  const { harness, ada } = await setupWithVisitor();
  const owner = await harness.admin();
  const to = { anonymousVisitorId: ada.id };
  const message = { minimal: { text: 'Order 118 was sent' } };
  const first = await owner.call('sendMessageTo', to, message, ONCE);
  const again = await owner.call('sendMessageTo', to, message, ONCE);
  expect(again).toEqual({ ...Object(first), replayed: true });
  expect(at(again, 'messageId')).toBeTypeOf('string');

  const other = { anonymousVisitorId: (await harness.visitor()).id };
  // A key is unique per participant.
  const reused = await owner.call('sendMessageTo', other, message, ONCE);
  expect(reused).toMatchObject({ ok: true, once: true });
  expect(at(reused, 'messageId')).not.toBe(at(first, 'messageId'));
});

it('sends at each call without a key, and returns once: false', async () => {
  const { ada, sentTexts } = await setupWithVisitor();
  for (const _ of [1, 2]) {
    expect(await ada.call('sendBasicMessage', 'Hello')).toEqual({ ok: true, once: false });
  }
  expect(await sentTexts()).toEqual(['Hello', 'Hello']);
});

it('sends once for ten concurrent calls', async () => {
  const { harness, ada, sentTexts } = await setupWithVisitor();
  await injectFault(harness, { kind: 'delay', delayMs: [0, 20] }, '*');
  const calls = Array.from({ length: 10 }, () => ada.call('sendBasicMessage', 'Hello', ONCE));
  const results = await Promise.all(calls);
  const fresh = results.filter((result) => at(result, 'ok') && !at(result, 'replayed'));
  expect(fresh).toEqual([{ ok: true, once: true }]);
  for (const result of results) {
    expect([undefined, 'IN_PROGRESS', 'UNCONFIRMED']).toContain(at(result, 'error', 'code'));
  }
  expect(await sentTexts()).toEqual(['Hello']);
});

it('finds the message of a send whose outcome was unknown, and does not repeat it', async () => {
  const log = captureSiteLog();
  const { harness, ada, sentTexts, countSends } = await setupWithVisitor();
  await injectFault(harness, { kind: 'executed-504' });
  const first = await ada.call('sendBasicMessage', 'Hello', ONCE);
  await removeFaults(harness);
  const second = await ada.call('sendBasicMessage', 'Hello', ONCE);
  expect(first).toEqual({
    ok: false,
    error: {
      code: 'UNCONFIRMED',
      message: 'We could not confirm that your message was sent. Please send it again.',
      retryAfter: ANY_NUMBER,
      requestId: ANY_TEXT,
    },
  });
  expect(second).toEqual({ ok: true, once: true, replayed: true });
  expect(await countSends()).toBe(1);
  expect(await sentTexts()).toEqual(['Hello']);
  expect(log.map((line) => at(parse(line), 'requestId'))).toEqual([
    at(first, 'error', 'requestId'),
  ]);
});

it.each([500, 502, 503, 504])('returns UNCONFIRMED on HTTP %i', async (status) => {
  captureSiteLog();
  const { harness, ada, countSends } = await setupWithVisitor();
  await injectFault(harness, { kind: 'status', status });
  const results = [await ada.call('sendBasicMessage', 'Hello', ONCE)];
  await removeFaults(harness);
  results.push(await ada.call('sendBasicMessage', 'Hello', ONCE));
  for (const result of results) expect(at(result, 'error', 'code')).toBe('UNCONFIRMED');
  expect(await countSends()).toBe(1);
});

it.each([
  [400, 'REFUSED_BY_WIX'],
  [403, 'PERMISSION_DENIED'],
  [404, 'CONVERSATION_NOT_FOUND'],
  [429, 'TRY_LATER'],
])('sends with the same key after a certain refusal with HTTP %i', async (status, code) => {
  captureSiteLog();
  const { harness, ada, sentTexts } = await setupWithVisitor();
  await injectFault(harness, { kind: 'status', status });
  const refused = await ada.call('sendBasicMessage', 'Hello', ONCE);
  await removeFaults(harness);
  expect(at(refused, 'error', 'code')).toBe(code);
  expect(await ada.call('sendBasicMessage', 'Hello', ONCE)).toEqual({ ok: true, once: true });
  expect(await sentTexts()).toEqual(['Hello']);
});

it.each([500, 504, 403])(
  'sends with the same key after a failure before the send (HTTP %i)',
  async (status) => {
    captureSiteLog();
    const { harness, ada, sentTexts } = await setupWithVisitor();
    await injectFault(harness, { kind: 'status', status }, OPEN);
    const refused = await ada.call('sendBasicMessage', 'Hello', ONCE);
    await removeFaults(harness);
    expect(at(refused, 'error', 'code')).toBe(status === 403 ? 'PERMISSION_DENIED' : 'TRY_LATER');
    expect(await ada.call('sendBasicMessage', 'Hello', ONCE)).toEqual({ ok: true, once: true });
    expect(await sentTexts()).toEqual(['Hello']);
  },
);

it('rejects a key that was used for other content', async () => {
  const { ada, sentTexts, countSends } = await setupWithVisitor();
  await ada.call('sendBasicMessage', 'Hello', ONCE);
  for (const [method, content] of [
    ['sendBasicMessage', 'Hello!'],
    ['sendFormData', { firstName: 'Ada' }],
    ['sendMinimalMessage', 'viewed-prices'],
  ] as const) {
    const reused = await ada.call(method, content, ONCE);
    expect(at(reused, 'error', 'code')).toBe('KEY_REUSED');
  }
  expect(await sentTexts()).toEqual(['Hello']);
  expect(await countSends()).toBe(1);
});

it('keeps the keys of each caller apart', async () => {
  const { harness, ada, sentTexts } = await setupWithVisitor();
  const [bob, eve] = [await harness.visitor(), await harness.member('eve@example.com')];
  const fresh = { ok: true, once: true };
  const key = { idempotencyKey: 'one-key-for-all-of-them' };
  for (const person of [ada, bob, eve]) {
    expect(await person.call('sendBasicMessage', 'Hello', key)).toEqual(fresh);
  }
  const owner = await harness.admin();
  const to = { anonymousVisitorId: ada.id };
  const message = { basic: { items: [{ text: 'Hello' }] } };
  expect(await owner.call('sendMessageTo', to, message, key)).toEqual({
    ...fresh,
    conversationId: ANY_TEXT,
    messageId: ANY_TEXT,
  });
  expect(await sentTexts(ada)).toEqual(['Hello', 'Hello']);
  expect(await sentTexts(bob)).toEqual(['Hello']);
});

it('keeps a visitor’s key after their form turned them into a contact', async () => {
  const { ada, harness } = await setupWithVisitor();
  const args = [{ email: 'ada@example.com' }, ONCE] as const;
  expect(await ada.call('sendFormData', ...args)).toEqual({ ok: true, once: true });
  expect(await ada.call('sendFormData', ...args)).toEqual({ ok: true, once: true, replayed: true });
  const submitted = (await harness.requests()).filter(({ path }) =>
    path.endsWith('/contact-submit'),
  );
  expect(submitted).toHaveLength(1);
});

it.each([500, 504, 403])(
  'returns ok for a sent form if no contact could be created (HTTP %i)',
  async (status) => {
    const log = captureSiteLog();
    const { harness, ada, sentTexts } = await setupWithVisitor();
    await injectFault(harness, { kind: 'status', status }, 'ContactSubmitServiceV4.SubmitContact');
    const result = await ada.call('sendFormData', { email: 'ada@example.com' });
    expect(result).toEqual({ ok: true, once: false });
    expect(await sentTexts()).toEqual(['Contact']);
    expect(log).toHaveLength(1);
    expect(log.join()).not.toContain('ada@');
  },
);
