import { expect, it } from 'vitest';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import { mainCalls, setup as setupInbox } from '../support/backend/setup.ts';

const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';
const POST = '7b0c4f6e-1d0f-4c6b-8a65-7d6a0d3a8a11';

function setup(overrides: Parameters<typeof setupInbox>[0] = {}) {
  const harness = setupInbox(overrides);
  const { world, inbox, runEventHandler } = harness;
  const created = (event: unknown) =>
    world.runAs('event-handler', () => runEventHandler(() => inbox.sendThankYou(event)));
  const liked = (event: unknown) =>
    world.runAs('event-handler', () => runEventHandler(() => inbox.sendPostLiked(event)));
  return { ...harness, created, liked };
}

/** Returns the event of a created contact, as wix-crm-backend documents it. */
function contactCreated(contactId: string, more: object = {}, metadata: object = {}) {
  return {
    metadata: { id: POST, entityId: contactId, eventTime: '2026-11-20T09:00:00Z', ...metadata },
    entity: {
      _id: contactId,
      source: { sourceType: 'WIX_FORMS', appId: VELO_APP_ID },
      info: { name: { first: 'visit evil.example' }, emails: { items: [] } },
      ...more,
    },
  };
}

it('sends one thank-you message to a contact that the site created, without any text of the contact', async () => {
  const { world, created } = setup();
  const contactId = await world.createContact({ email: 'ada@example.com' });
  await created(contactCreated(contactId));
  await created(contactCreated(contactId));
  expect(mainCalls(world)).toEqual([
    'listSendLog',
    'memberOfContact',
    'appendToSendLog',
    'openConversation',
    'sendMessage',
    'updateSendLog',
    'recordRecent',
    'listOpenEvents',
    'recordRecent',
  ]);
  expect(world.sent.map(({ as, message }) => ({ as, message }))).toEqual([
    {
      as: { sendAs: 'CALLER', sendNotifications: false },
      message: {
        direction: 'BUSINESS_TO_PARTICIPANT',
        visibility: 'BUSINESS_AND_PARTICIPANT',
        content: {
          basic: { items: [{ text: 'Thank you for your message. We will get back to you soon.' }] },
          previewText: 'Thank you for your message. We will get back to you soon.',
        },
        channels: { sourceChannel: 'CHAT', targetChannels: ['CHAT'] },
      },
    },
  ]);
});

it("reads the event's older shape, and thanks in the contact's language", async () => {
  const { world, created } = setup();
  const contactId = await world.createContact({ email: 'ada@example.com' });
  await created(
    contactCreated(contactId, {
      source: { wixAppId: VELO_APP_ID },
      info: { emails: ['ada@example.com'], locale: 'de-AT' },
    }),
  );
  expect(world.sent[0]?.message.content.previewText).toContain('Vielen Dank');
});

it('sends the thank-you message to the member if the contact is one', async () => {
  const { world, created } = setup();
  const { memberId, contactId } = await world.createMember({ email: 'ada@example.com' });
  await created(contactCreated(contactId));
  expect(world.messagesOf({ memberId })).toHaveLength(1);
});

it.each([
  ['created by the site owner', { source: { sourceType: 'ADMIN' } }, 'ADMIN'],
  ['imported', { source: { sourceType: 'IMPORT', appId: POST } }, `${POST}, IMPORT`],
  ['of a null source', { source: null }, 'unknown'],
  ['without a source', { source: undefined }, 'unknown'],
  ['of a source with any text', { source: { sourceType: 'canary@example.com' } }, 'unknown'],
] as const)('sends nothing to a contact that is %s, and logs why once', async (_, more, source) => {
  const { world, created, entries } = setup();
  const contactId = await world.createContact({ email: 'ada@example.com' });
  await created(contactCreated(contactId, more));
  expect(world.calls).toEqual([]);
  const what = `A new contact got no thank-you message: thankContactsFrom does not contain its source (${source}) (logged once per container)`;
  expect(entries).toEqual([{ level: 'info', what }]);
  await created(contactCreated(contactId, more));
  expect(entries).toHaveLength(1);
});

it('ignores events of an anonymize request without calling Wix', async () => {
  const { world, created, liked } = setup();
  const contactId = await world.createContact({ email: 'ada@example.com' });
  const metadata = { triggeredByAnonymizeRequest: true };
  await created(contactCreated(contactId, {}, metadata));
  await liked({ metadata, data: { postId: POST, memberId: POST } });
  expect(world.calls).toEqual([]);
});

it('logs a contact that no longer exists, and does not fail', async () => {
  const { world, created, entries } = setup();
  const contactId = await world.createContact({ email: 'ada@example.com' });
  world.deleteContact(contactId);
  await created(contactCreated(contactId));
  expect(world.sent).toEqual([]);
  expect(entries).toMatchObject([
    { level: 'warn', code: 'PARTICIPANT_NOT_FOUND', operation: 'openConversation' },
  ]);
});

it('throws an error without details after a failure, and sends when the event is repeated', async () => {
  const { world, created, entries } = setup();
  const contactId = await world.createContact({ email: 'ada@example.com' });
  world.faults.set('openConversation', async () => {
    throw networkFailure('ECONNRESET');
  });
  const error: unknown = await created(contactCreated(contactId)).catch(
    (thrown: unknown) => thrown,
  );
  expect(String(error)).toBe(
    'Error: Failed to handle the event: TRY_LATER: This did not work. Please try again in a moment. (request 99999999-0000-4000-8000-000000000002)',
  );
  expect(error).not.toHaveProperty('cause');
  expect(entries).toEqual([
    {
      level: 'error',
      what: 'Failed to handle an event',
      requestId: '99999999-0000-4000-8000-000000000002',
      code: 'TRY_LATER',
      operation: 'openConversation',
      cause: 'ECONNRESET',
    },
  ]);
  world.faults.clear();
  await created(contactCreated(contactId));
  expect(world.sent).toHaveLength(1);
});

it('never repeats a message that may have arrived', async () => {
  const { world, created } = setup();
  const contactId = await world.createContact({ email: 'ada@example.com' });
  world.faults.set('sendMessage', async (execute) => {
    await execute();
    throw wixFailure(504);
  });
  await expect(created(contactCreated(contactId))).rejects.toThrow('UNCONFIRMED');
  world.faults.clear();
  await created(contactCreated(contactId));
  expect(world.messagesOf({ contactId })).toHaveLength(1);
});

it('sends a like of a member and of a visitor, once per post and participant', async () => {
  const { world, liked } = setup();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  const anonymousVisitorId = await world.createVisitor();
  for (const participant of [{ memberId }, { anonymousVisitorId }, { memberId }]) {
    await liked({ metadata: { entityId: POST }, data: { postId: POST, ...participant } });
  }
  expect(world.messagesOf({ anonymousVisitorId })).toHaveLength(1);
  expect(world.messagesOf({ memberId })).toMatchObject([
    {
      direction: 'PARTICIPANT_TO_BUSINESS',
      visibility: 'BUSINESS',
      silent: true,
      sender: { memberId },
      content: { minimal: { text: 'Liked a blog post' } },
    },
  ]);
  expect(world.sent[0]?.as).toEqual({ sendAs: 'PARTICIPANT', sendNotifications: false });
});

it('opens one conversation for a like of a member', async () => {
  const { world, liked } = setup();
  const { memberId } = await world.createMember({ email: 'ada@example.com' });
  await liked({ data: { postId: POST, memberId } });
  expect(world.calls.filter((call) => call === 'openConversation')).toHaveLength(1);
});

it.each([
  ['undefined', undefined],
  ['null', null],
  ['text', 'event'],
  ['an empty object', {}],
  ['invalid ids', { metadata: { entityId: 'c1' }, data: { postId: 'p', memberId: 'm' } }],
  ['no participant', { metadata: { entityId: {} }, data: { postId: POST } }],
] as const)('logs an event that is or has %s, without calling Wix', async (_, event) => {
  const { world, created, liked, entries } = setup();
  await created(event);
  await liked(event);
  expect(world.calls).toEqual([]);
  expect(entries.map(({ what }) => what)).toEqual([
    'Failed to read the event of a created contact',
    'Failed to read the event of a liked post',
  ]);
});
