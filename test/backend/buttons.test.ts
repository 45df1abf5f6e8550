// Pressed buttons: who answers them, what is sent, how often, and to whom.
import { expect, it } from 'vitest';
import type { ButtonHandler, ButtonClick } from 'backend/inbox/settings';
import { networkFailure } from '../support/port/wix-failures.ts';
import {
  buttonEvent,
  CONVERSATION,
  OTHER_CONVERSATION,
  setupEvents as setup,
  SHAPES,
} from './inbox-event.ts';

const say =
  (text: string): ButtonHandler =>
  () => ({ basic: { items: [{ text }] } });

/** An inbox whose buttons are as given, and a member who presses them. */
async function setupButtons(buttons: Readonly<Record<string, ButtonHandler>>) {
  const made = setup({ buttons });
  const { memberId, contactId } = await made.world.createMember({ email: 'ada@example.com' });
  const by = { memberId };
  const texts = () => made.world.sent.map(({ message }) => message.content.previewText);
  return { ...made, memberId, contactId, by, texts };
}

it.each(SHAPES)('sends what the handler of a button answers, once (%s)', async (shape) => {
  const presses: ButtonClick[] = [];
  const { world, memberId, by, pressed } = await setupButtons({
    confirm(press) {
      presses.push(press);
      return { basic: { items: [{ text: 'It is confirmed.' }] } };
    },
  });
  await pressed(buttonEvent('confirm', by, { shape }));
  await pressed(buttonEvent('confirm', by, { shape }));
  const { appId, ...press } = presses[0] ?? {};
  expect(press).toEqual({ interactionId: 'confirm', conversationId: CONVERSATION, by });
  expect(appId).toBe(OTHER_CONVERSATION);
  expect(world.messagesOf({ memberId })).toMatchObject([
    {
      direction: 'BUSINESS_TO_PARTICIPANT',
      visibility: 'BUSINESS_AND_PARTICIPANT',
      content: { basic: { items: [{ text: 'It is confirmed.' }] } },
    },
  ]);
  expect(world.sent.map(({ as }) => as)).toEqual([{ sendAs: 'CALLER', sendNotifications: true }]);
});

it('sends once for a message and button, though the handler answers something else', async () => {
  let count = 0;
  const { by, pressed, texts, entries } = await setupButtons({
    time: () => ({ basic: { items: [{ text: `Pressed ${(count += 1)} times` }] } }),
  });
  await pressed(buttonEvent('time', by));
  await pressed(buttonEvent('time', by, { at: '2026-11-20T10:00:00.000Z' }));
  expect(texts()).toEqual(['Pressed 1 times']);
  expect(entries).toEqual([]);
});

it('answers the same button of another message', async () => {
  const { by, pressed, texts } = await setupButtons({ confirm: say('Yes') });
  await pressed(buttonEvent('confirm', by, { entityId: '2001' }));
  await pressed(buttonEvent('confirm', by, { entityId: '2002' }));
  await pressed(buttonEvent('confirm', by, { data: { message: { _id: '2003' } } }));
  expect(texts()).toHaveLength(3);
});

it('answers each press, however often it is told, where the event names no message', async () => {
  const { by, pressed, texts } = await setupButtons({ confirm: say('Yes') });
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  for (const entityId of [first, first, second]) {
    await pressed(buttonEvent('confirm', by, { entityId }));
  }
  expect(texts()).toEqual(['Yes', 'Yes']);
});

it('takes the conversation for no press: what names nothing else is told apart by its id', async () => {
  const { by, pressed, texts } = await setupButtons({ confirm: say('Yes') });
  for (const id of ['a', 'a', 'b']) {
    await pressed(buttonEvent('confirm', by, { entityId: CONVERSATION, metadata: { id } }));
  }
  expect(texts()).toEqual(['Yes', 'Yes']);
});

it.each([
  ['cancel', 'exactly'],
  ['cancel-7', 'by a beginning'],
  ['cancel-order-7', 'by the longest beginning'],
  ['something', 'by the shortest of all'],
])('finds the handler of %s %s', async (interactionId, says) => {
  const { by, pressed, texts } = await setupButtons({
    '*': say('by the shortest of all'),
    'cancel-*': say('by a beginning'),
    'cancel-order-*': say('by the longest beginning'),
    cancel: say('exactly'),
  });
  await pressed(buttonEvent(interactionId, by));
  expect(texts()).toEqual([says]);
});

it.each(['unknown', 'constructor', '__proto__', 'toString', 'cancel', 'CONFIRM', 'confirm '])(
  'logs the button %s that nobody handles, and sends nothing',
  async (interactionId) => {
    const { world, by, pressed, entries } = await setupButtons({
      confirm: say('Yes'),
      'cancel-*': say('No'),
    });
    await pressed(buttonEvent(interactionId, by));
    expect(world.sent).toEqual([]);
    expect(entries).toEqual([
      { level: 'warn', what: `The settings have no handler for the button "${interactionId}"` },
    ]);
  },
);

it('names an unknown button by its first 40 printable characters', async () => {
  const { by, pressed, entries } = await setupButtons({});
  await pressed(buttonEvent(`a\u202e\u0007${'b'.repeat(200)}`, by));
  expect(entries[0]?.what).toBe(`The settings have no handler for the button "a${'b'.repeat(39)}"`);
});

it('works on a site whose settings say nothing of buttons', async () => {
  const { world, by, pressed, rows } = await setupButtons({});
  await pressed(buttonEvent('confirm', by));
  expect(world.sent).toEqual([]);
  expect(rows()).toMatchObject([{ kind: 'button', direction: 'PARTICIPANT_TO_BUSINESS' }]);
});

it('sends nothing where the handler answers nothing', async () => {
  const { world, by, pressed, entries } = await setupButtons({
    quiet: () => undefined,
    later: async () => {},
  });
  await pressed(buttonEvent('quiet', by));
  await pressed(buttonEvent('later', by));
  expect([world.sent, entries]).toEqual([[], []]);
});

it('notifies nobody of an answer that the participant does not see', async () => {
  const { world, by, pressed } = await setupButtons({
    note: () => ({ minimal: { text: 'Pressed' }, visibility: 'BUSINESS' }),
  });
  await pressed(buttonEvent('note', by));
  expect(world.sent.map(({ as }) => as.sendNotifications)).toEqual([false]);
});

it('keeps a press once, and two presses of one button apart', async () => {
  const { by, pressed, rows } = await setupButtons({});
  for (const minute of ['01', '02', '01']) {
    await pressed(buttonEvent('x', by, { at: `2026-11-20T09:${minute}:00.000Z` }));
  }
  expect(rows()).toHaveLength(2);
});

it('writes to a contact who is a member as the member, and to a visitor as the visitor', async () => {
  const { world, memberId, contactId, pressed } = await setupButtons({ confirm: say('Yes') });
  const anonymousVisitorId = await world.createVisitor();
  const other = await world.createContact({ email: 'bob@example.com' });
  await pressed(buttonEvent('confirm', { contactId }, { entityId: '1' }));
  await pressed(buttonEvent('confirm', { anonymousVisitorId }, { entityId: '2' }));
  await pressed(buttonEvent('confirm', { contactId: other }, { entityId: '3' }));
  expect(world.messagesOf({ memberId })).toHaveLength(1);
  expect(world.messagesOf({ anonymousVisitorId })).toHaveLength(1);
  expect(world.messagesOf({ contactId: other })).toHaveLength(1);
});

it('logs somebody who is gone, or whom Inbox does not write to, and is done', async () => {
  const { world, pressed, entries } = await setupButtons({ confirm: say('Yes') });
  await pressed(buttonEvent('confirm', { contactId: CONVERSATION }));
  await pressed(buttonEvent('confirm', { wixUserId: CONVERSATION }));
  expect(world.sent).toEqual([]);
  expect(entries).toMatchObject([
    { level: 'warn', code: 'PARTICIPANT_NOT_FOUND' },
    { level: 'error', what: 'Failed to read the event of a clicked button' },
  ]);
});

it('logs an answer that is no message, by type and size, and is done', async () => {
  const { world, by, pressed, entries } = await setupButtons({
    broken: () => ({ basic: { items: [] } }),
    empty: () => ({ minimal: { text: 'x', url: 'http://canary.example' } }),
  });
  await pressed(buttonEvent('broken', by));
  await pressed(buttonEvent('empty', by));
  expect(world.sent).toEqual([]);
  expect(entries.map(({ what }) => what)).toEqual([
    'The handler of the button "broken" returned an invalid message: message.basic.items: Expected a list of 1 to 15, got a list of 0.',
    'The handler of the button "empty" returned an invalid message: message.minimal.url: Expected a URL that starts with https:// and has no user name, got text of 21 characters.',
  ]);
});

it('fails, and keeps the press, where the handler fails; what it says is not logged', async () => {
  const { by, pressed, rows, entries } = await setupButtons({
    fails: () => {
      throw new Error('canary');
    },
  });
  const error: unknown = await pressed(buttonEvent('fails', by)).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('Failed to handle the event: UNEXPECTED');
  expect(rows()).toHaveLength(1);
  expect(entries).toMatchObject([
    { level: 'error', what: 'Failed to handle an event', cause: 'Error' },
  ]);
  expect(JSON.stringify([entries, String(error)])).not.toContain('canary');
});

it('sends when it is told again, where the first time could not be finished', async () => {
  const { world, by, pressed, texts } = await setupButtons({ confirm: say('Yes') });
  world.faults.set('openConversation', async () => {
    throw networkFailure('ECONNRESET');
  });
  await expect(pressed(buttonEvent('confirm', by))).rejects.toThrow('TRY_LATER');
  world.faults.clear();
  await pressed(buttonEvent('confirm', by));
  expect(texts()).toEqual(['Yes']);
});

it('gives a slow handler its time: it is not Inbox that was slow', async () => {
  let pass = () => {};
  const { clock, by, pressed, texts } = await setupButtons({
    slow() {
      pass();
      return { basic: { items: [{ text: 'At last' }] } };
    },
  });
  pass = () => void (clock.now += 8_000);
  await pressed(buttonEvent('slow', by));
  expect(texts()).toEqual(['At last']);
});

it.each(SHAPES)('is deaf to erasures, before the handler is asked (%s)', async (shape) => {
  const { world, by, pressed } = await setupButtons({ confirm: say('Yes') });
  world.calls.length = 0;
  const metadata = { triggeredByAnonymizeRequest: true };
  await pressed(buttonEvent('confirm', by, { shape, metadata }));
  expect(world.calls).toEqual([]);
});

it.each([
  ['nothing', undefined],
  ['no interaction', buttonEvent('', { memberId: CONVERSATION })],
  ['nobody', buttonEvent('confirm', {})],
  [
    'a conversation that is none',
    buttonEvent('confirm', { memberId: CONVERSATION }, { data: { conversationId: 'c' } }),
  ],
  [
    'neither message nor id',
    { ...buttonEvent('confirm', { memberId: CONVERSATION }), metadata: {} },
  ],
])('logs an event that says %s, and calls nothing', async (_, event) => {
  const { world, pressed, entries } = setup({ buttons: { confirm: say('Yes') } });
  await pressed(event);
  expect(world.calls).toEqual([]);
  expect(entries).toEqual([
    { level: 'error', what: 'Failed to read the event of a clicked button' },
  ]);
});
