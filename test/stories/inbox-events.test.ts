import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { siteVariant } from '../support/site-variant.ts';
import { at, listAt, objectWith, textLike } from '../support/stories/json.ts';
import {
  openRealtimePage,
  listPublished,
  type RealtimePage,
} from '../support/stories/realtime-page.ts';
import {
  createHarness,
  captureSiteLog,
  shareEmulator,
  type Person,
  type Harness,
} from '../support/stories/harness.ts';
import { summarize } from '../support/stories/wix-calls.ts';

// Events of Inbox: their handlers, and the pings that pages receive over Realtime.

const setup = shareEmulator();
const METADATA = ['velo', 'sdk'] as const;
const TIME = textLike(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
const INBOX_EVENTS = [
  'message-sent-to-business',
  'message-sent-to-participant',
  'conversations-merged',
  'message-button-interacted',
] as const;

/** Opens a page that is subscribed to its person's own conversation. */
async function openChatPage(harness: Harness, person: Person) {
  const resourceId = String(at(await person.call('listMessages'), 'channel', 'resourceId'));
  const page = await openRealtimePage(harness, person);
  expect(await page.subscribe({ name: 'inbox', resourceId })).toBe(200);
  return { ...page, resourceId };
}

/** Opens a page of the owner that is subscribed to the channel of the business. */
async function openOwnerPage(harness: Harness): Promise<RealtimePage & { readonly owner: Person }> {
  const owner = await harness.admin();
  const page = await openRealtimePage(harness, owner);
  expect(await page.subscribe({ name: 'inbox-admin' })).toBe(200);
  return { ...page, owner };
}

const ping = (kind: string) => ({ kind, at: TIME });
const textMessage = (text: string) => ({ basic: { items: [{ text }] } });

it.each(METADATA)(
  'notifies the recipient’s page and the owner’s page (%s)',
  async (eventMetadata) => {
    // Its own emulator, so that no other test has notified the owner's page in the last second.
    const harness = await createHarness({ assumptions: { eventMetadata } });
    const [ada, bob] = [await harness.visitor(), await harness.member('bob@example.com')];
    const [adaPage, bobPage, ownerPage] = [
      await openChatPage(harness, ada),
      await openChatPage(harness, bob),
      await openOwnerPage(harness),
    ];
    const to = { anonymousVisitorId: ada.id };
    expect(await ownerPage.owner.call('sendMessageTo', to, textMessage('canary'))).toMatchObject({
      ok: true,
    });
    expect(at(await adaPage.nextMessage(), 'payload')).toEqual(ping('message'));
    expect(at(await ownerPage.nextMessage(), 'payload')).toEqual(ping('message'));
    expect(await bobPage.receivedMessages()).toEqual([]);
    const messages = await listPublished(harness);
    expect(messages.map((message) => at(message, 'channel', 'resourceId'))).not.toContain(
      bobPage.resourceId,
    );
    expect(JSON.stringify(messages)).not.toContain('canary');
  },
);

it.each(METADATA)('handles all four events of Inbox (%s)', async (eventMetadata) => {
  const harness = await setup();
  await harness.control('PUT', 'assumptions', { eventMetadata });
  const log = captureSiteLog();
  const [ada, owner] = [await harness.visitor(), await harness.admin()];
  await ada.call('sendBasicMessage', 'Hello');
  const sent = await owner.call(
    'sendMessageTo',
    { anonymousVisitorId: ada.id },
    { template: { title: 'Your order', buttons: [{ label: 'Fine', interactionId: 'fine' }] } },
  );
  await harness.control('POST', `conversations/${String(at(sent, 'conversationId'))}/press`, {
    messageId: at(sent, 'messageId'),
    interactionId: 'fine',
  });
  await ada.call('sendFormData', { firstName: 'Ada', email: 'ada@example.com' });
  for (const name of INBOX_EVENTS) {
    const outcomes = (await harness.events(name)).map(({ outcome }) => outcome);
    expect([name, ...new Set(outcomes)]).toEqual([name, 'delivered']);
  }
  expect(log).toEqual([textLike(/no handler for a clicked button/)]);
  const recent = listAt(await owner.call('listRecent', { limit: 50 }), 'recent');
  const kinds = recent.map((event) => at(event, 'kind'));
  expect(new Set(kinds)).toEqual(new Set(['message', 'button', 'form', 'contact', 'merged']));
});

it('allows a person to subscribe to their own channel and to the site’s public channels only', async () => {
  const harness = await setup();
  const [ada, bob] = [await harness.visitor(), await harness.member('bob@example.com')];
  const [adaPage, bobPage] = [await openChatPage(harness, ada), await openChatPage(harness, bob)];
  expect(await adaPage.subscribe({ name: 'inbox', resourceId: bobPage.resourceId })).toBe(403);
  expect(await bobPage.subscribe({ name: 'inbox', resourceId: adaPage.resourceId })).toBe(403);
  for (const page of [adaPage, bobPage]) {
    expect(await page.subscribe({ name: 'inbox' })).toBe(403);
    expect(await page.subscribe({ name: 'inbox-admin' })).toBe(403);
    expect(await page.subscribe({ name: 'weather' })).toBe(200);
  }
  // After a log-out on the same page, the visitor may not use the member's channel.
  const after = await harness.visitor({ from: bob.token });
  const channel = { name: 'inbox', resourceId: bobPage.resourceId };
  expect(await bobPage.subscribe(channel, after.token)).toBe(403);
});

it('notifies only the owner’s page about a contact who is not a member', async () => {
  const harness = await setup();
  const ada = await harness.visitor();
  const page = await openChatPage(harness, ada);
  const contactId = await harness.contact('ada@example.com');
  await ada.call('sendFormData', { firstName: 'Ada', email: 'ada@example.com' });
  await harness.emulator.settled();
  const { length } = await page.receivedMessages();
  const { owner } = await openOwnerPage(harness);
  await owner.call('sendMessageTo', { contactId }, textMessage('Only after log-in'));
  expect(await page.receivedMessages()).toHaveLength(length);
  expect(at(await ada.call('listMessages'), 'error', 'code')).toBe('HISTORY_NOT_AVAILABLE');
});

it('has only the owner’s channel on a site without the secret', async () => {
  const seed = join(temporaryFolder(), 'seed.json');
  writeFileSync(seed, JSON.stringify({ collections: ['InboxRecent', 'InboxSendLog'] }));
  const harness = await createHarness({ seed });
  const ada = await harness.visitor();
  await ada.call('sendBasicMessage', 'Hello');
  const page = await ada.call('listMessages');
  expect(page).toMatchObject({ ok: true, messages: [{ from: 'me' }] });
  expect(at(page, 'channel')).toBeUndefined();
  const channels = (await listPublished(harness)).map((message) => at(message, 'channel'));
  expect(channels).toContainEqual({ name: 'inbox-admin' });
  expect(channels).not.toContainEqual(objectWith({ name: 'inbox' }));
});

it('handles a button click once, even if its event is delivered again', async () => {
  const log = captureSiteLog();
  const site = siteVariant({
    'backend/inbox-settings': `
      import { settings as original } from 'backend/inbox-settings-original';
      let clicks = 0;
      const reply = () => ({ basic: { items: [{ text: 'Clicked ' + ++clicks } ] } });
      export const settings = { ...original, buttons: { confirm: reply, 'cancel-*': reply } };
    `,
  });
  const harness = await createHarness({ site });
  const ada = await harness.member('ada@example.com');
  const to = { memberId: ada.id };
  const { id: conversationId } = await harness.conversationOf(to);
  const clickButton = (entityId: string, interactionId: string) =>
    harness.control('POST', 'events/message-button-interacted', {
      ...{ entityId, conversationId, interactionId, interactedBy: to },
    });
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  for (const id of [first, first]) await clickButton(id, 'confirm');
  await clickButton(second, 'cancel-118');
  await clickButton(second, 'cancel');
  await clickButton(second, 'constructor');
  const { messages } = await harness.conversationOf(to);
  expect(messages.map(summarize)).toEqual(['Clicked 1', textLike(/^Clicked \d$/)]);
  expect(log).toEqual([
    textLike(/no handler for a clicked button/),
    textLike(/no handler for a clicked button/),
  ]);
});

it('handles two clicks of a button twice, because the event names no message', async () => {
  const site = siteVariant({
    'backend/inbox-settings': `
      import { settings as original } from 'backend/inbox-settings-original';
      const confirm = () => ({ basic: { items: [{ text: 'Confirmed' }] } });
      export const settings = { ...original, buttons: { confirm } };
    `,
  });
  const harness = await createHarness({ site });
  const [ada, owner] = [await harness.member('ada@example.com'), await harness.admin()];
  const to = { memberId: ada.id };
  const buttons = [{ label: 'Confirm', interactionId: 'confirm' }];
  const sent = await owner.call('sendMessageTo', to, { template: { title: 'Order 118', buttons } });
  for (const interactionId of ['confirm', 'confirm']) {
    await harness.control('POST', `conversations/${String(at(sent, 'conversationId'))}/press`, {
      messageId: at(sent, 'messageId'),
      interactionId,
    });
  }
  const { messages } = await harness.conversationOf(to);
  expect(messages.map(summarize)).toEqual(['template', 'Confirmed', 'Confirmed']);
});
