import { expect, it } from 'vitest';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import { setup } from '../support/backend/setup.ts';

const POST = '3a1c1c6a-0000-4000-8000-000000000001';
const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';

/** A container in which events fail, and another one that continues. */
async function setupContainers() {
  const first = setup();
  const second = setup({}, first.world);
  const { world } = first;
  world.now = () => first.clock.now;
  const contactId = await world.createContact({ email: 'ada@example.com' });
  const contactCreated = {
    metadata: { entityId: contactId },
    entity: { _id: contactId, source: { appId: VELO_APP_ID }, info: { locale: 'de-DE' } },
  };
  return {
    ...{ first, second, world, contactId },
    wait(ms: number) {
      first.clock.now += ms;
      second.clock.now += ms;
    },
    thank: () => first.inbox.sendThankYou(contactCreated),
    texts: () => world.messagesOf({ contactId }).map(({ content }) => content['previewText']),
  };
}

const THANKS = ['Vielen Dank für Ihre Nachricht. Wir melden uns bald.'];

it.each([
  ['openConversation', networkFailure('ECONNRESET')],
  ['memberOfContact', wixFailure(503)],
] as const)('sends the message of an event later if %s failed, once', async (call, failure) => {
  const { second, world, thank, texts, wait } = await setupContainers();
  world.faults.set(call, async () => {
    throw failure;
  });
  await expect(thank()).rejects.toMatchObject({ code: 'TRY_LATER' });
  world.faults.clear();
  await second.inbox.redoEvents({ now: true });
  expect(texts()).toEqual([]);
  wait(37_000);
  await second.inbox.redoEvents({ now: true });
  expect(texts()).toEqual(THANKS);
  world.calls.length = 0;
  await second.inbox.redoEvents({ now: true });
  expect(world.calls).toEqual(['listOpenEvents']);
  await thank();
  expect(texts()).toEqual(THANKS);
});

it.each(['executed', 'not executed'])(
  'finishes an event whose container ended during the send (%s)',
  async (execution) => {
    const { first, second, world, contactId, thank, texts, wait } = await setupContainers();
    await first.inbox.sendTo({ contactId }, { minimal: { text: 'Before' } });
    let reached = () => {};
    const sending = new Promise<void>((resolve) => (reached = resolve));
    world.faults.set('sendMessage', async (run) => {
      if (execution === 'executed') await run();
      reached();
      return new Promise<never>(() => {});
    });
    thank().catch(() => {});
    await sending;
    world.faults.clear();
    wait(37_000);
    await second.inbox.redoEvents({ now: true });
    expect(texts()).toEqual(['Before', ...THANKS]);
  },
);

it('finishes no event of a deleted contact, and lists it no more', async () => {
  const { second, world, contactId, thank, wait } = await setupContainers();
  world.faults.set('openConversation', async () => {
    throw wixFailure(503);
  });
  await expect(thank()).rejects.toMatchObject({ code: 'TRY_LATER' });
  world.faults.clear();
  world.deleteContact(contactId);
  wait(37_000);
  await second.inbox.redoEvents({ now: true });
  expect(world.sent).toEqual([]);
  expect(second.entries).toMatchObject([{ level: 'warn', code: 'PARTICIPANT_NOT_FOUND' }]);
  world.calls.length = 0;
  await second.inbox.redoEvents({ now: true });
  expect(world.calls).toEqual(['listOpenEvents']);
});

it('finishes a like, and looks for events at most once a minute', async () => {
  const { first, second, world, wait } = await setupContainers();
  const visitorId = await world.createVisitor();
  world.faults.set('openConversation', async () => {
    throw wixFailure(429);
  });
  const like = { data: { postId: POST, anonymousVisitorId: visitorId } };
  await expect(first.inbox.sendPostLiked(like)).rejects.toMatchObject({ code: 'TRY_LATER' });
  world.faults.clear();
  await second.inbox.redoEvents();
  wait(37_000);
  await second.inbox.redoEvents();
  expect(world.sent).toEqual([]);
  wait(23_000);
  await second.inbox.redoEvents();
  expect(world.messagesOf({ anonymousVisitorId: visitorId })).toHaveLength(1);
});

it('logs once that the events cannot be listed, and never rejects', async () => {
  const { first, world } = await setupContainers();
  world.faults.set('listOpenEvents', async () => {
    throw wixFailure(503);
  });
  await first.inbox.redoEvents({ now: true });
  await first.inbox.redoEvents({ now: true });
  expect(first.entries).toMatchObject([{ level: 'warn', operation: 'listOpenEvents' }]);
});
