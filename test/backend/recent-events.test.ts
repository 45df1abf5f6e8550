// The recent events of the dashboard, also on a site without their collection.
import { expect, it } from 'vitest';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import {
  buttonEvent,
  CONVERSATION,
  mergeEvent,
  messageEvent,
  metadataOf,
  OTHER_CONVERSATION,
  setupEvents,
} from '../support/backend/inbox-events.ts';

const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';
const POST = '7b0c4f6e-1d0f-4c6b-8a65-7d6a0d3a8a11';

async function setup() {
  const harness = setupEvents();
  const { world, inbox, runEventHandler, respond } = harness;
  const { memberId, contactId } = await world.createMember({ email: 'ada@example.com' });
  const at = (minute: number) => `2026-11-20T09:0${minute}:00.000Z`;
  const handle = (work: () => Promise<void>) =>
    world.runAs('event-handler', () => runEventHandler(work));
  return {
    ...harness,
    memberId,
    contactId,
    created: (id: string, source: object = { appId: VELO_APP_ID }) =>
      handle(() =>
        inbox.sendThankYou({
          metadata: metadataOf('velo', id, at(1)),
          entity: { _id: id, source, info: { name: { first: 'canary' } } },
        }),
      ),
    liked: () =>
      handle(() =>
        inbox.sendPostLiked({
          metadata: metadataOf('velo', POST, at(2)),
          data: { postId: POST, memberId },
        }),
      ),
    at,
    list: (options?: unknown) => respond(() => inbox.listRecent(options)),
  };
}

it('lists every kind of event, newest first, with its conversation and without text', async () => {
  const { memberId, contactId, created, liked, toBusiness, clicked, merged, recent, at, wix } =
    await setup();
  await created(contactId);
  await liked();
  await toBusiness(messageEvent({ at: at(3) }));
  const form = { title: 'canary', fields: [{ name: 'canary', value: 'canary' }] };
  await toBusiness(messageEvent({ id: '2', at: at(4), message: { content: { form } } }));
  await clicked(buttonEvent('canary', { memberId }, { at: at(5) }));
  await merged(mergeEvent('velo', CONVERSATION, [OTHER_CONVERSATION]));
  const { _id: ofMember } = await wix.openConversation({ memberId });
  const direction = 'PARTICIPANT_TO_BUSINESS';
  const listed = await recent();
  expect(listed.map(({ _id, ...event }) => event)).toEqual([
    { kind: 'button', at: at(5), conversationId: CONVERSATION, direction },
    { kind: 'form', at: at(4), conversationId: CONVERSATION, direction },
    { kind: 'message', at: at(3), conversationId: CONVERSATION, direction },
    { kind: 'like', at: at(2), conversationId: ofMember, direction },
    { kind: 'contact', at: at(1), conversationId: ofMember },
    { kind: 'merged', at: at(0), conversationId: CONVERSATION },
  ]);
  expect(new Set(listed.map(({ _id }) => _id)).size).toBe(6);
  expect(JSON.stringify(listed)).not.toContain('canary');
});

it('records a contact and a like once, however often the event is repeated', async () => {
  const { contactId, created, liked, rows } = await setup();
  for (const _ of [1, 2]) {
    await created(contactId);
    await liked();
  }
  expect(rows().map(({ kind }) => kind)).toEqual(['contact', 'like']);
});

it('records no contact that the site did not create: an import would fill the collection', async () => {
  const { contactId, created, rows } = await setup();
  await created(contactId, { sourceType: 'IMPORT' });
  expect(rows()).toEqual([]);
});

it('records a contact without a conversation if the thank-you message failed', async () => {
  const { world, created, rows } = await setup();
  const contactId = await world.createContact({ email: 'bob@example.com' });
  world.deleteContact(contactId);
  await created(contactId);
  expect(rows()).toMatchObject([{ kind: 'contact' }]);
  expect(rows()[0]).not.toHaveProperty('conversationId');
});

it('lists 20 events by default, and 50 at most', async () => {
  const { toBusiness, recent } = await setup();
  for (let id = 1; id <= 55; id += 1) await toBusiness(messageEvent({ id: `${id}` }));
  expect(await recent()).toHaveLength(20);
  expect(await recent({ limit: 50 })).toHaveLength(50);
  expect(await recent({ limit: 7 })).toHaveLength(7);
});

it('keeps the newest 1000 events, and fewer than 1300 at any time', async () => {
  const { toBusiness, rows, recent } = await setup();
  const START = Date.parse('2026-11-20T09:00:00.000Z');
  let most = 0;
  for (let id = 1; id <= 1500; id += 1) {
    await toBusiness(messageEvent({ id: `${id}`, at: new Date(START + id * 1000).toISOString() }));
    most = Math.max(most, rows().length);
  }
  expect(most).toBeGreaterThan(1000);
  expect(most).toBeLessThan(1300);
  expect(rows().length).toBeGreaterThanOrEqual(1000);
  expect((await recent({ limit: 1 }))[0]?.at).toBe(new Date(START + 1500_000).toISOString());
});

it('handles an event if older rows cannot be deleted, and logs it once', async () => {
  const { world, toBusiness, rows, entries } = await setup();
  world.faults.set('pruneRecent', () => Promise.reject(networkFailure('ECONNRESET')));
  for (let id = 1; id <= 200; id += 1) await toBusiness(messageEvent({ id: `${id}` }));
  expect(rows()).toHaveLength(200);
  expect(entries).toMatchObject([{ level: 'warn', operation: 'pruneRecent' }]);
});

it('returns COLLECTION_MISSING with the collection to create', async () => {
  const { world, list } = await setup();
  world.recent = undefined;
  const answer = await list();
  expect(answer).toMatchObject({ ok: false, error: { code: 'COLLECTION_MISSING' } });
  const json = JSON.stringify(answer);
  for (const name of ['InboxRecent', 'kind', 'at', 'conversationId', 'direction', 'admins only']) {
    expect(json).toContain(name);
  }
});

it('handles every event without the collection, and logs once what to create', async () => {
  const { world, memberId, contactId, created, liked, toBusiness, clicked, merged, entries } =
    await setup();
  world.recent = undefined;
  await created(contactId);
  await liked();
  await toBusiness(messageEvent());
  await toBusiness(messageEvent({ id: '2' }));
  await merged(mergeEvent('velo', CONVERSATION, [OTHER_CONVERSATION]));
  await clicked(buttonEvent('x', { memberId }));
  expect(world.messagesOf({ memberId })).toHaveLength(2);
  const missing = entries.filter(({ code }) => code === 'COLLECTION_MISSING');
  expect(missing).toHaveLength(1);
  expect(missing[0]?.what).toContain('Create the collection InboxRecent');
  expect(missing[0]).toMatchObject({
    level: 'warn',
    operation: 'recordRecent',
    wixCode: 'WDE0025',
  });
});

it.each([
  ['cannot be reached', networkFailure('ECONNREFUSED'), 'TRY_LATER'],
  ['is full', wixFailure(400, 'WDE0091'), 'REFUSED_BY_WIX'],
  ['denies permission', wixFailure(403, 'WDE0027'), 'PERMISSION_DENIED'],
])('handles an event if Wix Data %s', async (_, failure, code) => {
  const { world, toBusiness, entries } = await setup();
  world.faults.set('recordRecent', () => Promise.reject(failure));
  await toBusiness(messageEvent());
  await toBusiness(messageEvent({ id: '2' }));
  expect(entries).toMatchObject([{ level: 'warn', code }]);
});

it('records a repeated event once Wix Data can be reached again', async () => {
  const { world, toBusiness, rows } = await setup();
  world.faults.set('recordRecent', () => Promise.reject(networkFailure('ECONNRESET')));
  await toBusiness(messageEvent());
  world.faults.clear();
  await toBusiness(messageEvent());
  expect(rows()).toHaveLength(1);
});
