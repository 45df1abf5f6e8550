import * as v from 'valibot';
import { expect, it } from 'vitest';
import { SCREEN_USER } from '../../../emulator/wix/inbox/inbox-view-model.ts';
import { writeInboxSettings } from '../../../emulator/wix/inbox/settings.ts';
import { UNKNOWN_ID, visitor } from '../../support/emulator/wix/open-wix.ts';
import {
  businessSideOf,
  openScreen,
  participantSideOf,
  text,
  TO_BUSINESS,
  TO_PARTICIPANT,
  visibleText,
} from '../../support/emulator/screens/open-screen.ts';

it('marks a conversation as read and notifies the other screens', async () => {
  const { openVisitor, send, post, html, pushed } = openScreen();
  const id = await openVisitor(1);
  await send(id, { ...TO_BUSINESS, content: text('hi') });

  const first = await post(`/${id}/read`, {});
  const second = await post(`/${id}/read`, {});

  expect([first.status, second.status]).toEqual([200, 200]);
  expect(pushed).toEqual([{ event: 'change', data: {} }]);
  expect(await html()).not.toContain('unread</span>');
});

it('sends a reply as a Wix user by chat, visible to both sides', async () => {
  const { openVisitor, post, call, html, events } = openScreen();
  const id = await openVisitor(1);

  const response = await post(`/${id}/replies`, { content: text('Gladly.\nTomorrow?') });

  expect(response.status).toBe(201);
  const { json } = await call<{ readonly messages: readonly object[] }>(
    { kind: 'user', id: UNKNOWN_ID },
    'GET',
    `/inbox/v2/messages?conversationId=${id}&visibility=BUSINESS_AND_PARTICIPANT`,
  );
  expect(json.messages).toMatchObject([
    {
      content: { contentType: 'BASIC', basic: { items: [{ text: 'Gladly.\nTomorrow?' }] } },
      sender: { wixUserId: SCREEN_USER.id },
      ...TO_PARTICIPANT,
      sourceChannel: 'CHAT',
      targetChannels: ['CHAT'],
    },
  ]);
  expect((await events()).map(({ name }) => name)).toEqual(['message-sent-to-participant']);
  expect(visibleText(await html(`/${id}`))).toContain('The business Wix user To participant');
});

const LIMIT = 16_384;

it('accepts a reply of the maximum length', async () => {
  const { openVisitor, post } = openScreen();
  const id = await openVisitor(1);

  expect((await post(`/${id}/replies`, { content: text('x'.repeat(LIMIT)) })).status).toBe(201);
});

it.each([
  {
    what: 'one character too long',
    body: { content: text('x'.repeat(LIMIT + 1)) },
    code: 'VALIDATION',
  },
  { what: 'empty', body: { content: {} }, code: 'VALIDATION' },
  {
    what: 'of two types',
    body: { content: { ...text('a'), minimal: { text: 'a' } } },
    code: 'VALIDATION',
  },
  { what: 'without content', body: {}, code: 'BAD_REQUEST' },
  { what: 'null', body: null, code: 'BAD_REQUEST' },
  { what: 'a number', body: { content: 7 }, code: 'BAD_REQUEST' },
  {
    what: 'with an unknown property',
    body: { content: text('a'), sendAs: 'PARTICIPANT' },
    code: 'BAD_REQUEST',
  },
  { what: 'not JSON', body: '{"content":', code: 'BAD_REQUEST' },
])('rejects a reply that is $what with $code', async ({ body, code }) => {
  const { openVisitor, post, wix } = openScreen();
  const id = await openVisitor(1);

  const response = await post(`/${id}/replies`, body === null ? 'null' : body);

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code } });
  expect(wix.database.all('select * from messages')).toEqual([]);
});

it("returns Wix's errors about a reply", async () => {
  const { openVisitor, post, runAsWix } = openScreen();
  const id = await openVisitor(1);
  const unknown = await post(`/${UNKNOWN_ID}/replies`, { content: text('hi') });
  await runAsWix((call) => writeInboxSettings(call, { installed: false }));
  const notInstalled = await post(`/${id}/replies`, { content: text('hi') });

  expect(await unknown.json()).toMatchObject({ error: { code: 'CONVERSATION_NOT_FOUND' } });
  expect(await notInstalled.json()).toMatchObject({ error: { code: 'INBOX_INSTANCE_NOT_FOUND' } });
  expect([unknown.status, notInstalled.status]).toEqual([404, 404]);
});

const TEMPLATE = {
  template: {
    title: 'Your visit',
    buttons: [{ label: 'Yes', postbackProperties: { interactionId: 'visit:yes' } }],
  },
};

it.each([
  ['a template', 'is-template', TEMPLATE],
  ['a minimal message', 'is-minimal', { minimal: { text: 'Called back' } }],
  ['a form', 'is-form', { form: { fields: [{ name: 'Guests', value: '80' }] } }],
])('sends %s', async (_what, kind, content) => {
  const { openVisitor, post, html } = openScreen();
  const id = await openVisitor(1);

  expect((await post(`/${id}/replies`, { content })).status).toBe(201);

  expect(await html(`/${id}`)).toMatch(new RegExp(`class="message to-participant ${kind}"`));
});

it('hides a message with visibility BUSINESS from the participant', async () => {
  const { openVisitor, post, html } = openScreen();
  const id = await openVisitor(1);

  await post(`/${id}/replies`, { content: text('a note'), visibility: 'BUSINESS' });

  const page = await html(`/${id}`);
  const [, message = ''] = /id="message-(\d+)"/.exec(page) ?? [];
  expect(visibleText(businessSideOf(page, message))).toContain('Hidden from participant a note');
  expect(visibleText(participantSideOf(page, message))).toBe('Only visible to the business');
});

const ErrorBody = v.object({
  error: v.object({ violations: v.array(v.object({ field: v.string() })) }),
});

it('returns the path of each field that Wix rejects', async () => {
  const { openVisitor, post } = openScreen();
  const id = await openVisitor(1);
  const buttons = [
    { label: 'Good', launchUrl: 'https://a.example/' },
    { label: '', launchUrl: 'nowhere' },
  ];

  const response = await post(`/${id}/replies`, {
    content: { template: { imageUrl: 'x', buttons } },
  });

  const { error } = v.parse(ErrorBody, await response.json());
  expect(error.violations.map(({ field }) => field).toSorted()).toEqual(
    ['buttons[1].label', 'buttons[1].launchUrl', 'imageUrl'].map(
      (path) => `message.content.template.${path}`,
    ),
  );
});

it('clicks a button as the participant', async () => {
  const { openVisitor, send, post, events } = openScreen();
  const id = await openVisitor(1);
  const messageId = await send(id, { ...TO_PARTICIPANT, content: TEMPLATE });

  const clicked = await post(`/${id}/presses`, { messageId, interactionId: 'visit:yes' });
  const unknown = await post(`/${id}/presses`, { messageId, interactionId: 'visit:no' });
  const wrong = await post(`/${id}/presses`, { messageId });

  expect([clicked.status, unknown.status, wrong.status]).toEqual([201, 404, 400]);
  expect(await unknown.json()).toMatchObject({ error: { code: 'BUTTON_NOT_FOUND' } });
  expect((await events()).at(-1)).toMatchObject({
    name: 'message-button-interacted',
    data: { interactionId: 'visit:yes', interactedBy: { anonymousVisitorId: visitor(1).id } },
  });
});

it.for([
  ['no-handler', undefined, { outcome: 'no-handler', replied: false }],
  ['delivered', 'nothing', { outcome: 'delivered', replied: false }],
  ['delivered', 'reply', { outcome: 'delivered', replied: true }],
  ['failed', 'error', { outcome: 'failed', error: 'Error: no such visit', replied: false }],
] as const)(
  'returns what came of a button click: %s, the handler does: %s',
  async ([, action, expected]) => {
    const { openVisitor, send, post, wix } = openScreen();
    const id = await openVisitor(1);
    const messageId = await send(id, { ...TO_PARTICIPANT, content: TEMPLATE });
    wix.events.subscribe(async ({ name }) => {
      if (name !== 'message-button-interacted' || action === undefined) return 'no-handler';
      if (action === 'error') throw new Error('no such visit');
      if (action === 'reply') await send(id, { ...TO_PARTICIPANT, content: text('Noted') });
      return 'delivered';
    });

    const clicked = await post(`/${id}/presses`, { messageId, interactionId: 'visit:yes' });

    expect(clicked.status).toBe(201);
    expect(await clicked.json()).toEqual({ ok: true, ...expected });
  },
);
