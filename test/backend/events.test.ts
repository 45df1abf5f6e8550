import { expect, it } from 'vitest';
import { networkFailure, wixFailure } from '../wix-failures.ts';
import { setup as setupInbox } from './setup.ts';

const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';
const POST = '7b0c4f6e-1d0f-4c6b-8a65-7d6a0d3a8a11';

function setup(overrides: Parameters<typeof setupInbox>[0] = {}) {
  const made = setupInbox(overrides);
  const { world, inbox, runEventHandler } = made;
  const created = (event: unknown) =>
    world.asCaller('nobody', () => runEventHandler(() => inbox.sendThankYou(event)));
  const liked = (event: unknown) =>
    world.asCaller('nobody', () => runEventHandler(() => inbox.sendPostLiked(event)));
  return { ...made, created, liked };
}

/** The event as wix-crm-backend documents it. */
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

it('thanks a contact that the site made, once, without a word of a stranger', async () => {
  const { world, created } = setup();
  const contactId = await world.givenContact({ email: 'ada@example.com' });
  await created(contactCreated(contactId));
  await created(contactCreated(contactId));
  expect(world.calls).toEqual([
    'memberOfContact',
    'openConversation',
    'sendMessage',
    'recordRecent',
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

it('reads the older shape of the event, and the language of the contact', async () => {
  const { world, created } = setup();
  const contactId = await world.givenContact({ email: 'ada@example.com' });
  await created(
    contactCreated(contactId, {
      source: { wixAppId: VELO_APP_ID },
      info: { emails: ['ada@example.com'], locale: 'de-AT' },
    }),
  );
  expect(world.sent[0]?.message.content.previewText).toContain('Vielen Dank');
});

it('thanks a contact who is a member as the member', async () => {
  const { world, created } = setup();
  const { memberId, contactId } = await world.givenMember({ email: 'ada@example.com' });
  await created(contactCreated(contactId));
  expect(world.messagesOf({ memberId })).toHaveLength(1);
});

it.each([
  ['made by the owner', { source: { sourceType: 'ADMIN' } }],
  ['imported', { source: { sourceType: 'IMPORT', appId: POST } }],
  ['of no known source', { source: null }],
  ['of no source', { source: undefined }],
] as const)('does not thank a contact that is %s', async (_, more) => {
  const { world, created, entries } = setup();
  const contactId = await world.givenContact({ email: 'ada@example.com' });
  await created(contactCreated(contactId, more));
  expect(world.calls).toEqual([]);
  expect(entries).toEqual([]);
});

it('is deaf to erasures, before anything is called', async () => {
  const { world, created, liked } = setup();
  const contactId = await world.givenContact({ email: 'ada@example.com' });
  const metadata = { triggeredByAnonymizeRequest: true };
  await created(contactCreated(contactId, {}, metadata));
  await liked({ metadata, data: { postId: POST, memberId: POST } });
  expect(world.calls).toEqual([]);
});

it('logs a contact that is gone, and does not ask to be told again', async () => {
  const { world, created, entries } = setup();
  const contactId = await world.givenContact({ email: 'ada@example.com' });
  world.deleteContact(contactId);
  await created(contactCreated(contactId));
  expect(world.sent).toEqual([]);
  expect(entries).toMatchObject([
    { level: 'warn', code: 'PARTICIPANT_NOT_FOUND', operation: 'openConversation' },
  ]);
});

it('throws a clean error when it could not finish, and finishes when it is told again', async () => {
  const { world, created, entries } = setup();
  const contactId = await world.givenContact({ email: 'ada@example.com' });
  world.faults.set('openConversation', async () => {
    throw networkFailure('ECONNRESET');
  });
  const error: unknown = await created(contactCreated(contactId)).catch(
    (thrown: unknown) => thrown,
  );
  expect(String(error)).toBe(
    'Error: Failed to handle the event: TRY_LATER: This did not work. Please try again in a moment. (request 99999999-0000-4000-8000-000000000001)',
  );
  expect(error).not.toHaveProperty('cause');
  expect(entries).toEqual([
    {
      level: 'error',
      what: 'Failed to handle an event',
      requestId: '99999999-0000-4000-8000-000000000001',
      code: 'TRY_LATER',
      operation: 'openConversation',
      cause: 'ECONNRESET',
    },
  ]);
  world.faults.clear();
  await created(contactCreated(contactId));
  expect(world.sent).toHaveLength(1);
});

it('never sends again what may have arrived', async () => {
  const { world, created } = setup();
  const contactId = await world.givenContact({ email: 'ada@example.com' });
  world.faults.set('sendMessage', async (execute) => {
    await execute();
    throw wixFailure(504);
  });
  await expect(created(contactCreated(contactId))).rejects.toThrow('UNCONFIRMED');
  world.faults.clear();
  await expect(created(contactCreated(contactId))).rejects.toThrow('UNCONFIRMED');
  expect(world.messagesOf({ contactId })).toHaveLength(1);
});

it('reports a like of a member and of a visitor, once for each post and person', async () => {
  const { world, liked } = setup();
  const { memberId } = await world.givenMember({ email: 'ada@example.com' });
  const anonymousVisitorId = await world.givenVisitor();
  for (const person of [{ memberId }, { anonymousVisitorId }, { memberId }]) {
    await liked({ metadata: { entityId: POST }, data: { postId: POST, ...person } });
  }
  expect(world.messagesOf({ anonymousVisitorId })).toHaveLength(1);
  expect(world.messagesOf({ memberId })).toMatchObject([
    {
      direction: 'PARTICIPANT_TO_BUSINESS',
      visibility: 'BUSINESS',
      silent: true,
      sender: { memberId },
      content: { minimal: { text: `Liked the blog post ${POST}` } },
    },
  ]);
  expect(world.sent[0]?.as).toEqual({ sendAs: 'PARTICIPANT', sendNotifications: false });
});

it('makes one conversation for a like of a member only', async () => {
  const { world, liked } = setup();
  const { memberId } = await world.givenMember({ email: 'ada@example.com' });
  await liked({ data: { postId: POST, memberId } });
  expect(world.calls).toEqual(['openConversation', 'sendMessage', 'recordRecent']);
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'event'],
  ['an empty object', {}],
  ['ids that are none', { metadata: { entityId: 'c1' }, data: { postId: 'p', memberId: 'm' } }],
  ['nobody', { metadata: { entityId: {} }, data: { postId: POST } }],
] as const)('logs an event that says %s, and calls nothing', async (_, event) => {
  const { world, created, liked, entries } = setup();
  await created(event);
  await liked(event);
  expect(world.calls).toEqual([]);
  expect(entries.map(({ what }) => what)).toEqual([
    'Failed to read the event of a created contact',
    'Failed to read the event of a liked post',
  ]);
});
