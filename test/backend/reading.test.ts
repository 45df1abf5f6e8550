import { expect, it } from 'vitest';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import { mergeEvent } from '../support/backend/inbox-events.ts';
import { setup as setupInbox } from '../support/backend/setup.ts';

const MISSING_ID = '11111111-2222-4333-8444-555555555555';

async function setup(settings: Parameters<typeof setupInbox>[0] = {}) {
  const harness = setupInbox(settings);
  const { memberId } = await harness.world.createMember({ email: 'ada@example.com' });
  const asOwner = <Result>(work: () => Promise<Result>) => harness.world.runAs({ memberId }, work);
  return { ...harness, memberId, asOwner };
}

it('opens, reads and lists a conversation', async () => {
  const { inbox, memberId, asOwner } = await setup();
  await asOwner(async () => {
    const { conversation } = await inbox.openConversation({ memberId });
    expect(await inbox.getConversation(conversation._id)).toEqual({ conversation });
    for (const text of ['1', '2', '3']) await inbox.sendText(text);
    const first = await inbox.listAllMessages(conversation._id, { limit: 2 });
    const second = await inbox.listAllMessages(conversation._id, { cursor: first.cursor });
    expect(first.messages.map(({ content }) => content['previewText'])).toEqual(['3', '2']);
    expect(second.messages.map(({ content }) => content['previewText'])).toEqual(['1']);
    expect(second).not.toHaveProperty('cursor');
    // The result is plain JSON, as pages receive it.
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });
});

it('returns CONVERSATION_NOT_FOUND and PARTICIPANT_NOT_FOUND for ids that do not exist', async () => {
  const { inbox, respond, asOwner, entries } = await setup();
  const [found, opened] = await asOwner(async () => [
    await respond(() => inbox.getConversation(MISSING_ID)),
    await respond(() => inbox.openConversation({ contactId: MISSING_ID })),
  ]);
  expect(found).toMatchObject({
    ok: false,
    error: { code: 'CONVERSATION_NOT_FOUND', message: 'This conversation does not exist.' },
  });
  expect(opened).toMatchObject({ ok: false, error: { code: 'PARTICIPANT_NOT_FOUND' } });
  expect(entries.map(({ operation }) => operation)).toEqual([
    'getConversation',
    'openConversation',
  ]);
});

it('checkInbox reports what works, and changes nothing', async () => {
  const { inbox, world, asOwner } = await setup({ realtime: 'wix-realtime-backend' });
  world.secrets.set(
    'InboxKeys',
    JSON.stringify({ current: Buffer.alloc(32).toString('base64url') }),
  );
  const { checks } = await asOwner(() => inbox.checkInbox());
  expect(checks).toEqual([
    {
      name: 'identity',
      ok: true,
      message: 'token-info works (MEMBER); current-member works (a member).',
    },
    { name: 'elevation', ok: true, message: 'Works.' },
    { name: 'inbox', ok: true, message: 'Works.' },
    { name: 'contacts', ok: true, message: 'Works.' },
    { name: 'send-log', ok: true, message: 'Works.' },
    { name: 'recent', ok: true, message: 'Works.' },
    { name: 'secret', ok: true, message: 'Works.' },
    {
      name: 'captcha',
      ok: true,
      message:
        'Off: a script can use up what all visitors together can send, until the budget is renewed.',
    },
    { name: 'realtime', ok: true, message: 'Works.' },
    {
      name: 'web-crypto',
      ok: true,
      message: 'The runtime has a global WebCrypto. Channels, cursors and form tickets work.',
    },
    {
      name: 'realtime-subscriber',
      ok: true,
      message:
        'This container has seen no subscriber yet. Publish, open the chat and the dashboard on the live site, and check again. If there is none then, Wix does not call realtime-permissions.js: in Wix Studio, pages cannot subscribe without this file; elsewhere, anyone can subscribe.',
    },
    {
      name: 'channels',
      ok: true,
      message: 'Wix accepts channels by name, as in the settings.',
    },
    {
      name: 'contact-source',
      ok: true,
      message:
        'The newest contacts come from WIX_APP (151e476a-715e-ec33-db9a-a7ff4d51f70a). Contacts from at least one of them are thanked.',
    },
  ]);
  expect(world.calls).not.toContain('openConversation');
  expect(world.published.map(({ channel }) => channel)).toEqual([
    { name: 'inbox', resourceId: 'check' },
  ]);
  expect(world.contacts.size).toBe(1);
});

it('checkInbox reports what does not work, and why', async () => {
  const { inbox, world, asOwner } = await setup();
  world.sendLog = undefined;
  const deny = async () => {
    throw wixFailure(403, 'PERMISSION_DENIED');
  };
  world.faults
    .set('tokenInfo', async () => {
      throw networkFailure('ENOTFOUND');
    })
    .set('memberOfContact', deny)
    .set('getContact', deny)
    .set('getConversation', async () => {
      throw wixFailure(404, 'INBOX_INSTANCE_NOT_FOUND');
    });
  const { checks } = await asOwner(() => inbox.checkInbox());
  expect(checks.slice(0, 9)).toEqual([
    {
      name: 'identity',
      ok: true,
      message:
        'token-info fails: TRY_LATER (ENOTFOUND); current-member works (a member). Without token-info a visitor has no id: visitors can send forms with an email address only, and have no chat.',
    },
    { name: 'elevation', ok: false, message: 'Fails: PERMISSION_DENIED (403, PERMISSION_DENIED).' },
    {
      name: 'inbox',
      ok: false,
      message: 'Fails: INBOX_INSTANCE_NOT_FOUND (404, INBOX_INSTANCE_NOT_FOUND).',
    },
    { name: 'contacts', ok: false, message: 'Fails: PERMISSION_DENIED (403, PERMISSION_DENIED).' },
    {
      name: 'send-log',
      ok: false,
      message: 'The collection InboxSendLog is missing: call setUpInbox.',
    },
    { name: 'recent', ok: true, message: 'Works.' },
    {
      name: 'secret',
      ok: false,
      message:
        'The site has no secret InboxKeys: pages get no channel, and a cursor is valid only in the container that created it.',
    },
    {
      name: 'captcha',
      ok: true,
      message:
        'Off: a script can use up what all visitors together can send, until the budget is renewed.',
    },
    { name: 'realtime', ok: true, message: 'Off in the settings: pages poll every 20 s.' },
  ]);
});

it('checkInbox reports that no resolver is enabled', async () => {
  const { inbox, asOwner } = await setup({ resolvers: [] });
  const { checks } = await asOwner(() => inbox.checkInbox());
  expect(checks[0]).toMatchObject({ name: 'identity', ok: false });
});

it.each([
  ['not JSON', 'canary-secret'],
  ['a key that is too short', JSON.stringify({ current: 'canary-secret' })],
  ['without a current key', JSON.stringify({ previous: Buffer.alloc(32).toString('base64url') })],
  [
    'an invalid previous key',
    JSON.stringify({ current: Buffer.alloc(32).toString('base64url'), previous: 'canary-secret' }),
  ],
])('checkInbox reports a secret that is %s, without its value', async (_, secret) => {
  const { inbox, world, asOwner, entries } = await setup();
  world.secrets.set('InboxKeys', secret);
  const { checks } = await asOwner(() => inbox.checkInbox());
  expect(checks.find(({ name }) => name === 'secret')).toEqual({
    name: 'secret',
    ok: false,
    message: 'Fails: UNEXPECTED (MALFORMED).',
  });
  expect(JSON.stringify([checks, entries])).not.toContain('canary');
});

it('checkInbox reports that Realtime rejects a publish', async () => {
  const { inbox, world, asOwner } = await setup({ realtime: '@wix/realtime' });
  world.faults.set('publish', async () => {
    throw wixFailure(403, 'PERMISSION_DENIED');
  });
  const { checks } = await asOwner(() => inbox.checkInbox());
  expect(checks.find(({ name }) => name === 'realtime')).toEqual({
    name: 'realtime',
    ok: false,
    message: 'Fails: PERMISSION_DENIED (403, PERMISSION_DENIED).',
  });
});

it('returns the conversation that another one was merged into, over several merges', async () => {
  const { inbox, world, memberId, respond, asOwner } = await setup();
  const [first, second] = ['2', '3'].map((digit) => MISSING_ID.replace(/^1/, digit));
  await asOwner(async () => {
    const { conversation } = await inbox.openConversation({ memberId });
    const merge = (oldId: string | undefined, newId: string | undefined) =>
      world.runAs('event-handler', () =>
        inbox.onConversationsMerged(mergeEvent('velo', newId ?? '', [oldId ?? ''])),
      );
    await merge(first, second);
    const gone = await respond(() => inbox.getConversation(first));
    expect(gone).toMatchObject({ ok: false, error: { code: 'CONVERSATION_NOT_FOUND' } });
    await merge(second, conversation._id);
    expect(await inbox.getConversation(first)).toEqual({ conversation });
    expect(await inbox.getConversation(second)).toEqual({ conversation });

    await merge(MISSING_ID, first);
    await merge(first, MISSING_ID);
    world.recent = undefined;
    const unknown = await respond(() => inbox.getConversation(first));
    expect(unknown).toMatchObject({ ok: false, error: { code: 'CONVERSATION_NOT_FOUND' } });
  });
});

it('lists a merge of several conversations once', async () => {
  const { inbox, world, memberId, asOwner } = await setup();
  await asOwner(async () => {
    const { conversation } = await inbox.openConversation({ memberId });
    const old = ['2', '3', '4'].map((digit) => MISSING_ID.replace(/^1/, digit));
    await world.runAs('event-handler', () =>
      inbox.onConversationsMerged(mergeEvent('velo', conversation._id, old)),
    );
    const { recent } = await inbox.listRecent();
    expect(recent.map(({ kind }) => kind)).toEqual(['merged']);
  });
});
