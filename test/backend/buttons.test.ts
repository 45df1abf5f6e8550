// Button clicks: which handler runs, what it sends, how often, and to which participant.
import { expect, it } from 'vitest';
import type { ButtonHandler, ButtonClick } from 'backend/inbox/site-functions';
import { networkFailure } from '../support/port/wix-failures.ts';
import {
  buttonEvent,
  CONVERSATION,
  OTHER_CONVERSATION,
  setupEvents as setup,
  SHAPES,
} from '../support/backend/inbox-events.ts';

const reply =
  (text: string): ButtonHandler =>
  () => ({ basic: { items: [{ text }] } });

/** Creates an inbox with these button handlers, and a member who clicks buttons. */
async function setupButtons(buttons: Readonly<Record<string, ButtonHandler>>) {
  const harness = setup({ buttons });
  const { memberId, contactId } = await harness.world.createMember({ email: 'ada@example.com' });
  const by = { memberId };
  const texts = () => harness.world.sent.map(({ message }) => message.content.previewText);
  return { ...harness, memberId, contactId, by, texts };
}

it.each(SHAPES)('sends the message that a button handler returns, once (%s)', async (shape) => {
  const clicks: ButtonClick[] = [];
  const { world, memberId, by, clicked } = await setupButtons({
    confirm(click) {
      clicks.push(click);
      return { basic: { items: [{ text: 'It is confirmed.' }] } };
    },
  });
  await clicked(buttonEvent('confirm', by, { shape }));
  await clicked(buttonEvent('confirm', by, { shape }));
  const { appId, ...click } = clicks[0] ?? {};
  expect(click).toEqual({ interactionId: 'confirm', conversationId: CONVERSATION, by });
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

it('sends once per message and button, even if the handler returns another message', async () => {
  let count = 0;
  const { by, clicked, texts, entries } = await setupButtons({
    time: () => ({ basic: { items: [{ text: `Clicked ${(count += 1)} times` }] } }),
  });
  await clicked(buttonEvent('time', by));
  await clicked(buttonEvent('time', by, { at: '2026-11-20T10:00:00.000Z' }));
  expect(texts()).toEqual(['Clicked 1 times']);
  expect(entries).toEqual([]);
});

it('replies to the same button of another message', async () => {
  const { by, clicked, texts } = await setupButtons({ confirm: reply('Yes') });
  await clicked(buttonEvent('confirm', by, { entityId: '2001' }));
  await clicked(buttonEvent('confirm', by, { entityId: '2002' }));
  await clicked(buttonEvent('confirm', by, { data: { message: { _id: '2003' } } }));
  expect(texts()).toHaveLength(3);
});

it('replies once per click if the event names no message, also to a repeated event', async () => {
  const { by, clicked, texts } = await setupButtons({ confirm: reply('Yes') });
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  for (const entityId of [first, first, second]) {
    await clicked(buttonEvent('confirm', by, { entityId }));
  }
  expect(texts()).toEqual(['Yes', 'Yes']);
});

it('distinguishes clicks by the id of the event if its entity is the conversation', async () => {
  const { by, clicked, texts } = await setupButtons({ confirm: reply('Yes') });
  for (const id of ['a', 'a', 'b']) {
    await clicked(buttonEvent('confirm', by, { entityId: CONVERSATION, metadata: { id } }));
  }
  expect(texts()).toEqual(['Yes', 'Yes']);
});

it.each([
  ['cancel', 'exact name'],
  ['cancel-7', 'prefix'],
  ['cancel-order-7', 'longest prefix'],
  ['something', 'empty prefix'],
])('finds the handler of %s by: %s', async (interactionId, text) => {
  const { by, clicked, texts } = await setupButtons({
    '*': reply('empty prefix'),
    'cancel-*': reply('prefix'),
    'cancel-order-*': reply('longest prefix'),
    cancel: reply('exact name'),
  });
  await clicked(buttonEvent(interactionId, by));
  expect(texts()).toEqual([text]);
});

it.each(['unknown', 'constructor', '__proto__', 'toString', 'cancel', 'CONFIRM', 'confirm '])(
  'logs the button %s without a handler, and sends nothing',
  async (interactionId) => {
    const { world, by, clicked, entries } = await setupButtons({
      confirm: reply('Yes'),
      'cancel-*': reply('No'),
    });
    await clicked(buttonEvent(interactionId, by));
    expect(world.sent).toEqual([]);
    expect(entries).toEqual([
      { level: 'warn', what: 'The settings have no handler for a clicked button' },
    ]);
  },
);

it('logs nothing of the id of an unknown button', async () => {
  const { by, clicked, entries } = await setupButtons({});
  await clicked(buttonEvent(`a\u202e\u0007${'b'.repeat(200)}`, by));
  expect(JSON.stringify(entries)).not.toContain('bb');
});

it('records clicks on a site without button handlers', async () => {
  const { world, by, clicked, rows } = await setupButtons({});
  await clicked(buttonEvent('confirm', by));
  expect(world.sent).toEqual([]);
  expect(rows()).toMatchObject([{ kind: 'button', direction: 'PARTICIPANT_TO_BUSINESS' }]);
});

it('sends nothing if the handler returns undefined', async () => {
  const { world, by, clicked, entries } = await setupButtons({
    quiet: () => undefined,
    later: async () => {},
  });
  await clicked(buttonEvent('quiet', by));
  await clicked(buttonEvent('later', by));
  expect([world.sent, entries]).toEqual([[], []]);
});

it('does not notify about a reply that the participant does not see', async () => {
  const { world, by, clicked } = await setupButtons({
    note: () => ({ minimal: { text: 'Clicked' }, visibility: 'BUSINESS' }),
  });
  await clicked(buttonEvent('note', by));
  expect(world.sent.map(({ as }) => as.sendNotifications)).toEqual([false]);
});

it('records a click once, and two clicks on one button separately', async () => {
  const { by, clicked, rows } = await setupButtons({});
  for (const minute of ['01', '02', '01']) {
    await clicked(buttonEvent('x', by, { at: `2026-11-20T09:${minute}:00.000Z` }));
  }
  expect(rows()).toHaveLength(2);
});

it('replies to the member if the contact is one, to a visitor and to a contact', async () => {
  const { world, memberId, contactId, clicked } = await setupButtons({ confirm: reply('Yes') });
  const anonymousVisitorId = await world.createVisitor();
  const other = await world.createContact({ email: 'bob@example.com' });
  await clicked(buttonEvent('confirm', { contactId }, { entityId: '1' }));
  await clicked(buttonEvent('confirm', { anonymousVisitorId }, { entityId: '2' }));
  await clicked(buttonEvent('confirm', { contactId: other }, { entityId: '3' }));
  expect(world.messagesOf({ memberId })).toHaveLength(1);
  expect(world.messagesOf({ anonymousVisitorId })).toHaveLength(1);
  expect(world.messagesOf({ contactId: other })).toHaveLength(1);
});

it('logs a participant who no longer exists or cannot receive messages, and does not fail', async () => {
  const { world, clicked, entries } = await setupButtons({ confirm: reply('Yes') });
  await clicked(buttonEvent('confirm', { contactId: CONVERSATION }));
  await clicked(buttonEvent('confirm', { wixUserId: CONVERSATION }));
  expect(world.sent).toEqual([]);
  expect(entries).toMatchObject([
    { level: 'warn', code: 'PARTICIPANT_NOT_FOUND' },
    { level: 'error', what: 'Failed to read the event of a clicked button' },
  ]);
});

it('logs an invalid message of a handler by type and size, and does not fail', async () => {
  const { world, by, clicked, entries } = await setupButtons({
    broken: () => ({ basic: { items: [] } }),
    empty: () => ({ minimal: { text: 'x', url: 'http://canary.example' } }),
  });
  await clicked(buttonEvent('broken', by));
  await clicked(buttonEvent('empty', by));
  expect(world.sent).toEqual([]);
  expect(entries.map(({ what }) => what)).toEqual([
    'The handler of the button "broken" returned an invalid message: message.basic.items: Expected a list of 1 to 15, got a list of 0.',
    'The handler of the button "empty" returned an invalid message: message.minimal.url: Expected a URL that starts with https:// and has no user name, got text of 21 characters.',
  ]);
});

it('fails and records the click if the handler throws, without logging its message', async () => {
  const { by, clicked, rows, entries } = await setupButtons({
    fails: () => {
      throw new Error('canary');
    },
  });
  const error: unknown = await clicked(buttonEvent('fails', by)).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('Failed to handle the event: UNEXPECTED');
  expect(rows()).toHaveLength(1);
  expect(entries).toMatchObject([
    { level: 'error', what: 'Failed to handle an event', cause: 'Error' },
  ]);
  expect(JSON.stringify([entries, String(error)])).not.toContain('canary');
});

it('sends when an event is repeated after a failure', async () => {
  const { world, by, clicked, texts } = await setupButtons({ confirm: reply('Yes') });
  world.faults.set('openConversation', async () => {
    throw networkFailure('ECONNRESET');
  });
  await expect(clicked(buttonEvent('confirm', by))).rejects.toThrow('TRY_LATER');
  world.faults.clear();
  await clicked(buttonEvent('confirm', by));
  expect(texts()).toEqual(['Yes']);
});

it('does not count the time of a slow handler as time of the send', async () => {
  let advanceClock = () => {};
  const { clock, by, clicked, texts } = await setupButtons({
    slow() {
      advanceClock();
      return { basic: { items: [{ text: 'At last' }] } };
    },
  });
  advanceClock = () => void (clock.now += 8_000);
  await clicked(buttonEvent('slow', by));
  expect(texts()).toEqual(['At last']);
});

it.each(SHAPES)(
  'ignores events of an anonymize request without calling the handler (%s)',
  async (shape) => {
    const { world, by, clicked } = await setupButtons({ confirm: reply('Yes') });
    world.calls.length = 0;
    const metadata = { triggeredByAnonymizeRequest: true };
    await clicked(buttonEvent('confirm', by, { shape, metadata }));
    expect(world.calls).toEqual([]);
  },
);

it.each([
  ['undefined', undefined],
  ['no interaction id', buttonEvent('', { memberId: CONVERSATION })],
  ['no participant', buttonEvent('confirm', {})],
  [
    'an invalid conversation id',
    buttonEvent('confirm', { memberId: CONVERSATION }, { data: { conversationId: 'c' } }),
  ],
  [
    'neither a message nor an id',
    { ...buttonEvent('confirm', { memberId: CONVERSATION }), metadata: {} },
  ],
])('logs an event that is or has %s, without calling Wix', async (_, event) => {
  const { world, clicked, entries } = setup({ buttons: { confirm: reply('Yes') } });
  await clicked(event);
  expect(world.calls).toEqual([]);
  expect(entries).toEqual([
    { level: 'error', what: 'Failed to read the event of a clicked button' },
  ]);
});
