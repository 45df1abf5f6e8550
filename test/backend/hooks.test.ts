// Hooks of the settings: beforeSend, onForm and onMessage, each with a time limit.
import { afterEach, expect, it, vi } from 'vitest';
import type { Hooks } from 'backend/inbox/site-functions';
import type { Answer, BusinessMessage, Message } from 'public/inbox-shapes';
import {
  buttonEvent,
  CONVERSATION,
  messageEvent,
  setupEvents,
} from '../support/backend/inbox-events.ts';

const KEY = 'k'.repeat(32);
const textOf = (message: BusinessMessage) =>
  'basic' in message && message.basic.items[0] && 'text' in message.basic.items[0]
    ? message.basic.items[0].text
    : '';

/** Creates an inbox with these hooks, and a visitor who sends messages. */
async function setup(hooks: Hooks) {
  const harness = setupEvents({
    hooks,
    buttons: { confirm: () => ({ basic: { items: [{ text: 'secret' }] } }) },
  });
  const { world, inbox, respond } = harness;
  const visitorId = await world.createVisitor();
  world.calls.length = 0;
  const as = <Result extends object>(work: () => Promise<Result>) =>
    world.runAs({ visitorId }, () => respond(work));
  return {
    ...harness,
    visitorId,
    sendText: (message: string, options?: object) => as(() => inbox.sendText(message, options)),
    sendForm: (data: object, options?: object) => as(() => inbox.sendForm(data, options)),
    codeOf: async (work: Promise<Answer<object>>) => {
      const result = await work;
      return result.ok ? 'none' : result.error.code;
    },
    contents: () => world.sent.map(({ message }) => message.content),
  };
}

afterEach(() => void vi.useRealTimers());

it('sends the message that beforeSend returns, with a preview of it', async () => {
  const { sendText, contents } = await setup({
    beforeSend: (message) => ({
      basic: { items: [{ text: textOf(message).replace(/\d/g, '*') }] },
    }),
  });
  expect(await sendText('My card is 4711')).toEqual({ ok: true, once: false });
  expect(contents()).toEqual([
    { basic: { items: [{ text: 'My card is ****' }] }, previewText: 'My card is ****' },
  ]);
});

it('beforeSend does not change the sender, the direction or the channels', async () => {
  const { world, sendText } = await setup({ beforeSend: (message) => message });
  await sendText('Hello');
  expect(world.sent).toMatchObject([
    {
      as: { sendAs: 'PARTICIPANT' },
      message: {
        direction: 'PARTICIPANT_TO_BUSINESS',
        visibility: 'BUSINESS_AND_PARTICIPANT',
        channels: { sourceChannel: 'CHAT' },
      },
    },
  ]);
  expect(world.sent[0]?.message.channels).not.toHaveProperty('targetChannels');
});

it('sends a form, an activity and a template unchanged if beforeSend returns them', async () => {
  const plain = await setup({});
  const hooked = await setup({ beforeSend: async (message) => message });
  for (const { world, inbox, visitorId } of [plain, hooked]) {
    await world.runAs({ visitorId }, async () => {
      await inbox.sendForm({ firstName: 'Ada', subscribeNewsletter: true });
      await inbox.sendActivity('asked-for-a-call');
    });
    await inbox.sendTo(
      { anonymousVisitorId: visitorId },
      {
        template: { title: 'Booking', buttons: [{ label: 'Confirm', interactionId: 'confirm' }] },
        badges: [{ text: 'New' }],
        silent: true,
        previewText: 'A line of its own',
      },
    );
  }
  expect(hooked.world.sent).toEqual(plain.world.sent);
  expect(hooked.world.sent).toHaveLength(3);
});

it.each<[string, NonNullable<Hooks['beforeSend']>]>([
  ['returns undefined', () => undefined],
  ['resolves to undefined', async () => undefined],
])(
  'returns BLOCKED if beforeSend %s, opens no conversation and logs nothing',
  async (_, beforeSend) => {
    const { world, sendText, sendForm, codeOf, entries } = await setup({ beforeSend });
    expect(await codeOf(sendText('Hello'))).toBe('BLOCKED');
    expect(await codeOf(sendForm({ email: 'ada@example.com' }))).toBe('BLOCKED');
    expect(world.calls).toEqual(['tokenInfo', 'listSendLog', 'tokenInfo']);
    expect(entries).toEqual([]);
  },
);

it.each<[string, NonNullable<Hooks['beforeSend']>, object]>([
  [
    'throws',
    () => {
      throw new Error('canary');
    },
    { cause: 'Error' },
  ],
  ['rejects', () => Promise.reject(new TypeError('canary')), { cause: 'TypeError' }],
  ['returns an invalid message', () => ({ minimal: { text: '' } }), { code: 'INVALID_INPUT' }],
  [
    'returns a text over the limit',
    () => ({ basic: { items: [{ text: 'x'.repeat(16_385) }] } }),
    { code: 'INVALID_INPUT' },
  ],
])('returns BLOCKED and logs the failure if beforeSend %s', async (_, beforeSend, logEntry) => {
  const { world, sendText, codeOf, entries } = await setup({ beforeSend });
  expect(await codeOf(sendText('canary'))).toBe('BLOCKED');
  expect(world.sent).toEqual([]);
  expect(entries).toMatchObject([
    { level: 'error', what: "Refused a message: the site's beforeSend failed", ...logEntry },
  ]);
  expect(JSON.stringify(entries)).not.toContain('canary');
});

it('returns BLOCKED if beforeSend takes longer than 2 seconds', async () => {
  vi.useFakeTimers();
  const { world, sendText, codeOf, entries } = await setup({
    beforeSend: () => new Promise(() => {}),
  });
  const refused = codeOf(sendText('Hello'));
  await vi.advanceTimersByTimeAsync(1_999);
  expect(entries).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await refused).toBe('BLOCKED');
  expect(world.sent).toEqual([]);
  expect(entries).toMatchObject([{ cause: 'TIME_LIMIT' }]);
});

it('calls beforeSend once per key, and releases the key of a blocked message', async () => {
  let calls = 0;
  const { sendText, codeOf, contents } = await setup({
    beforeSend: (message) => ((calls += 1) === 1 ? undefined : message),
  });
  expect(await codeOf(sendText('Hello', { idempotencyKey: KEY }))).toBe('BLOCKED');
  expect(await sendText('Hello', { idempotencyKey: KEY })).toMatchObject({ ok: true, once: true });
  expect(await sendText('Hello', { idempotencyKey: KEY })).toMatchObject({ replayed: true });
  expect(calls).toBe(2);
  expect(contents()).toHaveLength(1);
});

it('calls beforeSend for messages of the business and of event handlers, and blocks them', async () => {
  const directions: string[] = [];
  const { world, inbox, visitorId, clicked, entries, respond, codeOf } = await setup({
    beforeSend(_, { direction }) {
      directions.push(direction);
      return undefined;
    },
  });
  const to = { anonymousVisitorId: visitorId };
  expect(await codeOf(respond(() => inbox.sendTo(to, { minimal: { text: 'x' } })))).toBe('BLOCKED');
  await clicked(buttonEvent('confirm', to));
  expect(directions).toEqual(['BUSINESS_TO_PARTICIPANT', 'BUSINESS_TO_PARTICIPANT']);
  expect([world.sent, entries]).toEqual([[], []]);
});

it('calls onForm with the values of a sent form', async () => {
  const forms: unknown[] = [];
  const { world, visitorId, sendForm } = await setup({
    beforeSend: (message) => message,
    onForm: (form, context) => void forms.push([form, context]),
  });
  await sendForm({ firstName: ' Ada ', email: 'ada@example.com' });
  const [conversationId] = world.sent.map((sent) => sent.conversationId);
  expect(forms).toEqual([
    [
      {
        name: 'default',
        values: [
          { key: 'firstName', label: 'First name', kind: 'text', value: 'Ada' },
          { key: 'email', label: 'E-mail', kind: 'email', value: 'ada@example.com' },
        ],
      },
      { conversationId },
    ],
  ]);
  expect(visitorId).not.toBe(conversationId);
});

it('does not call onForm for a rejected form, a replay or a failed send', async () => {
  let calls = 0;
  const { sendForm, world } = await setup({ onForm: () => void (calls += 1) });
  await sendForm({ email: 'none' });
  await sendForm({ firstName: 'Ada' }, { idempotencyKey: KEY });
  await sendForm({ firstName: 'Ada' }, { idempotencyKey: KEY });
  world.faults.set('sendMessage', () => Promise.reject(new Error('x')));
  await sendForm({ firstName: 'Ada' });
  expect(calls).toBe(1);
});

it('returns the same result if onForm fails or never ends', async () => {
  vi.useFakeTimers();
  const failing = await setup({ onForm: () => Promise.reject(new RangeError('canary')) });
  expect(await failing.sendForm({ firstName: 'Ada' })).toEqual({ ok: true, once: false });
  expect(failing.entries).toMatchObject([
    { level: 'error', what: "The site's onForm failed", cause: 'RangeError' },
  ]);
  expect(JSON.stringify(failing.entries)).not.toContain('canary');

  const endless = await setup({ onForm: () => new Promise(() => {}) });
  const sent = endless.sendForm({ firstName: 'Ada' });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await sent).toEqual({ ok: true, once: false });
});

it('calls onMessage for both directions with the whole message, and again for a repeated event', async () => {
  const received: [Message, object][] = [];
  const { world, toBusiness, toParticipant } = await setup({
    onMessage: (message, context) => void received.push([message, context]),
  });
  await toBusiness(messageEvent());
  await toBusiness(messageEvent());
  await toParticipant(messageEvent({ id: '1002', shape: 'sdk' }));
  expect(received.map(([{ _id }]) => _id)).toEqual(['1001', '1001', '1002']);
  expect(received[0]?.[0].content).toMatchObject({ basic: { items: [{ text: 'canary' }] } });
  expect(received.map(([, context]) => context)).toEqual([
    { conversationId: CONVERSATION, direction: 'PARTICIPANT_TO_BUSINESS' },
    { conversationId: CONVERSATION, direction: 'PARTICIPANT_TO_BUSINESS' },
    { conversationId: CONVERSATION, direction: 'BUSINESS_TO_PARTICIPANT' },
  ]);
  expect(received[2]?.[0]._createdDate).toBe('2026-11-20T09:00:00.000Z');
  expect(world.sent).toEqual([]);
});

it('records the event and does not fail if onMessage fails', async () => {
  const { toBusiness, rows, entries } = await setup({
    onMessage: () => {
      throw new Error('canary');
    },
  });
  await toBusiness(messageEvent());
  expect(rows()).toHaveLength(1);
  expect(entries).toMatchObject([{ what: "The site's onMessage failed", cause: 'Error' }]);
  expect(JSON.stringify(entries)).not.toContain('canary');
});
