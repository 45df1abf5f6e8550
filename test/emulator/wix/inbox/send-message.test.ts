import { expect, it } from 'vitest';
import { VELO_APP_ID } from '../../../../emulator/wix/core/context.ts';
import { WIX_INBOX_APP_ID } from '../../../../emulator/wix/inbox/send-message.ts';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import { APP, UNKNOWN_ID, OWNER } from '../../../support/emulator/wix/open-wix.ts';
import {
  FROM_PARTICIPANT,
  minimal,
  openInbox,
} from '../../../support/emulator/wix/inbox/open-inbox.ts';

const VISITOR = '00000000-0000-4000-8000-000000000001';
const TO_PARTICIPANT = {
  direction: 'BUSINESS_TO_PARTICIPANT',
  visibility: 'BUSINESS_AND_PARTICIPANT',
} as const;

async function setup() {
  const inbox = await openInbox({
    seed: { site: { refusedMediaUrls: ['https://broken.example/'] } },
  });
  const conversationId = await inbox.conversationOf({ anonymousVisitorId: VISITOR });
  return {
    ...inbox,
    conversationId,
    sendContent: (content: object, more: object = {}) =>
      inbox.send(conversationId, { content, ...FROM_PARTICIPANT, ...more }),
  };
}

const basic = {
  items: [
    { text: 'Hello' },
    { image: { url: 'https://example.com/a.png', width: 10, height: 20 } },
    { file: { url: 'https://example.com/a.pdf', mimeType: 'application/pdf' } },
  ],
};
const template = {
  title: 'Offer',
  imageUrl: 'https://example.com/o.png',
  textLines: ['one', 'two'],
  buttons: [
    { label: 'Open', launchUrl: 'https://example.com/' },
    { label: 'Yes', postbackProperties: { interactionId: 'yes' } },
  ],
};
const form = {
  title: 'Contact',
  description: 'From the page',
  fields: [{ name: 'Name', value: 'Ann' }],
  media: [{ image: { url: 'https://example.com/a.png', width: 1, height: 1 } }],
};

it.each([
  ['BASIC', { basic }, { basic }],
  [
    'MINIMAL',
    { minimal: { text: 'x', iconUrl: 'https://example.com/i.png' } },
    { minimal: { text: 'x', iconUrl: 'https://example.com/i.png' } },
  ],
  ['FORM', { form }, { form }],
  [
    'TEMPLATE',
    { template },
    {
      template: {
        ...template,
        orientation: 'PORTRAIT',
        buttons: [
          template.buttons[0],
          { label: 'Yes', postbackProperties: { interactionId: 'yes', appId: VELO_APP_ID } },
        ],
      },
    },
  ],
  [
    'TEMPLATE',
    { template: { textLines: ['one'], orientation: 'LANDSCAPE' } },
    { template: { textLines: ['one'], orientation: 'LANDSCAPE', buttons: [] } },
  ],
])(
  'POST /messages returns a %s message with the fields that Wix adds',
  async (contentType, content, stored) => {
    const { sendContent, list, conversationId } = await setup();
    const sent = { ...content, previewText: 'Preview', title: 'Title' };
    const badges = [{ text: 'New', iconUrl: 'https://example.com/b.png' }];
    const { status, json } = await sendContent(sent, { badges });
    const { id, createdDate } = json.message;
    expect([status, json]).toEqual([
      200,
      {
        message: {
          id,
          content: { previewText: 'Preview', title: 'Title', contentType, ...stored },
          sender: { appId: VELO_APP_ID },
          badges,
          targetChannels: [],
          sourceChannel: 'UNKNOWN_CHANNEL_TYPE',
          appId: VELO_APP_ID,
          visibility: 'BUSINESS',
          sequence: id,
          direction: 'PARTICIPANT_TO_BUSINESS',
          createdDate,
          targetChannelIds: [],
          silent: false,
        },
      },
    ]);
    expect(id).toMatch(/^\d{16}$/);
    expect(new Date(createdDate).toISOString()).toBe(createdDate);
    expect((await list(conversationId)).json.messages).toEqual([json.message]);
  },
);

it('POST /messages stores text unchanged, and keeps silent and the channels', async () => {
  const { sendContent } = await setup();
  const text = '<b>bold</b> \u202E😀\n\t"quoted"';
  const { json } = await sendContent(
    { minimal: { text } },
    { silent: true, targetChannels: ['CHAT'], sourceChannel: 'CHAT', sourceChannelId: 'c1' },
  );
  expect(json.message).toMatchObject({
    content: { minimal: { text } },
    silent: true,
    targetChannels: ['CHAT'],
    sourceChannel: 'CHAT',
    sourceChannelId: 'c1',
  });
});

it('sequences increase with each message of the site, even if the clock goes back', async () => {
  const { wix, send, conversationId, conversationOf } = await setup();
  const other = await conversationOf({ anonymousVisitorId: UNKNOWN_ID });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      send(index % 2 === 0 ? conversationId : other, minimal(String(index))),
    ),
  );
  wix.clock.advance(60_000);
  answers.push(await send(other, minimal('later')));
  wix.clock.reset();
  answers.push(await send(other, minimal('after the clock went back')));
  const sequences = answers.map(({ json }) => Number(json.message.sequence));
  expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
});

it.each([
  ['the app', undefined, APP, { appId: VELO_APP_ID }, VELO_APP_ID],
  ['the app', 'CALLER', APP, { appId: VELO_APP_ID }, VELO_APP_ID],
  ['the site owner', 'CALLER', OWNER, { wixUserId: OWNER.id }, WIX_INBOX_APP_ID],
  ['the visitor', 'PARTICIPANT', APP, { anonymousVisitorId: VISITOR }, VELO_APP_ID],
])('%s is the sender with sendAs %s', async (_, sendAs, identity, sender, appId) => {
  const { send, conversationId } = await setup();
  const more = sendAs === undefined ? {} : { sendAs };
  const { json } = await send(conversationId, minimal('x'), more, identity);
  expect(json.message).toMatchObject({ appId });
  expect(Object(json.message)).toHaveProperty('sender', sender);
});

it('a member is the sender with both ids with sendAs PARTICIPANT', async () => {
  const { runAsWix, conversationOf, send } = await setup();
  const { id, contactId } = await runAsWix((context) =>
    insertMember(context, { email: 'mia@example.com' }),
  );
  const conversationId = await conversationOf({ memberId: id });
  const { json } = await send(conversationId, minimal('x'), { sendAs: 'PARTICIPANT' });
  expect(Object(json.message)).toHaveProperty('sender', { memberId: id, contactId });
});

it('a message raises the event of its direction, with the message as data', async () => {
  const { send, conversationId, events } = await setup();
  const { json: first } = await send(conversationId, minimal('in'));
  const { json: second } = await send(conversationId, minimal('out', TO_PARTICIPANT));
  expect((await events()).map(({ name, entityId, data }) => ({ name, entityId, data }))).toEqual([
    {
      name: 'message-sent-to-business',
      entityId: first.message.id,
      data: { conversationId, message: first.message },
    },
    {
      name: 'message-sent-to-participant',
      entityId: second.message.id,
      data: { conversationId, message: second.message },
    },
  ]);
});
