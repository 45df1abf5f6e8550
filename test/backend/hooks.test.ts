// The site's own code: asked before a message leaves, told of forms and messages, and never trusted to be quick.
import { afterEach, expect, it, vi } from 'vitest';
import type { Hooks } from 'backend/inbox/settings';
import type { Answer, BusinessMessage, Message } from 'public/inbox-shapes';
import { buttonEvent, CONVERSATION, messageEvent, setupEvents } from './inbox-event.ts';

const KEY = 'k'.repeat(32);
const text = (message: BusinessMessage) =>
  'basic' in message && message.basic.items[0] && 'text' in message.basic.items[0]
    ? message.basic.items[0].text
    : '';

/** An inbox with hooks, and a visitor who writes. */
async function setup(hooks: Hooks) {
  const made = setupEvents({
    hooks,
    buttons: { confirm: () => ({ basic: { items: [{ text: 'secret' }] } }) },
  });
  const { world, inbox, respond } = made;
  const visitorId = await world.createVisitor();
  world.calls.length = 0;
  const as = <Result extends object>(work: () => Promise<Result>) =>
    world.runAs({ visitorId }, () => respond(work));
  return {
    ...made,
    visitorId,
    write: (words: string, options?: object) => as(() => inbox.sendText(words, options)),
    submit: (data: object, options?: object) => as(() => inbox.sendForm(data, options)),
    codeOf: async (work: Promise<Answer<object>>) => {
      const result = await work;
      return result.ok ? 'none' : result.error.code;
    },
    contents: () => world.sent.map(({ message }) => message.content),
  };
}

afterEach(() => void vi.useRealTimers());

it('sends what beforeSend answers, and its preview with it', async () => {
  const { write, contents } = await setup({
    beforeSend: (message) => ({ basic: { items: [{ text: text(message).replace(/\d/g, '*') }] } }),
  });
  expect(await write('My card is 4711')).toEqual({ ok: true, once: false });
  expect(contents()).toEqual([
    { basic: { items: [{ text: 'My card is ****' }] }, previewText: 'My card is ****' },
  ]);
});

it('changes neither who sends, nor which way, nor by which channel', async () => {
  const { world, write } = await setup({ beforeSend: (message) => message });
  await write('Hello');
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

it('sends a form, an activity and a template as they were, where beforeSend lets them pass', async () => {
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
  ['answers nothing', () => undefined],
  ['answers nothing later', async () => undefined],
])('refuses a message where beforeSend %s, and opens and logs nothing', async (_, beforeSend) => {
  const { world, write, submit, codeOf, entries } = await setup({ beforeSend });
  expect(await codeOf(write('Hello'))).toBe('BLOCKED');
  expect(await codeOf(submit({ email: 'ada@example.com' }))).toBe('BLOCKED');
  expect(world.calls).toEqual(['tokenInfo', 'tokenInfo']);
  expect(entries).toEqual([]);
});

it.each<[string, NonNullable<Hooks['beforeSend']>, object]>([
  [
    'throws',
    () => {
      throw new Error('canary');
    },
    { cause: 'Error' },
  ],
  ['rejects', () => Promise.reject(new TypeError('canary')), { cause: 'TypeError' }],
  ['answers what is no message', () => ({ minimal: { text: '' } }), { code: 'INVALID_INPUT' }],
  [
    'answers what is too long',
    () => ({ basic: { items: [{ text: 'x'.repeat(16_385) }] } }),
    { code: 'INVALID_INPUT' },
  ],
])('refuses a message where beforeSend %s, and logs that', async (_, beforeSend, logged) => {
  const { world, write, codeOf, entries } = await setup({ beforeSend });
  expect(await codeOf(write('canary'))).toBe('BLOCKED');
  expect(world.sent).toEqual([]);
  expect(entries).toMatchObject([
    { level: 'error', what: "Refused a message: the site's beforeSend failed", ...logged },
  ]);
  expect(JSON.stringify(entries)).not.toContain('canary');
});

it('refuses a message where beforeSend takes longer than 2 seconds', async () => {
  vi.useFakeTimers();
  const { world, write, codeOf, entries } = await setup({
    beforeSend: () => new Promise(() => {}),
  });
  const refused = codeOf(write('Hello'));
  await vi.advanceTimersByTimeAsync(1_999);
  expect(entries).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await refused).toBe('BLOCKED');
  expect(world.sent).toEqual([]);
  expect(entries).toMatchObject([{ cause: 'TIME_LIMIT' }]);
});

it('asks once for a key, and frees the key of what it refused', async () => {
  let asked = 0;
  const { write, codeOf, contents } = await setup({
    beforeSend: (message) => ((asked += 1) === 1 ? undefined : message),
  });
  expect(await codeOf(write('Hello', { idempotencyKey: KEY }))).toBe('BLOCKED');
  expect(await write('Hello', { idempotencyKey: KEY })).toMatchObject({ ok: true, once: true });
  expect(await write('Hello', { idempotencyKey: KEY })).toMatchObject({ replayed: true });
  expect(asked).toBe(2);
  expect(contents()).toHaveLength(1);
});

it('is asked for what the business and events send, and skips what it refuses', async () => {
  const directions: string[] = [];
  const { world, inbox, visitorId, pressed, entries, respond, codeOf } = await setup({
    beforeSend(_, { direction }) {
      directions.push(direction);
      return undefined;
    },
  });
  const to = { anonymousVisitorId: visitorId };
  expect(await codeOf(respond(() => inbox.sendTo(to, { minimal: { text: 'x' } })))).toBe('BLOCKED');
  await pressed(buttonEvent('confirm', to));
  expect(directions).toEqual(['BUSINESS_TO_PARTICIPANT', 'BUSINESS_TO_PARTICIPANT']);
  expect([world.sent, entries]).toEqual([[], []]);
});

it('tells onForm of a form that was sent, as it was typed', async () => {
  const told: unknown[] = [];
  const { world, visitorId, submit } = await setup({
    beforeSend: (message) => message,
    onForm: (form, context) => void told.push([form, context]),
  });
  await submit({ firstName: ' Ada ', email: 'ada@example.com' });
  const [conversationId] = world.sent.map((sent) => sent.conversationId);
  expect(told).toEqual([
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

it('does not tell onForm of what was refused, or sent before', async () => {
  let told = 0;
  const { submit, world } = await setup({ onForm: () => void (told += 1) });
  await submit({ email: 'none' });
  await submit({ firstName: 'Ada' }, { idempotencyKey: KEY });
  await submit({ firstName: 'Ada' }, { idempotencyKey: KEY });
  world.faults.set('sendMessage', () => Promise.reject(new Error('x')));
  await submit({ firstName: 'Ada' });
  expect(told).toBe(1);
});

it('answers as always where onForm fails or never ends', async () => {
  vi.useFakeTimers();
  const failing = await setup({ onForm: () => Promise.reject(new RangeError('canary')) });
  expect(await failing.submit({ firstName: 'Ada' })).toEqual({ ok: true, once: false });
  expect(failing.entries).toMatchObject([
    { level: 'error', what: "The site's onForm failed", cause: 'RangeError' },
  ]);
  expect(JSON.stringify(failing.entries)).not.toContain('canary');

  const endless = await setup({ onForm: () => new Promise(() => {}) });
  const sent = endless.submit({ firstName: 'Ada' });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await sent).toEqual({ ok: true, once: false });
});

it('tells onMessage of both directions, with the text, and again when it is told again', async () => {
  const heard: [Message, object][] = [];
  const { world, toBusiness, toParticipant } = await setup({
    onMessage: (message, context) => void heard.push([message, context]),
  });
  await toBusiness(messageEvent());
  await toBusiness(messageEvent());
  await toParticipant(messageEvent({ id: '1002', shape: 'sdk' }));
  expect(heard.map(([{ _id }]) => _id)).toEqual(['1001', '1001', '1002']);
  expect(heard[0]?.[0].content).toMatchObject({ basic: { items: [{ text: 'canary' }] } });
  expect(heard.map(([, context]) => context)).toEqual([
    { conversationId: CONVERSATION, direction: 'PARTICIPANT_TO_BUSINESS' },
    { conversationId: CONVERSATION, direction: 'PARTICIPANT_TO_BUSINESS' },
    { conversationId: CONVERSATION, direction: 'BUSINESS_TO_PARTICIPANT' },
  ]);
  expect(heard[2]?.[0]._createdDate).toBe('2026-11-20T09:00:00.000Z');
  expect(world.sent).toEqual([]);
});

it('finishes an event where onMessage fails, and keeps it', async () => {
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
