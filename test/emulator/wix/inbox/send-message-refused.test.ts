import { expect, it } from 'vitest';
import { errorCodeOf, UNKNOWN_ID } from '../../../support/emulator/wix/open-wix.ts';
import {
  FROM_PARTICIPANT,
  minimal,
  openInbox,
} from '../../../support/emulator/wix/inbox/open-inbox.ts';

const VISITOR = '00000000-0000-4000-8000-000000000001';
const BROKEN = 'https://broken.example/';
const text = 'x';
const image = { url: 'https://example.com/a.png', width: 10, height: 20 };
const basic = { items: [{ text }] };

async function setup() {
  const inbox = await openInbox({ seed: { site: { refusedMediaUrls: [BROKEN] } } });
  const conversationId = await inbox.conversationOf({ anonymousVisitorId: VISITOR });
  return {
    ...inbox,
    conversationId,
    sendContent: (content: object) => inbox.send(conversationId, { content, ...FROM_PARTICIPANT }),
  };
}

it('refuses sendAs PARTICIPANT with the direction BUSINESS_TO_PARTICIPANT', async () => {
  const { send, conversationId, list } = await setup();
  const message = minimal(text, { direction: 'BUSINESS_TO_PARTICIPANT' });
  const { status, json } = await send(conversationId, message, { sendAs: 'PARTICIPANT' });
  expect([status, errorCodeOf(json)]).toEqual([403, 'IDENTITY_DOES_NOT_MATCH']);
  expect((await list(conversationId)).json.messages).toEqual([]);
});

it.each([
  ['message.content', { content: undefined }],
  ['message.content', { content: {} }],
  ['message.content', { content: { previewText: 'x' } }],
  ['message.content', { content: { minimal: { text }, basic } }],
  ['message.content.basic.items[0]', { content: { basic: { items: [{ text, image }] } } }],
  ['message.content.system', { content: { system: { text } } }],
  ['message.direction', { direction: undefined }],
  ['message.direction', { direction: 'UNKNOWN_DIRECTION' }],
  ['message.direction', { direction: 'SIDEWAYS' }],
  ['message.visibility', { visibility: undefined }],
  ['message.visibility', { visibility: 'PARTICIPANT' }],
  ['message.badges', { badges: [{ text: 'a' }, { text: 'b' }] }],
  ['message.content.previewText', { content: { minimal: { text }, previewText: 'x'.repeat(257) } }],
])('POST /messages reports an invalid %s (%#)', async (field, invalid) => {
  const { send, conversationId, wix } = await setup();
  const { status, json } = await send(conversationId, minimal(text, invalid));
  expect(status).toBe(400);
  expect(json).toMatchObject({ details: { validationError: { fieldViolations: [{ field }] } } });
  expect(wix.database.get('select 1 from messages')).toBeUndefined();
  expect(wix.events.list(10)).toEqual([]);
});

it.each([
  [
    'an image',
    {
      basic: {
        items: [{ text }, { image: { ...image, url: `${BROKEN}a.png` } }],
      },
    },
  ],
  [
    'a file of a form',
    {
      form: {
        fields: [{ name: 'a', value: 'b' }],
        media: [{ file: { url: `${BROKEN}f`, mimeType: 'a/b' } }],
      },
    },
  ],
])('refuses %s whose URL the seed lists with INVALID_MEDIA_URL', async (_, content) => {
  const { sendContent, conversationId, list } = await setup();
  const { status, json } = await sendContent(content);
  expect([status, errorCodeOf(json)]).toEqual([400, 'INVALID_MEDIA_URL']);
  expect((await list(conversationId)).json.messages).toEqual([]);
});

it('POST /messages returns 404 CONVERSATION_NOT_FOUND for an unknown conversation', async () => {
  const { send } = await setup();
  const { status, json } = await send(UNKNOWN_ID, minimal(text));
  expect([status, errorCodeOf(json)]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
});

it('refuses sendAs BUSINESS_USER with 501 NOT_EMULATED', async () => {
  const { send, conversationId } = await setup();
  const { status, json } = await send(conversationId, minimal(text), { sendAs: 'BUSINESS_USER' });
  expect([status, errorCodeOf(json)]).toEqual([501, 'NOT_EMULATED']);
});
