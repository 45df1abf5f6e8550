import { expect, it } from 'vitest';
import { VELO_APP_ID } from '../../../../emulator/wix/core/context.ts';
import {
  createInboxViewModel,
  SCREEN_USER,
} from '../../../../emulator/wix/inbox/inbox-view-model.ts';
import { UNKNOWN_ID, visitor } from '../../../support/emulator/wix/open-wix.ts';
import { minimal, openInbox } from '../../../support/emulator/wix/inbox/open-inbox.ts';

const TEMPLATE = {
  template: {
    title: 'Your visit',
    buttons: [
      { label: 'Yes', postbackProperties: { interactionId: 'visit:yes' } },
      { label: 'Map', launchUrl: 'https://example.com/map' },
    ],
  },
};
const TO_PARTICIPANT = {
  direction: 'BUSINESS_TO_PARTICIPANT',
  visibility: 'BUSINESS_AND_PARTICIPANT',
} as const;

/** Opens a visitor's conversation with a template message of two buttons. */
async function setup({ visibility = 'BUSINESS_AND_PARTICIPANT' } = {}) {
  const opened = await openInbox();
  const id = await opened.conversationOf({ anonymousVisitorId: visitor(1).id });
  const { json } = await opened.send(id, { content: TEMPLATE, ...TO_PARTICIPANT, visibility });
  const inbox = createInboxViewModel(opened.wix);
  return { ...opened, id, inbox, messageId: json.message.id };
}

it('a button click raises an event with the participant and the button, and its own entity id', async () => {
  const { inbox, id, messageId, events } = await setup();
  const result = await inbox.clickButton(id, { messageId, interactionId: 'visit:yes' });
  expect(result).toEqual({ outcome: 'no-handler', replied: false });
  const [, event] = await events();
  expect(event).toMatchObject({
    name: 'message-button-interacted',
    data: {
      conversationId: id,
      appId: VELO_APP_ID,
      interactionId: 'visit:yes',
      interactedBy: { anonymousVisitorId: visitor(1).id },
    },
  });
  expect(event?.entityId).toMatch(/^[0-9a-f-]{36}$/);
  expect(Object.keys(event?.data ?? {})).toHaveLength(4);
});

it.each([
  ['a button that opens a URL', { interactionId: 'Map' }, {}],
  ['an unknown button', { interactionId: 'visit:no' }, {}],
  ['a button of an unknown message', { messageId: '7' }, {}],
  ['a button of a message that only the business sees', {}, { visibility: 'BUSINESS' }],
])('refuses a click on %s', async (_what, other, message) => {
  const { inbox, id, messageId, events } = await setup(message);
  const button = { messageId, interactionId: 'visit:yes', ...other };
  expect(await inbox.clickButton(id, button)).toMatchObject({
    status: 404,
    code: 'BUTTON_NOT_FOUND',
  });
  expect(await events()).toHaveLength(1);
});

it('refuses a click on a button of another or of an unknown conversation', async () => {
  const { inbox, messageId, conversationOf } = await setup();
  const other = await conversationOf({ anonymousVisitorId: visitor(2).id });
  const button = { messageId, interactionId: 'visit:yes' };
  expect(await inbox.clickButton(other, button)).toMatchObject({ code: 'BUTTON_NOT_FOUND' });
  expect(await inbox.clickButton(UNKNOWN_ID, button)).toMatchObject({
    code: 'CONVERSATION_NOT_FOUND',
  });
});

it.each([
  ['basic', { basic: { items: [{ text: 'Hello' }] } }],
  ['template', TEMPLATE],
  ['minimal', { minimal: { text: 'Your order has left' } }],
  ['form', { form: { title: 'Order', fields: [{ name: 'No.', value: '7' }] } }],
])('the business sends a %s message as a Wix user', async (type, content) => {
  const { inbox, id, events } = await setup();
  expect(await inbox.send(id, { content })).toBeUndefined();
  expect((await events()).at(-1)).toMatchObject({
    name: 'message-sent-to-participant',
    data: {
      message: {
        content: { contentType: type.toUpperCase() },
        sender: { wixUserId: SCREEN_USER.id },
        visibility: 'BUSINESS_AND_PARTICIPANT',
      },
    },
  });
});

it('returns the refusal of a message that Wix refuses', async () => {
  const { inbox, id } = await setup();
  const long = { basic: { items: [{ text: 'x'.repeat(16_385) }] } };
  expect(await inbox.send(id, { content: long })).toMatchObject({ code: 'VALIDATION' });
  expect(await inbox.send(id, { content: {} })).toMatchObject({ code: 'VALIDATION' });
});

it('readAsParticipant returns only messages visible to both, page by page', async () => {
  const { inbox, id, send } = await setup();
  await send(id, minimal('for the business'));
  await inbox.send(id, { content: { minimal: { text: 'a note' } }, visibility: 'BUSINESS' });
  for (let n = 0; n < 30; n += 1) {
    await send(id, { content: { minimal: { text: `no. ${n}` } }, ...TO_PARTICIPANT });
  }
  const view = await inbox.readAsParticipant(id);
  expect(view?.messages.map(({ message }) => message.content.minimal?.text)).toEqual(
    Array.from({ length: 30 }, (_, n) => `no. ${n}`),
  );
  const older = await inbox.readAsParticipant(id, { before: view?.olderThan });
  expect(older?.messages.map(({ message }) => message.content.contentType)).toEqual(['TEMPLATE']);
  expect(older?.olderThan).toBeUndefined();
  expect(await inbox.readAsParticipant(UNKNOWN_ID)).toBeUndefined();
});
