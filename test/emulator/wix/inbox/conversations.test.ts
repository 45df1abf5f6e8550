import { expect, it } from 'vitest';
import { insertContact } from '../../../../emulator/wix/contacts/contacts.ts';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import { APP, errorCodeOf, UNKNOWN_ID, OWNER } from '../../../support/emulator/wix/open-wix.ts';
import {
  CONVERSATIONS,
  openInbox,
  type Conversation,
} from '../../../support/emulator/wix/inbox/open-inbox.ts';

const VISITOR = '00001fd1-0000-4000-8000-000000000001';
const FOREIGN = '00000000-0000-4000-8000-00000000f0f0';

async function setup() {
  const inbox = await openInbox({ seed: { site: { businessName: 'Ann & Sons' } } });
  const contact = await inbox.runAsWix((context) =>
    insertContact(
      context,
      {
        name: { first: 'Cleo', last: 'Marsh' },
        emails: { items: [{ email: 'cleo@example.com' }] },
        phones: { items: [{ phone: '+15550100' }] },
      },
      { sourceType: 'ADMIN' },
    ),
  );
  const member = await inbox.runAsWix((context) =>
    insertMember(context, { email: 'mia@example.com', firstName: 'Mia', lastName: 'Moon' }),
  );
  return { ...inbox, contact, member };
}

it('POST /conversations opens a visitor’s conversation with Wix’s display data', async () => {
  const { open } = await setup();
  const { status, json } = await open({ anonymousVisitorId: VISITOR });
  const { id, participantDisplayData } = json.conversation;
  expect([status, json]).toEqual([
    200,
    {
      newConversation: true,
      conversation: {
        id,
        participant: { anonymousVisitorId: VISITOR },
        channels: ['CHAT'],
        businessDisplayData: { name: 'Ann & Sons' },
        participantDisplayData: { ...participantDisplayData, name: 'Visitor #8145' },
      },
    },
  ]);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  expect(participantDisplayData.imageUrl).toContain('https://static.parastorage.com/');
});

it('POST /conversations opens a contact’s conversation with its name and channels', async () => {
  const { open, contact } = await setup();
  const { json } = await open({ contactId: contact.id });
  expect(json.conversation).toMatchObject({
    participant: { contactId: contact.id },
    channels: ['CHAT', 'EMAIL', 'SMS'],
    participantDisplayData: { name: 'Cleo Marsh' },
  });
  expect(json.conversation.participant).toEqual({ contactId: contact.id });
});

it('POST /conversations opens a member’s conversation by member id or contact id', async () => {
  const { open, member } = await setup();
  const { json: first } = await open({ memberId: member.id });
  expect(first.conversation).toMatchObject({
    participant: { memberId: member.id, contactId: member.contactId },
    channels: ['CHAT', 'EMAIL'],
  });
  expect(first.conversation.participantDisplayData.name).toContain('Mia');
  const { json: second } = await open({ contactId: member.contactId });
  expect(second).toEqual({ conversation: first.conversation, newConversation: false });
});

it.each([
  ['an email address', { emails: { items: [{ email: 'x@example.com' }] } }, 'x@example.com'],
  ['a phone number', { phones: { items: [{ phone: '+15550101' }] } }, '+15550101'],
  ['a first name', { name: { first: 'Zoe' } }, 'Zoe'],
])('shows %s as the name of a contact that has nothing else', async (_, info, name) => {
  const { runAsWix, open } = await setup();
  const contact = await runAsWix((context) =>
    insertContact(context, info, { sourceType: 'ADMIN' }),
  );
  const { json } = await open({ contactId: contact.id });
  expect(json.conversation.participantDisplayData.name).toBe(name);
});

it('derives the four digits of a visitor’s name from their id', async () => {
  const { open } = await setup();
  const { json } = await open({ anonymousVisitorId: '00000007-0000-4000-8000-000000000001' });
  expect(json.conversation.participantDisplayData.name).toBe('Visitor #0007');
});

it('POST /conversations returns the open conversation of the same participant', async () => {
  const { open } = await setup();
  const { json: first } = await open({ anonymousVisitorId: VISITOR });
  const { json: again } = await open({ anonymousVisitorId: VISITOR });
  expect(again).toEqual({ conversation: first.conversation, newConversation: false });
  const { json: other } = await open({ anonymousVisitorId: UNKNOWN_ID });
  expect(other.conversation.id).not.toBe(first.conversation.id);
});

it('fifty concurrent calls open one conversation', async () => {
  const { open } = await setup();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => open({ anonymousVisitorId: VISITOR })),
  );
  expect(new Set(answers.map(({ json }) => json.conversation.id)).size).toBe(1);
  expect(answers.filter(({ json }) => json.newConversation)).toHaveLength(1);
});

it.each([
  ['no participant', {}, 400],
  ['an empty participant', { participantId: {} }, 400],
  ['null', { participantId: null }, 400],
  ['a string', { participantId: VISITOR }, 400],
  [
    'two participants',
    { participantId: { anonymousVisitorId: VISITOR, memberId: UNKNOWN_ID } },
    400,
  ],
  ['an id that is not a GUID', { participantId: { anonymousVisitorId: 'visitor' } }, 400],
  ['an unknown contact', { participantId: { contactId: UNKNOWN_ID } }, 404],
  ['an unknown member', { participantId: { memberId: UNKNOWN_ID } }, 404],
])('POST /conversations refuses %s', async (_, body, status) => {
  const { call, wix } = await setup();
  const answer = await call(APP, 'POST', CONVERSATIONS, body);
  expect(answer.status).toBe(status);
  expect(wix.database.get('select 1 from conversations')).toBeUndefined();
});

it('GET /conversations/{id} returns the conversation to an app and to the site owner', async () => {
  const { call, open } = await setup();
  const { json } = await open({ anonymousVisitorId: VISITOR });
  const path = `${CONVERSATIONS}/${json.conversation.id}`;
  for (const identity of [APP, OWNER]) {
    for (const url of [path, `${path}?conversationId=${json.conversation.id}`, `/crm${path}`]) {
      const answer = await call<{ conversation: Conversation }>(identity, 'GET', url);
      expect(answer).toEqual({ status: 200, json: { conversation: json.conversation } });
    }
  }
});

it.each([
  ['an unknown conversation', UNKNOWN_ID, 'CONVERSATION_NOT_FOUND'],
  ['a conversation of another business', FOREIGN, 'NOT_OWNED_BY_BUSINESS'],
])('GET /conversations/{id} returns 404 for %s', async (_, id, code) => {
  const { call } = await openInbox({ seed: { foreignConversations: [FOREIGN] } });
  const { status, json } = await call(APP, 'GET', `${CONVERSATIONS}/${id}`);
  expect([status, errorCodeOf(json)]).toEqual([404, code]);
});

it('GET /conversations/{id} refuses an id that is not a GUID', async () => {
  const { call } = await openInbox();
  const { status, json } = await call(APP, 'GET', `${CONVERSATIONS}/abc`);
  expect([status, json]).toMatchObject([
    400,
    { details: { validationError: { fieldViolations: [{ field: 'conversationId' }] } } },
  ]);
});

it('every operation returns INBOX_INSTANCE_NOT_FOUND if Inbox is not installed', async () => {
  const { call, open, send, list } = await openInbox({ seed: { site: { inboxInstalled: false } } });
  const message = { content: { minimal: { text: 'x' } } };
  const answers = [
    await call(APP, 'GET', `${CONVERSATIONS}/${UNKNOWN_ID}`),
    await open({ anonymousVisitorId: VISITOR }),
    await send(UNKNOWN_ID, {
      ...message,
      direction: 'PARTICIPANT_TO_BUSINESS',
      visibility: 'BUSINESS',
    }),
    await list(UNKNOWN_ID),
  ];
  expect(answers.map(({ status, json }) => [status, errorCodeOf(json)])).toEqual(
    answers.map(() => [404, 'INBOX_INSTANCE_NOT_FOUND']),
  );
});
