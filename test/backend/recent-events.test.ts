// The owner's list of what just happened, and the site that has no collection for it.
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
} from './inbox-event.ts';

const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';
const POST = '7b0c4f6e-1d0f-4c6b-8a65-7d6a0d3a8a11';

async function setup() {
  const made = setupEvents();
  const { world, inbox, runEventHandler, respond } = made;
  const { memberId, contactId } = await world.createMember({ email: 'ada@example.com' });
  const at = (minute: number) => `2026-11-20T09:0${minute}:00.000Z`;
  const hear = (work: () => Promise<void>) =>
    world.runAs('event-handler', () => runEventHandler(work));
  return {
    ...made,
    memberId,
    contactId,
    created: (id: string, source: object = { appId: VELO_APP_ID }) =>
      hear(() =>
        inbox.sendThankYou({
          metadata: metadataOf('velo', id, at(1)),
          entity: { _id: id, source, info: { name: { first: 'canary' } } },
        }),
      ),
    liked: () =>
      hear(() =>
        inbox.sendPostLiked({
          metadata: metadataOf('velo', POST, at(2)),
          data: { postId: POST, memberId },
        }),
      ),
    at,
    list: (options?: unknown) => respond(() => inbox.listRecent(options)),
  };
}

it('lists every kind of what happened, newest first, with its conversation and no text', async () => {
  const { memberId, contactId, created, liked, toBusiness, pressed, merged, recent, at, wix } =
    await setup();
  await created(contactId);
  await liked();
  await toBusiness(messageEvent({ at: at(3) }));
  const form = { title: 'canary', fields: [{ name: 'canary', value: 'canary' }] };
  await toBusiness(messageEvent({ id: '2', at: at(4), message: { content: { form } } }));
  await pressed(buttonEvent('canary', { memberId }, { at: at(5) }));
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

it('keeps a contact and a like once, however often they are told', async () => {
  const { contactId, created, liked, rows } = await setup();
  for (const _ of [1, 2]) {
    await created(contactId);
    await liked();
  }
  expect(rows().map(({ kind }) => kind)).toEqual(['contact', 'like']);
});

it('keeps no contact that is not the site’s: an import would fill the collection', async () => {
  const { contactId, created, rows } = await setup();
  await created(contactId, { sourceType: 'IMPORT' });
  expect(rows()).toEqual([]);
});

it('keeps a contact who could not be thanked, without a conversation', async () => {
  const { world, created, rows } = await setup();
  const contactId = await world.createContact({ email: 'bob@example.com' });
  world.deleteContact(contactId);
  await created(contactId);
  expect(rows()).toMatchObject([{ kind: 'contact' }]);
  expect(rows()[0]).not.toHaveProperty('conversationId');
});

it('lists 20 when not asked for more, and 50 at most', async () => {
  const { toBusiness, recent } = await setup();
  for (let id = 1; id <= 55; id += 1) await toBusiness(messageEvent({ id: `${id}` }));
  expect(await recent()).toHaveLength(20);
  expect(await recent({ limit: 50 })).toHaveLength(50);
  expect(await recent({ limit: 7 })).toHaveLength(7);
});

it('keeps the newest thousand, and some dozens more for a while, however many happened', async () => {
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

it('finishes an event where older rows cannot be forgotten, and logs it once', async () => {
  const { world, toBusiness, rows, entries } = await setup();
  world.faults.set('pruneRecent', () => Promise.reject(networkFailure('ECONNRESET')));
  for (let id = 1; id <= 200; id += 1) await toBusiness(messageEvent({ id: `${id}` }));
  expect(rows()).toHaveLength(200);
  expect(entries).toMatchObject([{ level: 'warn', operation: 'pruneRecent' }]);
});

it('says what to create where the collection is missing', async () => {
  const { world, list } = await setup();
  world.recent = undefined;
  const answer = await list();
  expect(answer).toMatchObject({ ok: false, error: { code: 'COLLECTION_MISSING' } });
  const said = JSON.stringify(answer);
  for (const name of ['InboxRecent', 'kind', 'at', 'conversationId', 'direction', 'admins only']) {
    expect(said).toContain(name);
  }
});

it('finishes every event without the collection, and logs once what to create', async () => {
  const { world, memberId, contactId, created, liked, toBusiness, pressed, merged, entries } =
    await setup();
  world.recent = undefined;
  await created(contactId);
  await liked();
  await toBusiness(messageEvent());
  await toBusiness(messageEvent({ id: '2' }));
  await merged(mergeEvent('velo', CONVERSATION, [OTHER_CONVERSATION]));
  await pressed(buttonEvent('x', { memberId }));
  expect(world.messagesOf({ memberId })).toHaveLength(2);
  const logged = entries.filter(({ code }) => code === 'COLLECTION_MISSING');
  expect(logged).toHaveLength(1);
  expect(logged[0]?.what).toContain('Create the collection InboxRecent');
  expect(logged[0]).toMatchObject({ level: 'warn', operation: 'recordRecent', wixCode: 'WDE0025' });
});

it.each([
  ['is away', networkFailure('ECONNREFUSED'), 'TRY_LATER'],
  ['is full', wixFailure(400, 'WDE0091'), 'REFUSED_BY_WIX'],
  ['refuses', wixFailure(403, 'WDE0027'), 'PERMISSION_DENIED'],
])('finishes an event where Wix Data %s', async (_, failure, code) => {
  const { world, toBusiness, entries } = await setup();
  world.faults.set('recordRecent', () => Promise.reject(failure));
  await toBusiness(messageEvent());
  await toBusiness(messageEvent({ id: '2' }));
  expect(entries).toMatchObject([{ level: 'warn', code }]);
});

it('keeps what happened once Wix Data is back', async () => {
  const { world, toBusiness, rows } = await setup();
  world.faults.set('recordRecent', () => Promise.reject(networkFailure('ECONNRESET')));
  await toBusiness(messageEvent());
  world.faults.clear();
  await toBusiness(messageEvent());
  expect(rows()).toHaveLength(1);
});
