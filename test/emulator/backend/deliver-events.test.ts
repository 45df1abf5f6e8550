import { auth } from '@wix/essentials';
import { conversations } from '@wix/inbox';
import { members } from '@wix/members';
import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../emulator/backend/install-contexts.ts';
import {
  createEventDelivery,
  type EventDeliveryOptions,
} from '../../../emulator/backend/deliver-events.ts';
import type { ModuleExports } from '../../../emulator/site/web-methods.ts';
import type { Subscriber, WixEvent } from '../../../emulator/wix/core/events.ts';
import type { EmittedEvent } from '../../../emulator/wix/core/event-types.ts';

const ID = '00000000-0000-4000-8000-000000000001';

function setup(exports: ModuleExports, options: Partial<EventDeliveryOptions> = {}): Subscriber {
  onTestFinished(installContexts());
  return createEventDelivery({
    eventsFile: () => '/site/backend/events.ts',
    load: () => Promise.resolve(exports),
    elevatedToken: () => 'app',
    handleRequest: ({ headers }) => ({
      status: 200,
      headers: {},
      body: JSON.stringify({ conversation: { id: headers['authorization'] } }),
    }),
    ...options,
  });
}

function event(emitted: EmittedEvent): WixEvent {
  return {
    id: 'event-1',
    fqdn: 'wix.contacts.v4.contact',
    slug: 'created',
    eventTime: new Date('2026-11-20T10:00:00.000Z'),
    identity: undefined,
    triggeredByAnonymizeRequest: false,
    ...emitted,
  };
}

const METADATA = {
  id: 'event-1',
  entityId: ID,
  eventTime: '2026-11-20T10:00:00.000Z',
  triggeredByAnonymizeRequest: false,
};

it('delivers a created contact in the form of events.js', async () => {
  let received: unknown;
  const deliver = setup({
    wixCrm_onContactCreated: (payload: unknown) => void (received = payload),
  });
  const entity = {
    id: ID,
    revision: 1,
    source: { sourceType: 'WIX_FORMS', appId: 'an-app' },
    createdDate: '2026-11-20T10:00:00.000Z',
    updatedDate: '2026-11-20T10:00:00.000Z',
    primaryInfo: { email: 'ada@example.com' },
    info: {
      name: { first: 'Ada' },
      emails: { items: [{ id: 'e', tag: 'UNTAGGED', email: 'ada@example.com', primary: true }] },
      phones: { items: [] },
      labelKeys: { items: ['custom.a'] },
      extendedFields: { items: { 'contacts.displayByFirstName': 'Ada' } },
    },
  };
  const name = 'contact-created' as const;
  expect(await deliver(event({ name, entityId: ID, body: { kind: 'created', entity } }))).toBe(
    'delivered',
  );
  expect(received).toEqual({
    metadata: METADATA,
    entity: {
      _id: ID,
      revision: 1,
      source: { sourceType: 'WIX_FORMS', appId: 'an-app' },
      _createdDate: '2026-11-20T10:00:00.000Z',
      _updatedDate: '2026-11-20T10:00:00.000Z',
      primaryInfo: { email: 'ada@example.com' },
      info: {
        name: { first: 'Ada' },
        emails: [{ _id: 'e', tag: 'UNTAGGED', email: 'ada@example.com', primary: true }],
        phones: [],
        labelKeys: ['custom.a'],
        extendedFields: { 'contacts.displayByFirstName': 'Ada' },
      },
    },
  });
});

it('delivers the other events of contacts and likes to their functions', async () => {
  const received: unknown[][] = [];
  const names = ['wixCrm_onContactUpdated', 'wixCrm_onContactDeleted', 'wixCrm_onContactMerged'];
  const likes = ['wixBlog_onPostLiked', 'wixBlog_onPostUnliked'];
  const deliver = setup(
    Object.fromEntries(
      [...names, ...likes].map((name) => [
        name,
        (payload: unknown) => received.push([name, payload]),
      ]),
    ),
  );
  const liked = { postId: ID, anonymousVisitorId: 'v' };
  const merged = { targetContactId: ID, sourceContactIds: ['s'], targetContact: { id: ID } };
  const originatedFrom = 'merge';
  const events: readonly EmittedEvent[] = [
    {
      name: 'contact-updated',
      entityId: ID,
      body: { kind: 'updated', entity: { id: ID } },
      originatedFrom,
    },
    { name: 'contact-deleted', entityId: ID, body: { kind: 'deleted' }, originatedFrom },
    { name: 'contact-merged', entityId: ID, body: { kind: 'action', data: merged } },
    { name: 'post-liked', entityId: ID, body: { kind: 'action', data: liked } },
    { name: 'post-unliked', entityId: ID, body: { kind: 'action', data: liked } },
  ];
  for (const emitted of events) {
    expect(await deliver(event(emitted))).toBe('delivered');
  }
  const metadata = { ...METADATA, originatedFrom };
  expect(received).toEqual([
    ['wixCrm_onContactUpdated', { metadata, entity: { _id: ID } }],
    ['wixCrm_onContactDeleted', { metadata }],
    [
      'wixCrm_onContactMerged',
      { metadata: METADATA, data: { ...merged, targetContact: { _id: ID } } },
    ],
    ['wixBlog_onPostLiked', { metadata: METADATA, data: liked }],
    ['wixBlog_onPostUnliked', { metadata: METADATA, data: liked }],
  ]);
});

it('delivers the events of Inbox to their functions, with Velo’s keys', async () => {
  const received: unknown[][] = [];
  const names = [
    'wixCrmInbox_onConversationConversationsMerged',
    'wixCrmInbox_onMessageSentToBusiness',
    'wixCrmInbox_onMessageSentToParticipant',
    'wixCrmInbox_onMessageButtonInteracted',
  ];
  const deliver = setup(
    Object.fromEntries(
      names.map((name) => [name, (payload: unknown) => received.push([name, payload])]),
    ),
  );
  const merged = { oldConversationIds: ['a', 'b'], targetConversationId: 'c' };
  const message = { id: '7', createdDate: 'then', content: { minimal: { text: 'hi' } } };
  const sent = { conversationId: 'c', message };
  const clicked = { conversationId: 'c', interactionId: 'yes', interactedBy: { memberId: 'm' } };
  const action = (name: EmittedEvent['name'], data: object) =>
    deliver(event({ name, entityId: ID, body: { kind: 'action', data } }));
  expect(await action('conversations-merged', merged)).toBe('delivered');
  expect(await action('message-sent-to-business', sent)).toBe('delivered');
  expect(await action('message-sent-to-participant', sent)).toBe('delivered');
  expect(await action('message-button-interacted', clicked)).toBe('delivered');
  const { id, createdDate, ...rest } = message;
  const inVelo = { ...sent, message: { ...rest, _id: id, _createdDate: createdDate } };
  const [onMerged, onBusiness, onParticipant, onClicked] = names;
  expect(received).toEqual([
    [onMerged, { metadata: METADATA, data: merged }],
    [onBusiness, { metadata: METADATA, data: inVelo }],
    [onParticipant, { metadata: METADATA, data: inVelo }],
    [onClicked, { metadata: METADATA, data: clicked }],
  ]);
});

it('delivers metadata in the form of the packages with eventMetadata: sdk', async () => {
  let received: unknown;
  const deliver = setup(
    { wixBlog_onPostLiked: (payload: unknown) => void (received = payload) },
    { eventMetadata: () => 'sdk' },
  );
  await deliver(LIKED);
  expect(received).toMatchObject({
    metadata: {
      _id: METADATA.id,
      entityFqdn: 'wix.contacts.v4.contact',
      slug: 'created',
      entityId: ID,
      eventTime: new Date(METADATA.eventTime),
      triggeredByAnonymizeRequest: false,
    },
  });
  expect(received).not.toHaveProperty('metadata.id');
});

it('does not deliver events of the preview', async () => {
  let calls = 0;
  const deliver = setup({ wixBlog_onPostLiked: () => void (calls += 1) });
  expect(await deliver({ ...LIKED, withheld: 'preview' })).toBe('no-handler');
  expect(calls).toBe(0);
});

const LIKED = event({
  name: 'post-liked',
  entityId: ID,
  body: { kind: 'action', data: { postId: ID, memberId: 'm' } },
});

it('passes each handler a new event object', async () => {
  const seen: unknown[] = [];
  const deliver = setup({
    wixBlog_onPostLiked: (received: { data: { memberId?: string } }) => {
      seen.push(received.data.memberId);
      delete received.data.memberId;
    },
  });
  await deliver(LIKED);
  await deliver(LIKED);
  expect(seen).toEqual(['m', 'm']);
});

it('returns no-handler without the file, without the export, or if it is not a function', async () => {
  const notAFunction = setup({ wixBlog_onPostLiked: 'text', toString: () => 1 });
  expect(await notAFunction(LIKED)).toBe('no-handler');
  expect(await setup({})(LIKED)).toBe('no-handler');
  expect(await setup({}, { eventsFile: () => undefined })(LIKED)).toBe('no-handler');
});

it('runs a handler with the elevated client only, and awaits its result', async () => {
  const results: unknown[] = [];
  const elevated = auth.elevate(conversations.getConversation);
  const deliver = setup({
    wixBlog_onPostLiked: async () => {
      results.push((await elevated(ID))._id);
      results.push(
        await Promise.resolve()
          .then(() => members.getCurrentMember())
          .catch(String),
      );
    },
  });
  await deliver(LIKED);
  expect(results).toEqual(['app', expect.stringMatching(/please use elevate\(\) instead/)]);
});

it('rethrows and reports errors of handlers and of loading the file', async () => {
  const reported: string[] = [];
  const options = {
    onError: (error: unknown, where: string) => reported.push(`${where}: ${String(error)}`),
  };
  const throwing = setup(
    {
      wixBlog_onPostLiked: () => {
        throw new Error('no greeting');
      },
    },
    options,
  );
  await expect(throwing(LIKED)).rejects.toThrow('no greeting');
  const broken = setup({}, { ...options, load: () => Promise.reject(new Error('unreadable')) });
  await expect(broken(LIKED)).rejects.toThrow('unreadable');
  expect(reported).toEqual([
    'wixBlog_onPostLiked: Error: no greeting',
    'wixBlog_onPostLiked: Error: unreadable',
  ]);
});
