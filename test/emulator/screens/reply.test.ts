import { expect, it } from 'vitest';
import { SCREEN_USER } from '../../../emulator/wix/inbox/dashboard.ts';
import { writeInboxSite } from '../../../emulator/wix/inbox/inbox-site.ts';
import { NOBODY } from '../wix/open-wix.ts';
import { openScreen, text, TO_BUSINESS, TO_PARTICIPANT, wordsOf } from './open-screen.ts';

it('marks a conversation read on request, and tells the other screens', async () => {
  const { openVisitor, send, post, html, pushed } = openScreen();
  const id = await openVisitor(1);
  await send(id, { ...TO_BUSINESS, content: text('hi') });

  const first = await post(`/${id}/read`, {});
  const second = await post(`/${id}/read`, {});

  expect([first.status, second.status]).toEqual([200, 200]);
  expect(pushed).toEqual([{ event: 'change', data: { screen: 'inbox', conversationId: id } }]);
  expect(await html()).not.toContain('unread</span>');
});

it('sends a reply as a Wix user, to the participant, by chat, visible to both', async () => {
  const { openVisitor, post, call, html, events } = openScreen();
  const id = await openVisitor(1);

  const answer = await post(`/${id}/replies`, { text: 'Gladly.\nTomorrow?' });

  expect(answer.status).toBe(201);
  const { json } = await call<{ readonly messages: readonly object[] }>(
    { kind: 'user', id: NOBODY },
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
  expect(wordsOf(await html(`/${id}`))).toContain('The business Wix user to the participant');
});

const LIMIT = 16_384;

it('takes a reply at the limit of Wix', async () => {
  const { openVisitor, post } = openScreen();
  const id = await openVisitor(1);

  expect((await post(`/${id}/replies`, { text: 'x'.repeat(LIMIT) })).status).toBe(201);
});

it.each([
  {
    what: 'one past the limit',
    body: { text: 'x'.repeat(LIMIT + 1) },
    code: 'VALIDATION',
  },
  { what: 'empty', body: { text: '' }, code: 'EMPTY' },
  { what: 'white space', body: { text: ' \n\t' }, code: 'EMPTY' },
  { what: 'without text', body: {}, code: 'BAD_REQUEST' },
  { what: 'null', body: null, code: 'BAD_REQUEST' },
  { what: 'a number', body: { text: 7 }, code: 'BAD_REQUEST' },
  {
    what: 'with more than a text',
    body: { text: 'a', sendAs: 'PARTICIPANT' },
    code: 'BAD_REQUEST',
  },
  { what: 'not JSON', body: '{"text":', code: 'BAD_REQUEST' },
])('refuses a reply that is $what with $code', async ({ body, code }) => {
  const { openVisitor, post, wix } = openScreen();
  const id = await openVisitor(1);

  const answer = await post(`/${id}/replies`, body === null ? 'null' : body);

  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code } });
  expect(wix.database.all('select * from messages')).toEqual([]);
});

it("hands on Wix's own refusals of a reply", async () => {
  const { openVisitor, post, act } = openScreen();
  const id = await openVisitor(1);
  const unknown = await post(`/${NOBODY}/replies`, { text: 'hi' });
  await act((call) => writeInboxSite(call, { installed: false }));
  const notInstalled = await post(`/${id}/replies`, { text: 'hi' });

  expect(await unknown.json()).toMatchObject({ error: { code: 'CONVERSATION_NOT_FOUND' } });
  expect(await notInstalled.json()).toMatchObject({ error: { code: 'INBOX_INSTANCE_NOT_FOUND' } });
  expect([unknown.status, notInstalled.status]).toEqual([404, 404]);
});
