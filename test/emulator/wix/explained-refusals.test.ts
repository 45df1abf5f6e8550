import { expect, it } from 'vitest';
import { MESSAGES, openInbox } from '../../support/emulator/wix/inbox/open-inbox.ts';
import { APP, UNKNOWN_ID } from '../../support/emulator/wix/open-wix.ts';

const basic = { items: [{ text: 'hello' }] };
/** A message that is valid but for the fields of the case. */
const message = {
  content: { basic },
  direction: 'PARTICIPANT_TO_BUSINESS',
  visibility: 'BUSINESS_AND_PARTICIPANT',
  sourceChannel: 'CHAT',
};

it.each<[what: string, body: object, hints: readonly string[], unread: readonly string[]]>([
  [
    'a field that belongs beside its object',
    { message: { ...message, conversationId: UNKNOWN_ID } },
    ['message.conversationId is not a field of message; conversationId belongs beside message'],
    ['message.conversationId'],
  ],
  [
    'a field in snake_case that belongs beside its object',
    { message: { ...message, conversation_id: UNKNOWN_ID } },
    ['message.conversation_id is not a field of message; conversationId belongs beside message'],
    ['message.conversation_id'],
  ],
  [
    'a field that belongs further inside',
    { basic, conversationId: 7, message },
    ['basic is not a field of the request; basic belongs in message.content'],
    ['basic'],
  ],
  [
    'a field of an object further out',
    {
      conversationId: 7,
      message: { ...message, content: { basic: { ...basic, visibility: 'BUSINESS' } } },
    },
    [
      'message.content.basic.visibility is not a field of message.content.basic; visibility belongs beside message.content',
    ],
    ['message.content.basic.visibility'],
  ],
  [
    'a name that is misspelled',
    { conversationId: 7, message: { ...message, visiblity: 'BUSINESS' } },
    ['message.visiblity is not a field of message; did you mean visibility?'],
    ['message.visiblity'],
  ],
  [
    'a name in a list',
    { conversationId: 7, message: { ...message, content: { basic: { items: [{ txt: 'a' }] } } } },
    [
      'message.content.basic.items.0.txt is not a field of message.content.basic.items; did you mean text?',
    ],
    ['message.content.basic.items.0.txt'],
  ],
  [
    'a field that belongs in one of several objects inside',
    { conversationId: 7, message: { ...message, content: { basic, text: 'a' } } },
    [
      'message.content.text is not a field of message.content; text belongs in message.content.minimal or in message.content.system or in message.content.basic.items',
    ],
    ['message.content.text'],
  ],
  [
    'a field that several distant objects have',
    {
      conversationId: 7,
      message: {
        ...message,
        content: { template: { title: 'a', buttons: [{ label: 'Yes', text: 'Yes' }] } },
      },
    },
    [
      'message.content.template.buttons.0.text is not a field of message.content.template.buttons, which has ',
    ],
    ['message.content.template.buttons.0.text'],
  ],
  [
    'a field that only Wix sets',
    { conversationId: 7, message: { ...message, sequence: '5' } },
    ['message.sequence is set by Wix and ignored in requests'],
    ['message.sequence'],
  ],
])('a refusal explains %s, and the log keeps it', async (_, body, hints, unread) => {
  const { call, wix } = await openInbox();
  const { status, json } = await call<{ message: string }>(APP, 'POST', MESSAGES, body);
  expect(status).toBe(400);
  for (const hint of hints) expect(json.message).toContain(hint);
  const [record] = wix.requests.list();
  expect(record).toMatchObject({ status: 400, error: 'VALIDATION', unread });
  expect(record?.hints?.join()).toContain(hints.join());
  const violated = { field: 'conversationId' };
  expect(record?.violations).toMatchObject([violated]);
});

it.each<[what: string, content: unknown, field: string, shape: RegExp]>([
  [
    'an object',
    { basic: [{ text: 'hello' }] },
    'message.content.basic',
    /is an array, expected object \{ items: \[\{ .*text: string.*\}\] \}$/,
  ],
  [
    'a one-of',
    [{ basic }],
    'message.content',
    /is an array, expected object \{ basic: \{ .* \} \| template: .* \| minimal: .*, .*\}$/,
  ],
  [
    'a list that is given as an object',
    { basic: { items: { text: 'hello' } } },
    'message.content.basic.items',
    /is an object, expected array \[\{ text: string \| image: .*\}\]$/,
  ],
  [
    'an object that is given as text',
    'hello',
    'message.content',
    /is a string, expected object \{ basic: /,
  ],
  [
    'a list that is given as text',
    { template: { title: 'a', buttons: 'Yes' } },
    'message.content.template.buttons',
    /is a string, expected array \[\{ .*label: string/,
  ],
])('shows the shape of %s where the type is wrong', async (_, content, field, shape) => {
  const { call, wix } = await openInbox();
  const body = { conversationId: UNKNOWN_ID, message: { ...message, content } };
  const { json } = await call<{ message: string }>(APP, 'POST', MESSAGES, body);
  const [violation] = wix.requests.list()[0]?.violations ?? [];
  expect(violation?.field).toBe(field);
  expect(violation?.description).toMatch(shape);
  expect(json.message).toContain(violation?.description);
});

it('explains the fields of a request that the operation itself refuses', async () => {
  const { call, conversationOf } = await openInbox();
  const conversationId = await conversationOf({ anonymousVisitorId: UNKNOWN_ID });
  const body = { conversationId, message: { ...message, content: { text: 'hello' } } };
  const { json } = await call<{ message: string }>(APP, 'POST', MESSAGES, body);
  expect(json.message).toMatch(
    /^message\.content must have a payload\. message\.content\.text is not a field .*message\.content\.basic\.items$/,
  );
});

it("keeps Wix's description of an error, and adds the explanation to the message", async () => {
  const { call } = await openInbox();
  const { json } = await call(APP, 'POST', '/contacts/v4/contacts', {
    info: { email: 'a@b.example' },
  });
  const description = 'A contact needs a name, a phone number or an email address.';
  expect(json).toMatchObject({
    message:
      'A contact needs a name, a phone number or an email address. info.email is not a field of info; email belongs in info.emails.items',
    details: { applicationError: { code: 'INSUFFICIENT_CONTACT_DATA', description } },
  });
});

it('the log keeps the unread fields and their explanations of calls that fail or succeed', async () => {
  const { call, conversationOf, wix } = await openInbox();
  const conversationId = await conversationOf({ anonymousVisitorId: UNKNOWN_ID });
  for (const id of [UNKNOWN_ID, conversationId]) {
    await call(APP, 'POST', MESSAGES, { conversationId: id, message, sendNotification: true });
  }
  const records = wix.requests.list().slice(-2);
  const hints = ['sendNotification is not a field of the request; did you mean sendNotifications?'];
  expect(records.map(({ status }) => status)).toEqual([404, 200]);
  for (const record of records) {
    expect(record.hints).toEqual(hints);
    expect(record.unread).toContain('sendNotification');
    expect(record).not.toHaveProperty('violations');
  }
});
